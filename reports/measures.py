"""The values of indicators in a report: how they are answered, and how far they moved since last year."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.numbers import bare, read_number
from commitments.units import RANGE, YES_OR_NO, check_limits, figure, is_yes_or_no, limits, say

__all__ = [
    "YES_OR_NO",
    "bare",
    "change_between",
    "check_limits",
    "figure",
    "is_yes_or_no",
    "limits",
    "read_number",
    "say",
    "say_reading",
]

# A change of so much is worth a question: in per cent of the value before, in points, in steps of a scale.
JUMP, JUMP_POINTS, JUMP_STEPS = 50, 20, 2


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
