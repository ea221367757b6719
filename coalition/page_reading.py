"""A version of a page as its writers look at it: both languages side by side, and what changed since another version."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy

from .markdown import render
from .models.page_version import TEXTS
from .wording import differences

NAMES = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "body": gettext_lazy("Text"),
}


@dataclass(frozen=True)
class Side:
    """One language of a version."""

    language: str
    name: str
    title: str
    summary: str
    html: str


def sides(version):
    """The Side of each language; headings stand below an h3."""
    return [
        Side(
            code,
            name,
            getattr(version, f"title_{code}") or "",
            getattr(version, f"summary_{code}") or "",
            render(getattr(version, f"body_{code}") or "", code, top=4, anchors=False),
        )
        for code, name in settings.LANGUAGES
    ]


@dataclass(frozen=True)
class Change:
    """One text of one language, word by word."""

    name: str
    language: str
    language_name: str
    pieces: list


def what_changed(before, after):
    """[Change] of the texts that differ; where there is no version before, nothing is told apart."""
    if before is None:
        return []
    found = []
    for code, language_name in settings.LANGUAGES:
        for text in TEXTS:
            old, new = (getattr(version, f"{text}_{code}") or "" for version in (before, after))
            if old != new:
                found.append(Change(NAMES[text], code, language_name, differences(old, new)))
    return found
