"""How the values of an indicator are said, and their limits, by the kind and unit of its version."""

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from coalition.numbers import number

from .models.indicator_version import IndicatorVersion

Kind = IndicatorVersion.Kind


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
    check_range(value, *limits(version))
    if version.counts_people and version.kind == Kind.NUMBER:
        check_whole(value)


def check_range(value, lowest, highest):
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
