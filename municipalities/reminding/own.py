"""A person's own reminders: what is open for them, when they hear of it next, and putting it off."""

from dataclasses import dataclass
from datetime import date, timedelta

from coalition.models import User

from ..models import Municipality, Snooze
from . import working_days
from .matters import OpenMatter, Said
from .planning import Known, State, clocks_of, days_of, decide, gather

PUT_OFF = (3, 7, 14)  # days


@dataclass(frozen=True)
class OwnMatter:
    person: User
    matter: OpenMatter
    said: Said
    today: date
    next_on: date | None
    snooze: Snooze | None  # while it waits

    @property
    def is_late(self):
        return self.matter.is_deadline and self.matter.last < self.today

    @property
    def has_end(self):
        """Whether the last day is still to come, or today: nobody puts a reminder off beyond it."""
        return self.matter.is_deadline and self.matter.last >= self.today

    def options(self):
        """[(days, the day that this means)], each day once; nothing where the last day leaves no room."""
        found = {}
        for days in PUT_OFF:
            if until := self.put_off_until(days):
                found.setdefault(until, days)
        return [(days, until) for until, days in found.items()]

    def put_off_until(self, days):
        """A working day so many days from today, and never past the last day; None where that is no later day."""
        province = self.matter.province
        until = working_days.first_from(self.today + timedelta(days=days), province)
        if self.has_end:
            until = min(until, working_days.last_until(self.matter.last, province))
        return until if until > self.today else None

    def put_off(self, days):
        """Wait with the reminder; the day that this means, None where there is none."""
        until = self.put_off_until(days)
        if until:
            Snooze.put_off(self.person, self.matter.key, since=self.today, until=until)
        return until


def own_matters(person, at):
    """What is open for a person, the most pressing first; in as many queries for one matter as for a hundred."""
    towns = list(Municipality.objects.filter(people__user=person).values_list("pk", flat=True))
    matters = sorted(gather(at, towns), key=lambda matter: matter.urgency)
    today = clocks_of([person])[person.pk].today(at)
    known = Known.of(today, [person.pk])
    return [
        _own(matter, call, person, today, at, known)
        for matter in matters
        for call in matter.calls
        if call.person == person and matter.is_to_do
    ]


def _own(matter, call, person, today, at, known):
    snooze = known.snoozes.get((person.pk, matter.key))
    waits = snooze and (snooze.until > today or (matter.key, snooze.key) not in known.decided[person.pk])
    decided = {step for key, step in known.decided[person.pk] if key == matter.key}
    return OwnMatter(
        person=person,
        matter=matter,
        said=matter.said(call, today, at),
        today=today,
        next_on=max(snooze.until, today) if waits else _next_day(matter, call, person, today, known, decided),
        snooze=snooze if waits else None,
    )


def _next_day(matter, call, person, today, known, decided):
    if any(one.state == State.TOLD for one in decide([(matter, call)], person, today, known)):
        return today
    days = [day for step, day in days_of(matter, call) if matter.key_of(step) not in decided and day > today]
    return min(days, default=None)


def find_own(person, key, at):
    """The one of that key; None where it is done, or not the person's."""
    return next((own for own in own_matters(person, at) if own.matter.key == key), None)
