"""Languages in which a service may be given: those most spoken at home in Canada, some of the land, and two of signs.

The code is of ISO 639, two letters where there are two; the name follows the reader's language.
"""

from django.utils.translation import gettext_lazy as _

from coalition.i18n import fold

LANGUAGES = {
    "en": _("English"),
    "fr": _("French"),
    "ase": _("American Sign Language (ASL)"),
    "fcs": _("Quebec Sign Language (LSQ)"),
    "ar": _("Arabic"),
    "bn": _("Bengali"),
    "yue": _("Cantonese"),
    "cr": _("Cree"),
    "prs": _("Dari"),
    "den": _("Dene"),
    "gu": _("Gujarati"),
    "ht": _("Haitian Creole"),
    "hi": _("Hindi"),
    "moe": _("Innu"),
    "iu": _("Inuktitut"),
    "it": _("Italian"),
    "ko": _("Korean"),
    "zh": _("Mandarin"),
    "mic": _("Mi’kmaq"),
    "oj": _("Ojibwe"),
    "ps": _("Pashto"),
    "fa": _("Persian (Farsi)"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "pa": _("Punjabi"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "so": _("Somali"),
    "es": _("Spanish"),
    "sw": _("Swahili"),
    "tl": _("Tagalog"),
    "ta": _("Tamil"),
    "ti": _("Tigrinya"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "ur": _("Urdu"),
    "vi": _("Vietnamese"),
}
FIRST = ("en", "fr")  # before all others, which follow the reader's alphabet


def choices(codes=LANGUAGES):
    """[(code, name)] in the order in which they are read."""
    return sorted(
        ((code, LANGUAGES[code]) for code in codes if code in LANGUAGES),
        key=lambda pair: (pair[0] not in FIRST, fold(str(pair[1]))),
    )


def names(codes):
    return [str(name) for _code, name in choices(codes)]
