"""How far a town is, how large, and when it last reported: the words the directory sorts and counts towns by."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far a town is, as the public asks for it. A town that has reported has published its plan too."""

    JOINED = "joined", _("No action plan published here yet")
    PLAN = "plan", _("Action plan published")
    REPORTING = "reporting", _("Has reported")
    ON_HOLD = "on_hold", _("On hold")
    FORMER = "former", _("Former members")


def stages_of(status, has_plan, last_report_year):
    """Under which stages a town is found; "" are all current members."""
    if status == "ended":
        return [Stage.FORMER]
    found = ["", Stage.PLAN if has_plan else Stage.JOINED]
    if last_report_year:
        found.append(Stage.REPORTING)
    if status == "on_hold":
        found.append(Stage.ON_HOLD)
    return found


def stage_of(status, has_plan, last_report_year):
    """The one that says most of it: for a sign on the map, a line of a table."""
    if status == "ended":
        return Stage.FORMER
    if status == "on_hold":
        return Stage.ON_HOLD
    if last_report_year:
        return Stage.REPORTING
    return Stage.PLAN if has_plan else Stage.JOINED


IN_SHORT = {
    Stage.JOINED: _("Joined"),
    Stage.PLAN: _("Plan published"),
    Stage.REPORTING: _("Has reported"),
    Stage.ON_HOLD: _("On hold"),
    Stage.FORMER: _("Former member"),
}


def say_stage(stage):
    """Of one town."""
    return _("Former member") if stage == Stage.FORMER else Stage(stage).label


@dataclass(frozen=True)
class Band:
    key: str
    label: str
    least: int = 0
    most: int = 2**31 - 1


UNKNOWN_SIZE = "unknown"
BANDS = [
    Band("under-10000", _("Under 10,000"), most=9_999),
    Band("10000-49999", _("10,000 to 49,999"), 10_000, 49_999),
    Band("50000-99999", _("50,000 to 99,999"), 50_000, 99_999),
    Band("100000-499999", _("100,000 to 499,999"), 100_000, 499_999),
    Band("500000-more", _("500,000 and more"), 500_000),
    Band(UNKNOWN_SIZE, _("Not known"), -1, -1),
]


def band_of(population):
    if population is None:
        return UNKNOWN_SIZE
    return next(band.key for band in BANDS if band.least <= population <= band.most)


NO_REPORT = "none"
REPORT = re.compile(r"(not-)?20[0-9]{2}|none")


def asked_report(value):
    """ValidationError for anything but a year of reports, "not-" and a year, or "none"."""
    if not REPORT.fullmatch(value):
        raise ValidationError(_("Choose one of the years."))
