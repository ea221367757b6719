"""The reminders of a year before they go out: who gets what, and when."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.models import User
from coalition.outbox import is_by_mail
from municipalities.models import Municipality
from municipalities.reminding import working_days
from municipalities.reminding.matters import calls_of_town, day_of, steps
from municipalities.reminding.of_towns import people_of_towns
from municipalities.reminding.planning import days_of

from .escalation import A_MONTH, champions_of
from .models import ProgressReport
from .reminders import ReportDue, last_day, matters_of, reports_of_members


@dataclass
class ReminderDay:
    """What goes out on a day; on another one to towns whose province has a holiday."""

    day: date
    kinds: Counter = field(default_factory=Counter)  # days from the last one -> towns
    towns: dict = field(default_factory=dict)
    people: set = field(default_factory=set)  # each gets one message, of however many towns
    champions: int = 0
    secretariat: int = 0

    @property
    def mails(self):
        return len(self.people) + self.champions + self.secretariat

    def said(self):
        """[(what it is, in how many towns)]"""
        return [(say_days(days), count) for days, count in sorted(self.kinds.items())]

    def names(self):
        return sorted(self.towns.values(), key=lambda town: town.sort_key_en)


@dataclass
class ReminderPlan:
    days: list
    towns: int
    alone: list  # towns where nobody could be told
    without: int  # people who do without reminders

    @property
    def mails(self):
        return sum(day.mails for day in self.days)

    @property
    def people(self):
        return len(set().union(*(day.people for day in self.days)))


def say_days(days):
    if days == 0:
        return _("on the last day")
    if days > 0:
        return ngettext("%(days)s day after it", "%(days)s days after it", days) % {"days": days}
    return ngettext("%(days)s day before the last one", "%(days)s days before the last one", -days) % {
        "days": -days
    }


def plan_of(cycle, at):
    """The ReminderPlan from now on; before the opening as it would be. In as many queries for ten towns as for 500."""
    matters = list(_matters(cycle, at))
    champions = champions_of([matter.municipality.pk for matter in matters])
    days = Days(timezone.localdate(at))
    for matter in matters:
        days.add_people(matter)
        if matter.municipality.pk in champions:
            days.add_champion(matter)
    days.add_secretariat(matters)
    return ReminderPlan(
        days=days.in_order(),
        towns=len(matters),
        alone=[matter.municipality for matter in matters if not matter.calls],
        without=len(days.without),
    )


def _matters(cycle, at):
    """Of the reports that are awaited, or that the opening would make."""
    if cycle.status != cycle.Status.DRAFT:
        yield from matters_of(reports_of_members().awaited(at).filter(cycle=cycle))
        return
    schedule = steps(*cycle.reminder_days)
    for town in Municipality.objects.members().prefetch_related(people_of_towns()).alphabetical():
        yield ReportDue(
            key="",
            municipality=town,
            last=last_day(cycle.due_at, town.time_zone),
            calls=calls_of_town(town.people.all(), schedule),
            known_at=max(cycle.opens_at or at, at),
            report=ProgressReport(municipality=town, cycle=cycle),
        )


class Days:
    """The ReminderDays from a day on, as they are found."""

    def __init__(self, today):
        self.today, self.found, self.without = today, {}, set()

    def in_order(self):
        return [self.found[day] for day in sorted(self.found)]

    def add_people(self, matter):
        kinds = {}
        for call in matter.calls:
            if not is_by_mail(call.person, "reminder"):
                self.without.add(call.person.pk)
                continue
            for step, day in days_of(matter, call):
                if on := self._on(day, matter.municipality):
                    on.people.add(call.person.pk)
                    kinds[step.days] = on
        # Once for the town, however many people it has there.
        for days, on in kinds.items():
            on.kinds[days] += 1

    def add_champion(self, matter):
        if on := self._on(_escalated_on(matter), matter.municipality):
            on.champions += 1

    def add_secretariat(self, matters):
        """It is told of all together, on each day on which more become a month late."""
        people = sum(is_by_mail(person, "reminder") for person in User.objects.secretariat())
        for day in {_escalated_on(matter) for matter in matters}:
            if on := self._on(day_of(0, day, working_days.OF_SECRETARIAT)):
                on.secretariat = people

    def _on(self, day, town=None):
        """None for a day that is over."""
        if day < self.today:
            return None
        on = self.found.setdefault(day, ReminderDay(day))
        if town:
            on.towns[town.pk] = town
        return on


def _escalated_on(matter):
    return day_of(A_MONTH, matter.last, matter.province)
