"""What a report says that last year's did not: what a reviewer reads first."""

from dataclasses import dataclass, field
from decimal import Decimal

from .measures import say_reading
from .models import IndicatorReading

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
    """What is new in one part. `before` is last year's section when the words differ."""

    part: object
    is_rewritten: bool = False
    before: object = None
    updates: list = field(default_factory=list)
    readings: list = field(default_factory=list)

    @property
    def is_any(self):
        return self.is_rewritten or bool(self.updates or self.readings)


def differences(report, outline, last):
    """The parts with something new; everything when there is no report before."""
    changes = [_part_change(part, last) for part in outline.parts]
    return [change for change in changes if change.is_any]


def _part_change(part, last):
    change = PartChange(part)
    if part.section:
        before = last.sections.get(part.commitment.number)
        change.is_rewritten = _words(part.section) != _words(before) and any(_words(part.section))
        change.before = before if before and any(_words(before)) else None
    change.updates = [update for update in part.updates if update.outcome != update.Outcome.UNCHANGED]
    change.readings = [
        found
        for reading in part.readings
        if (found := _reading_change(reading, last.readings.get(reading.indicator_id)))
    ]
    return change


def _words(section):
    return [(section and getattr(section, name)) or "" for name in ("text_en", "text_fr")]


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
