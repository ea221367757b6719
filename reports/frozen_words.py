"""Frozen texts in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import get_language

from coalition.i18n import other_language


@dataclass(frozen=True)
class Words:
    """A text and the language it is in; a fallback is in the other language than the reader's.

    Out of date: the version in the other language, which leads, was changed since this one was written.
    """

    text: str
    language: str
    is_fallback: bool
    is_outdated: bool = False

    def __bool__(self):
        return bool(self.text)


def best(texts, versions=None):
    """The reader's language, else the other one; `versions` as freezing.py keeps them beside a text."""
    language = get_language()
    for code in (language, other_language(language)):
        if texts[code]:
            is_outdated = bool(versions) and versions["other"] == "outdated" and code != versions["original"]
            return Words(texts[code], code, code != language, is_outdated)
    return Words("", language, False)
