"""What a town answered to the same indicators in the years before: shown beside, and what a jump is measured from."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import measures
from .models.reading import IndicatorReading

YEARS_BESIDE = 4


@dataclass(frozen=True)
class PastReading:
    """An answer of an earlier year, in words; whether this year's definition may be compared with that one's."""

    year: int
    said: str
    value: object  # Decimal or None
    is_comparable: bool


@dataclass(frozen=True)
class Jump:
    """A change so large that somebody will ask."""

    year: int
    before: str
    after: str
    change: str

    def __str__(self):
        return _("It went from %(before)s in %(year)s to %(after)s (%(change)s).") % {
            "before": self.before,
            "year": self.year,
            "after": self.after,
            "change": self.change,
        }


def attach_past(reports):
    """Give each reading its `past`: the town's last answers in reports that were filed, the newest first. One query.

    `reports` are pairs of a report and its readings.
    """
    asked = {}  # (town, indicator) -> (year, reading), of the reports of any year
    for report, readings in reports:
        for reading in readings:
            reading.past = []
            key = report.municipality_id, reading.indicator_id
            asked.setdefault(key, []).append((report.cycle.year, reading))
    earlier = (
        IndicatorReading.objects.filter(
            report__municipality__in={town for town, _code in asked}, report__submitted_at__isnull=False
        )
        .exclude(answer=IndicatorReading.Answer.UNANSWERED)
        .select_related("version", "report__cycle")
        .order_by("-report__cycle__year")
    )
    for before in earlier:
        year = before.report.cycle.year
        for asked_in, reading in asked.get((before.report.municipality_id, before.indicator_id), ()):
            if year < asked_in and len(reading.past) < YEARS_BESIDE:
                reading.past.append(
                    PastReading(
                        year=year,
                        said=measures.say_reading(before),
                        value=before.value,
                        is_comparable=reading.version.is_comparable_with(before.version),
                    )
                )


def jump(reading):
    """How far the value jumped since the last one that may be compared with it; None where it did not."""
    before = next((past for past in reading.past if past.value is not None), None)
    if reading.value is None or before is None or not before.is_comparable:
        return None
    change, is_jump = measures.change_between(before.value, reading.value, reading.version)
    return Jump(before.year, before.said, measures.say_reading(reading), change) if is_jump else None


def unexplained_jump(reading):
    """The same, while no note says why."""
    return None if reading.note else jump(reading)
