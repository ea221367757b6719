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


def attach_past(report, readings):
    """Give each reading its `past`: the town's last answers in reports that were filed, the newest first. One query."""
    for reading in readings:
        reading.past = []
    by_code = {reading.indicator_id: reading for reading in readings}
    earlier = (
        IndicatorReading.objects.filter(
            report__municipality=report.municipality_id,
            report__cycle__year__lt=report.cycle.year,
            report__submitted_at__isnull=False,
        )
        .exclude(answer=IndicatorReading.Answer.UNANSWERED)
        .select_related("version", "report__cycle")
        .order_by("-report__cycle__year")
    )
    for before in earlier:
        reading = by_code.get(before.indicator_id)
        if reading and len(reading.past) < YEARS_BESIDE:
            reading.past.append(
                PastReading(
                    year=before.report.cycle.year,
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
