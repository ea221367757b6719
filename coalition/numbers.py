"""Numbers as people type them in either language, and as they are said back."""

import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .i18n import other_language

LARGEST = Decimal("99999999999")
DECIMALS = 3
SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
UNIT_SIGNS = re.compile(r"^(CAD|\$)|(CAD|\$|%)$")
GROUPED = {
    "en": re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII),
    "fr": re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII),
}
PLAIN = re.compile(r"-?\d{1,20}([.,]\d{1,20})?|-?[.,]\d{1,20}", re.ASCII)


def read_number(typed):
    """The Decimal of "1 234,5", "1,234.5", "12.5 %" or "$3"; ValidationError for anything else.

    A comma before three digits groups thousands in English and begins the decimals in French; where both marks stand,
    the last one begins the decimals.
    """
    text = SPACES.sub("", typed).replace("\u2212", "-")
    text = UNIT_SIGNS.sub("", text)
    for language in (get_language(), other_language(get_language())):
        # The other language's way only where it cannot be mistaken: both marks stand there.
        if GROUPED[language].fullmatch(text) and (language == get_language() or {",", "."} <= set(text)):
            text = text.replace("," if language == "en" else ".", "")
            break
    try:
        value = Decimal(text.replace(",", ".")) if PLAIN.fullmatch(text) else None
    except InvalidOperation:
        value = None
    if value is None:
        raise ValidationError(_("Enter a number in digits, such as 1,250 or 12.5."))
    if abs(value) > LARGEST:
        raise ValidationError(_("This number is too large. Check that it has no digit too many."))
    return round(value, DECIMALS) + 0  # -0 is zero


def bare(value):
    """Without zeros at the end: 12.500 -> 12.5, 300.000 -> 300."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def number(value):
    """A number as the reader's language writes it, without zeros at its end."""
    return number_format(bare(value), use_l10n=True, force_grouping=True)
