"""The answers to indicators: what values are made of, how they are said, and how far they moved since last year."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.numbers import DECIMALS, LARGEST, number
from commitments.units import Kind, check_range, check_whole, say

# A change of so much is worth a question: in per cent of the value before, in points, in steps of a scale.
JUMP, JUMP_POINTS, JUMP_STEPS = 50, 20, 2
# From 2 to 3 is half as much again, and no news.
JUMP_COUNT = 5
# Of a value that is computed here; more only where it would look like zero.
COMPUTED_DECIMALS = {Kind.SHARE: 1, Kind.GAP: 1, Kind.RATIO: 2, Kind.RATE: 2}


def check_part(value, version, name):
    """ValidationError for a numerator, denominator or comparison that makes no sense by itself."""
    is_percent = version.kind == Kind.GAP or name == "comparison"
    check_range(value, 0, 100 if is_percent else None)
    if version.counts_people and not is_percent:
        check_whole(value)
    if not value and name != "numerator" and version.kind != Kind.GAP:
        raise ValidationError(_("This number cannot be zero: the result is divided by it."))


def compute(version, numerator, denominator, comparison=None):
    """The value that these numbers make, by the definition's kind; ValidationError by field where they make none."""
    is_part = version.kind in {Kind.SHARE, Kind.RATIO}
    if is_part and numerator > denominator:
        raise ValidationError(
            {"numerator": _("This number cannot be larger than the whole it is a part of. Check both.")}
        )
    if version.kind == Kind.GAP:
        value = numerator - denominator
    elif version.kind == Kind.RATE:
        value = numerator * version.per / denominator
    else:
        value = numerator / denominator * 100
    if version.kind == Kind.RATIO:
        value /= comparison
    if abs(value) > LARGEST:
        raise ValidationError({"numerator": _("The result is too large. Check both numbers.")})
    return round(value, COMPUTED_DECIMALS.get(version.kind, DECIMALS)) or round(value, DECIMALS)


def change_between(before, after, version):
    """How far the value moved and whether that is a jump: ("+12 points", False), ("\u22121 step", False), ("+200%", True).

    In per cent only for counts and rates, and ("", False) where nothing can be said.
    """
    moved = after - before
    if version.kind == Kind.YES_NO or not moved:
        return "", False
    if version.kind in {Kind.SHARE, Kind.GAP}:
        said = ngettext("%(number)s point", "%(number)s points", _plural_of(moved))
        return said % {"number": signed(moved)}, abs(moved) >= JUMP_POINTS
    if version.kind == Kind.SCALE:
        said = ngettext("%(number)s step", "%(number)s steps", _plural_of(moved))
        return said % {"number": signed(moved)}, abs(moved) >= JUMP_STEPS
    if not before:
        return "", False
    percent = moved / abs(before) * 100
    is_jump = abs(percent) >= JUMP and (version.kind != Kind.NUMBER or abs(moved) >= JUMP_COUNT)
    percent = round(percent, 1 if abs(percent) < 1 else 0)
    return (_("%(number)s%%") % {"number": signed(percent)} if percent else ""), is_jump


def signed(value):
    """ "+12", "\u22121.5" """
    return ("\u2212" if value < 0 else "+") + number(abs(value))


def _plural_of(number):
    """A whole number with the same plural: 1.5 takes "points" in English and "point" in French, as 0 does."""
    size = abs(number)
    return int(size) if size == 1 or size >= 2 else 0


def say_reading(reading):
    """An answer in words: the value with its unit, or why there is none."""
    if reading.value is not None:
        return say(reading.value, reading.version)
    return reading.get_answer_display()


def say_parts(reading):
    """The numbers that the value was made of, for those who know the town's own record; empty where there are none."""
    if not reading.is_computed:
        return []
    version, said = reading.version, []
    for name in ("numerator", "denominator", "comparison"):
        if (value := getattr(reading, name)) is not None:
            said.append((getattr(version, f"{name}_label"), number(value)))
    return said
