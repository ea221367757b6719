"""Sorting, folding and translating text in two languages."""

import unicodedata
from contextlib import contextmanager

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils import translation


def fold(text):
    """Lower case, no accents, hyphens and dots as spaces: what searching compares. "St-Jérôme" -> "st jerome"."""
    text = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    kept = "".join(" " if c in "-–—.'’/," else c for c in text if not unicodedata.combining(c))
    return " ".join(kept.split())


def sort_key(text):
    """Canadian alphabetical order as bytes-comparable text: letters first, then accents from the end of the word.

    The embedded database has no ICU collation, so the order is computed here and stored.
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    letters, accents = [], []
    for char in decomposed:
        if unicodedata.combining(char):
            accents[-1:] = [char]
        elif char.isalnum():
            letters.append(char)
            accents.append("")
    return "".join(letters) + " " + "".join(accent or "." for accent in reversed(accents)).rstrip(".")


@contextmanager
def speaking(user_or_language):
    """Everything inside is written in the person's language."""
    language = getattr(user_or_language, "language", user_or_language)
    with translation.override(language):
        yield language


def same_page(path, language):
    """The address of the page at `path`, said in another language; the home page where there is none."""
    try:
        match = resolve(path)
    except Resolver404:
        name, args, kwargs = "home", [], {}
    else:
        name, args, kwargs = match.view_name, match.args, match.kwargs
    with translation.override(language):
        return reverse(name or "home", args=args, kwargs=kwargs)


def other_language(language):
    return next(code for code, _name in settings.LANGUAGES if code != language)
