"""The values of indicators: read as people type them in either language, and said back."""

import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

YES_OR_NO = "yes or no"
# A change of so much is worth a question: in per cent of the value before, in points, in steps of a scale.
JUMP, JUMP_POINTS, JUMP_STEPS = 50, 20, 2
LARGEST = Decimal("99999999999")
DECIMALS = 3
SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
UNIT_SIGNS = re.compile(r"^(CAD|\$)|(CAD|\$|%)$")
GROUPED = {
    "en": re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII),
    "fr": re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII),
}
PLAIN = re.compile(r"-?\d{1,20}([.,]\d{1,20})?|-?[.,]\d{1,20}", re.ASCII)
RANGE = re.compile(r"\b(\d+)-(\d+)\b")


def read_number(typed):
    """The Decimal of "1 234,5", "1,234.5", "12.5 %" or "$3"; ValidationError for anything else.

    A comma before three digits groups thousands in English and begins the decimals in French.
    """
    text = SPACES.sub("", typed).replace("\u2212", "-")
    text = UNIT_SIGNS.sub("", text)
    if GROUPED[get_language()].fullmatch(text):
        text = text.replace("," if get_language() == "en" else ".", "")
    try:
        value = Decimal(text.replace(",", ".")) if PLAIN.fullmatch(text) else None
    except InvalidOperation:
        value = None
    if value is None:
        raise ValidationError(_("Enter a number in digits, such as 1,250 or 12.5."))
    if abs(value) > LARGEST:
        raise ValidationError(_("This number is too large. Check that it has no digit too many."))
    return round(value, DECIMALS)


def is_yes_or_no(indicator):
    return indicator.unit_en == YES_OR_NO


def limits(indicator):
    """(lowest, highest) value that makes sense, from the unit; None where there is no limit."""
    unit = indicator.unit_en
    if is_yes_or_no(indicator):
        return 0, 1
    if found := RANGE.search(unit):
        return int(found[1]), int(found[2])
    if unit.startswith("percentage points"):
        return -100, 100
    return 0, 100 if unit.startswith("%") else None


def check_limits(value, indicator):
    lowest, highest = limits(indicator)
    if highest is not None and not lowest <= value <= highest:
        raise ValidationError(
            _("Enter a number from %(lowest)s to %(highest)s.")
            % {"lowest": number_format(lowest), "highest": number_format(highest)}
        )
    if value < lowest:
        raise ValidationError(_("This number cannot be below zero."))


def bare(value):
    """Without zeros at the end: 12.500 -> 12.5, 300.000 -> 300."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def figure(value, unit_en):
    """The value alone in the reader's language: "12.5%", "1,250", "3", "Yes"."""
    if unit_en == YES_OR_NO:
        return _("Yes") if value else _("No")
    number = number_format(bare(value), use_l10n=True, force_grouping=True)
    return _("%(number)s%%") % {"number": number} if unit_en.startswith("%") else number


def say(value, indicator):
    """The same with its unit: "12.5%", "1,250 meetings per year", "3 (level 1-5)", "Yes"."""
    facts = {
        "number": figure(value, indicator.unit_en),
        "unit": indicator.unit.removeprefix("%").strip(),
    }
    if is_yes_or_no(indicator):
        return facts["number"]
    if indicator.unit_en.startswith("%"):
        return f"{facts['number']} {facts['unit']}".strip()
    if indicator.unit_en == "number":
        return facts["number"]
    if RANGE.search(indicator.unit) or "(" in indicator.unit:
        facts["unit"] = facts["unit"].replace(" (", ", ").removesuffix(")")
        return _("%(number)s (%(unit)s)") % facts
    return _("%(number)s %(unit)s") % facts


def change_between(before, after, indicator):
    """How far the value moved and whether that is a jump: ("+12 points", False), ("\u22121 step", False), ("+200%", True).

    In per cent only for counts and rates, and ("", False) where nothing can be said.
    """
    unit, moved = indicator.unit_en, after - before
    if is_yes_or_no(indicator) or not moved:
        return "", False
    if unit.startswith(("%", "percentage points")):
        said = ngettext("%(number)s point", "%(number)s points", _plural_of(moved))
        return said % {"number": signed(moved)}, abs(moved) >= JUMP_POINTS
    if RANGE.search(unit):
        said = ngettext("%(number)s step", "%(number)s steps", _plural_of(moved))
        return said % {"number": signed(moved)}, abs(moved) >= JUMP_STEPS
    if not before:
        return "", False
    percent = moved / abs(before) * 100
    percent = round(percent, 1 if abs(percent) < 1 else 0)
    return (_("%(number)s%%") % {"number": signed(percent)} if percent else ""), abs(percent) >= JUMP


def signed(number):
    """ "+12", "\u22121.5" """
    sign = "\u2212" if number < 0 else "+"
    return sign + number_format(bare(abs(number)), use_l10n=True, force_grouping=True)


def _plural_of(number):
    """A whole number with the same plural: 1.5 takes "points" in English and "point" in French, as 0 does."""
    size = abs(number)
    return int(size) if size == 1 or size >= 2 else 0


def say_reading(reading, indicator):
    """An answer in words: the value with its unit, or why there is none."""
    if reading.value is not None:
        return say(reading.value, indicator)
    return reading.get_answer_display()
