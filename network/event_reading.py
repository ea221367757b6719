"""An event as it reads in one language, for the preview of both side by side."""

from dataclasses import dataclass

from django.conf import settings

from coalition.i18n import speaking
from coalition.markdown import render


@dataclass(frozen=True)
class Side:
    language: str
    name: str
    title: str
    summary: str
    html: str
    when: str
    place: str
    reason: str


def sides(gathering):
    """The Side of each language; headings stand below an h3."""
    found = []
    for code, name in settings.LANGUAGES:
        with speaking(code):
            texts = {
                text: getattr(gathering, f"{text}_{code}") or ""
                for text in ("title", "summary", "place", "reason")
            }
            html = render(getattr(gathering, f"description_{code}") or "", code, top=4, anchors=False)
            found.append(Side(language=code, name=name, html=html, when=gathering.when, **texts))
    return found
