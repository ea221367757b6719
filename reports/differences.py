"""What a report says that last year's did not: what a reviewer reads first."""

from dataclasses import dataclass, field
from decimal import Decimal

from .measures import say_reading
from .models import IndicatorReading
from .outline import OVERVIEW
from .pages import words

# A value that changes by half or more is worth a question.
JUMP = Decimal("0.5")


@dataclass(frozen=True)
class ReadingChange:
    """An indicator answered otherwise than last year; `share` is the change in per cent of last year's value."""

    reading: IndicatorReading
    before: str
    after: str
    share: Decimal | None
    is_jump: bool

    @property
    def share_said(self):
        """ "+50", "-12" """
        return f"{self.share:+}"


@dataclass
class PartChange:
    """What is new in one part; its words as lists of (language, text), empty unless they differ."""

    part: object
    before: list = field(default_factory=list)
    after: list = field(default_factory=list)
    updates: list = field(default_factory=list)
    readings: list = field(default_factory=list)

    @property
    def is_any(self):
        return bool(self.after or self.updates or self.readings)


def differences(report, outline, last):
    """The parts that say something else than last year's report."""
    changes = [_part_change(report, part, last) for part in outline.parts]
    return [change for change in changes if change.is_any]


def _part_change(report, part, last):
    change = PartChange(part)
    if part.key == OVERVIEW:
        before, after = words(last.report, "overview"), words(report, "overview")
    else:
        number = part.commitment and part.commitment.number
        before, after = words(last.sections.get(number), "text"), words(part.section, "text")
    if before != after:
        change.before, change.after = before, after
    change.updates = [update for update in part.updates if update.outcome != update.Outcome.UNCHANGED]
    found = [_reading_change(reading, last.readings.get(reading.indicator_id)) for reading in part.readings]
    change.readings = [reading for reading in found if reading]
    return change


def _reading_change(reading, before):
    if (
        before is None
        or not before.is_answered
        or (reading.answer, reading.value) == (before.answer, before.value)
    ):
        return None
    share = None
    if reading.value is not None and before.value:
        share = (reading.value - before.value) / abs(before.value)
    return ReadingChange(
        reading=reading,
        before=say_reading(before, reading.indicator),
        after=say_reading(reading, reading.indicator),
        share=share and round(share * 100),
        is_jump=reading.answer != before.answer or share is None or abs(share) >= JUMP,
    )
