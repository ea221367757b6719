"""What people are reminded of: what the sources of `open_matters` yield (municipalities/extensions.py).

A matter is a question to the database, as is all that follows from it: once the thing is done no source yields it, and
nobody is reminded of it any more.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings

from coalition.models import User
from coalition.templatetags.coalition_tags import in_language

from ..models import Municipality, Role
from . import working_days

HOUR = time(9)


@dataclass(frozen=True)
class Step:
    """A day on which somebody is reminded."""

    kind: str  # part of what the log keeps: never change it, or the step is told again
    days: int  # from the last day


def step(days):
    if days == 0:
        return Step("due-day", 0)
    return Step(f"{days}-days-after" if days > 0 else f"{-days}-days-before", days)


def steps(*days):
    return tuple(step(each) for each in sorted(days))


@lru_cache(maxsize=4096)
def day_of(days, last, province):
    """So many days from the last day. A day off gives way: before the last day to the day before, after it to the next."""
    day = last + timedelta(days=days)
    return (working_days.first_from if days > 0 else working_days.last_until)(day, province)


@dataclass(frozen=True)
class Call:
    """A person who can act, and the steps at which they are reminded."""

    person: User
    steps: tuple
    since: datetime | None = None  # they have known the town for so long
    parts: tuple = ()  # of the whole, which are theirs


@dataclass(frozen=True)
class Said:
    """A matter in the words of the language that is spoken, on one day, to one person."""

    subject: str  # with the name of the town: "Lakeside: the 2026 progress report is due in 3 days"
    title: str  # without it
    sentence: str
    url: str
    button: str
    advice: list = field(default_factory=list)  # sentences for whoever reads of this matter alone


@dataclass(frozen=True)
class OpenMatter(ABC):
    key: str  # "report:17"
    municipality: Municipality | None  # None: of the secretariat
    last: date  # the last day, on the clocks of the town
    calls: list
    # People were told of the day by other means: no step from before applies.
    known_at: datetime | None = None

    is_deadline = True  # whether the last day is one, or only the day from which the steps are counted
    is_to_do = True  # or only to be known
    is_told_late = False  # even where its day is long past

    @abstractmethod
    def said(self, call, today, at):
        """The Said, for one who is reminded of it today."""

    @property
    def urgency(self):
        """The smallest is the most pressing: deadlines first."""
        return not self.is_deadline, self.last, self.key

    @property
    def heading(self):
        """What it stands under in the digest: its town, if any."""
        return in_language(self.municipality, "name") if self.municipality else ""

    @property
    def province(self):
        return self.municipality.province_id if self.municipality else working_days.OF_SECRETARIAT

    @property
    def zone(self):
        return self.municipality.time_zone if self.municipality else ZoneInfo(settings.TIME_ZONE)

    def day_of(self, step):
        return day_of(step.days, self.last, self.province)

    def instant(self, day):
        """When the clocks of the town show the hour of reminders."""
        return datetime.combine(day, HOUR, tzinfo=self.zone)

    def key_of(self, step):
        """With the last day: where that is moved, people are reminded of the new one."""
        return f"{step.kind}:{self.last.isoformat()}"


def calls_of_town(people, steps, wanted=(Role.COORDINATOR, Role.CONTRIBUTOR)):
    """To those Members of a town who can act: the coordinators, or else whoever may write."""
    for role in wanted:
        if found := [one for one in people if one.role == role and one.user.is_active]:
            return [Call(one.user, steps, since=one.since) for one in found]
    return []
