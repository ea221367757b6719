"""Values as a snapshot writes them."""

from django.conf import settings

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def both(thing, field):
    """{"en": ..., "fr": ...}, with "" where there is nothing."""
    return {language: getattr(thing, f"{field}_{language}") or "" for language in LANGUAGES}


def plain(number):
    """A decimal without the zeros the column adds: "12.5", "0", "340"."""
    return None if number is None else f"{number.normalize():f}"
