"""Frozen texts in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import get_language

from coalition.i18n import other_language


@dataclass(frozen=True)
class Words:
    """A text and the language it is in; a fallback is in the other language than the reader's."""

    text: str
    language: str
    is_fallback: bool

    def __bool__(self):
        return bool(self.text)


def best(texts):
    """The reader's language, else the other one."""
    language = get_language()
    for code in (language, other_language(language)):
        if texts[code]:
            return Words(texts[code], code, code != language)
    return Words("", language, False)
