"""Which steps have come for whom, and what becomes of each: told, skipped, or still to be decided."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from ..extensions import open_matters
from ..models import Member, Reminder, Snooze
from . import working_days
from .matters import Call, OpenMatter

OPENS, CLOSES = time(9), time(17)  # on the person's clocks; outside of them nobody is written to
USEFUL_FOR = 2  # so many working days after its own a step is still told, where no later one has come
LOOK_BACK = timedelta(days=60)  # an older step is of no interest, not even as a line that it was skipped

State = Reminder.State


@dataclass(frozen=True)
class Clocks:
    """Those that a person lives by."""

    zone: ZoneInfo

    def today(self, at):
        return at.astimezone(self.zone).date()

    def is_office_hour(self, at):
        return OPENS <= at.astimezone(self.zone).time() < CLOSES


@dataclass(frozen=True)
class Decision:
    """What becomes of a step, or, with the state "told", what is to be said of the matter now."""

    matter: OpenMatter
    call: Call
    step: str  # as the log keeps it
    day: date
    state: str


@dataclass
class Known:
    """What the log says of people, and what they have put off."""

    decided: dict  # {person: {(matter, step)}}
    snoozes: dict  # {(person, matter): Snooze}

    @classmethod
    def of(cls, today, people=None):
        """Of everybody, or of the people whose keys are named."""
        only = {} if people is None else {"person__in": people}
        decided = defaultdict(set)
        rows = Reminder.objects.filter(day__gte=today - LOOK_BACK - timedelta(days=7), **only)
        for person, *which in rows.order_by().values_list("person", "matter", "step"):
            decided[person].add(tuple(which))
        snoozes = Snooze.objects.filter(until__gte=today - LOOK_BACK, **only)
        return cls(decided, {(snooze.person_id, snooze.matter): snooze for snooze in snoozes})


def gather(at, towns=None):
    """Every open matter, of all towns or of those whose keys are named."""
    return [matter for find in open_matters for matter in find(at, towns)]


def by_person(matters):
    """{person: [(matter, call)]}"""
    found = defaultdict(list)
    for matter in matters:
        for call in matter.calls:
            found[call.person].append((matter, call))
    return found


def clocks_of(people):
    """{person's key: Clocks}: their own choice, or those of their first town, or of the secretariat."""
    undecided = [person.pk for person in people if not person.zone]
    roles = (
        Member.objects.filter(user__in=undecided)
        .select_related("municipality")
        .only("user_id", "municipality__zone", "municipality__province_id")
    )
    of_town = {role.user_id: role.municipality.time_zone for role in roles.order_by("-pk")}
    here = ZoneInfo(settings.TIME_ZONE)
    return {
        person.pk: Clocks(ZoneInfo(person.zone) if person.zone else of_town.get(person.pk, here))
        for person in people
    }


def decide(pairs, person, today, known):
    """The Decisions on a person's matters today; nothing of what is a rest day of the matter's town, or is put off."""
    decisions = []
    for matter, call in pairs:
        if working_days.is_working_day(today, matter.province):
            snooze = known.snoozes.get((person.pk, matter.key))
            decisions += _decide_one(matter, call, today, known.decided.get(person.pk, ()), snooze)
    return decisions


def _decide_one(matter, call, today, decided, snooze):
    if snooze and today < snooze.until:
        return []
    come = [
        (day, matter.key_of(step)) for step, day in days_of(matter, call) if today - LOOK_BACK <= day <= today
    ]
    if snooze:
        come.append((snooze.until, snooze.key))
        come.sort(key=lambda one: one[0])
    if not come or all((matter.key, step) in decided for _day, step in come):
        return []
    newest_day, newest = come.pop()
    found = []
    if (matter.key, newest) not in decided:
        is_useful = today <= working_days.later(newest_day, USEFUL_FOR, matter.province)
        state = State.TOLD if is_useful or matter.is_told_late else State.SKIPPED
        found.append(Decision(matter, call, newest, newest_day, state))
    for day, step in come:
        if (matter.key, step) not in decided:
            state = State.SNOOZED if snooze and day >= snooze.since else State.SKIPPED
            found.append(Decision(matter, call, step, day, state))
    # Whoever came later missed nothing.
    return [one for one in found if one.state != State.SKIPPED or not _is_before(one, call.since)]


def _is_before(decision, since):
    return since is not None and decision.matter.instant(decision.day) < since


def days_of(matter, call):
    """[(step, day)], the earliest first, without those from before people knew of the matter."""
    days = [(step, matter.day_of(step)) for step in call.steps]
    if matter.known_at:
        days = [(step, day) for step, day in days if matter.instant(day) > matter.known_at]
    return sorted(days, key=lambda pair: (pair[1], pair[0].days))


def is_office_hour_somewhere(at):
    """Whether it is one in some part of the country; most rounds end here."""
    east, west = ZoneInfo("America/St_Johns"), ZoneInfo("America/Vancouver")
    day = at.astimezone(west).date()
    begins, ends = datetime.combine(day, OPENS, tzinfo=east), datetime.combine(day, CLOSES, tzinfo=west)
    return day.weekday() < 5 and begins <= at < ends
