"""What a report says that last year's did not: what a reviewer reads first."""

from dataclasses import dataclass, field

from .measures import change_between, say_reading
from .models import IndicatorReading
from .outline import OVERVIEW
from .pages import words


@dataclass(frozen=True)
class ReadingChange:
    """An indicator answered otherwise than last year; `change` says by how much, "" where that has no sense."""

    reading: IndicatorReading
    before: str
    after: str
    change: str
    is_jump: bool


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
    change, is_jump = "", False
    is_comparable = reading.version.is_comparable_with(before.version)
    if is_comparable and reading.value is not None and before.value is not None:
        change, is_jump = change_between(before.value, reading.value, reading.version)
    return ReadingChange(
        reading=reading,
        before=say_reading(before),
        after=say_reading(reading),
        change=change,
        is_jump=is_jump,
    )
