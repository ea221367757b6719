"""An issue of the bulletin as it reads in one language: on its page, in the mail, and side by side in the preview."""

from dataclasses import dataclass

from django.conf import settings

from coalition.i18n import speaking
from coalition.markdown import render


@dataclass(frozen=True)
class Piece:
    """One item; `html` and `text` say the same."""

    number: int
    kind_label: str
    title: str
    html: str
    text: str
    url: str


@dataclass(frozen=True)
class Side:
    """The issue in one language."""

    language: str
    name: str
    title: str
    intro_html: str
    intro_text: str
    pieces: list


def side(bulletin, language, *, base="", top=3, items=None):
    """`base` stands before the portal's own paths: mail needs whole addresses. `top`: the level of headings within an item.

    `items` stand for those of the issue, where it has none in the database.
    """
    with speaking(language):
        return Side(
            language,
            dict(settings.LANGUAGES)[language],
            getattr(bulletin, f"title_{language}") or "",
            _html(getattr(bulletin, f"intro_{language}"), language, base, top),
            _text(getattr(bulletin, f"intro_{language}"), base),
            [_piece(item, language, base, top) for item in items or bulletin.items.all()],
        )


def sides(bulletin):
    return [side(bulletin, code, top=4) for code, _name in settings.LANGUAGES]


def _piece(item, language, base, top):
    text = getattr(item, f"text_{language}")
    return Piece(
        item.pk,
        str(item.get_kind_display()),
        getattr(item, f"title_{language}") or "",
        _html(text, language, base, top),
        _text(text, base),
        base + item.source.get_absolute_url() if item.source else "",
    )


def _html(text, language, base, top):
    html = render(text or "", language, top=top, anchors=False)
    return type(html)(html.replace('href="/', f'href="{base}/')) if base else html


def _text(text, base):
    """Markdown reads well as it is; what it links to needs a whole address."""
    return (text or "").strip().replace("](/", f"]({base}/")
