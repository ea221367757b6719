"""What the unit of an indicator says of its values: their limits, and how they are said."""

import re

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from coalition.numbers import bare

YES_OR_NO = "yes or no"
RANGE = re.compile(r"\b(\d+)-(\d+)\b")


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
