"""The values of indicators: read as people type them in either language, and said back."""

import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from coalition.i18n import other_language
from commitments.models import IndicatorVersion

Kind = IndicatorVersion.Kind
# A change of so much is worth a question: in per cent of the value before, in points, in steps of a scale.
JUMP, JUMP_POINTS, JUMP_STEPS = 50, 20, 2
# From 2 to 3 is half as much again, and no news.
JUMP_COUNT = 5
LARGEST = Decimal("99999999999")
DECIMALS = 3
# Of a value that is computed here; more only where it would look like zero.
COMPUTED_DECIMALS = {Kind.SHARE: 1, Kind.GAP: 1, Kind.RATIO: 2, Kind.RATE: 2}
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


def kind_of(unit_en):
    """The kind that a unit stood for, in snapshots older than kinds (schema 1)."""
    if unit_en == "yes or no":
        return Kind.YES_NO
    if unit_en.startswith("percentage points"):
        return Kind.GAP
    return Kind.SHARE if unit_en.startswith("%") else Kind.NUMBER


def limits(version):
    """(lowest, highest) value that makes sense; None where there is no limit."""
    return {
        Kind.YES_NO: (0, 1),
        Kind.SCALE: (version.lowest, version.highest),
        Kind.GAP: (-100, 100),
        Kind.SHARE: (0, 100),
    }.get(version.kind, (0, None))


def check_limits(value, version):
    _check_range(value, *limits(version))
    if version.counts_people and version.kind == Kind.NUMBER:
        check_whole(value)


def _check_range(value, lowest, highest):
    if highest is not None and not lowest <= value <= highest:
        raise ValidationError(
            _("Enter a number from %(lowest)s to %(highest)s.")
            % {"lowest": number_format(lowest), "highest": number_format(highest)}
        )
    if value < lowest:
        raise ValidationError(_("This number cannot be below zero."))


def check_whole(value):
    if value != value.to_integral_value():
        raise ValidationError(_("Enter a whole number: this counts people, or what happened to them."))


def check_part(value, version, name):
    """ValidationError for a numerator, denominator or comparison that makes no sense by itself."""
    is_percent = version.kind == Kind.GAP or name == "comparison"
    _check_range(value, 0, 100 if is_percent else None)
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


def bare(value):
    """Without zeros at the end: 12.500 -> 12.5, 300.000 -> 300."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def number(value):
    """A number as the reader's language writes it, without zeros at its end."""
    return number_format(bare(value), use_l10n=True, force_grouping=True)


def figure(value, kind):
    """The value alone in the reader's language: "12.5%", "1,250", "3", "Yes"."""
    if kind == Kind.YES_NO:
        return _("Yes") if value else _("No")
    return _("%(number)s%%") % {"number": number(value)} if kind == Kind.SHARE else number(value)


def say(value, version):
    """The same with its unit: "12.5%", "1,250 meetings per year", "3 (level 1-5)", "Yes"."""
    facts = {
        "number": figure(value, version.kind),
        "unit": version.unit.removeprefix("%").strip(),
    }
    if version.kind == Kind.YES_NO or version.unit_en == "number":
        return facts["number"]
    if version.kind == Kind.SHARE:
        return f"{facts['number']} {facts['unit']}".strip()
    if version.kind == Kind.SCALE or "(" in version.unit:
        facts["unit"] = facts["unit"].replace(" (", ", ").removesuffix(")")
        return _("%(number)s (%(unit)s)") % facts
    return _("%(number)s %(unit)s") % facts


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


def signed(number):
    """ "+12", "\u22121.5" """
    sign = "\u2212" if number < 0 else "+"
    return sign + number_format(bare(abs(number)), use_l10n=True, force_grouping=True)


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
