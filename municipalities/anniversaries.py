"""Round days of memberships. Nothing is sent by itself: the secretariat looks, and writes where it wishes."""

from dataclasses import dataclass
from datetime import date, timedelta

from .models import Membership, Municipality

AHEAD = timedelta(days=60)
ROUND = 5  # years


@dataclass(frozen=True)
class Anniversary:
    municipality: Municipality
    years: int
    on: date | None  # None: only the year of joining is known

    @property
    def is_round(self):
        return self.years % ROUND == 0


def in_year(day, year):
    """The day's anniversary in a year; that of February 29 is March 1 where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def next_anniversary(day, today):
    this_year = in_year(day, today.year)
    return this_year if this_year >= today else in_year(day, today.year + 1)


def coming(today):
    """(anniversaries of the next days, round ones first, then by date; round years whose day is not known)."""
    memberships = Membership.objects.exclude(status=Membership.Status.ENDED).exclude(joined_year=None)
    dated, undated = [], []
    for membership in memberships.select_related("municipality__province"):
        town, joined = membership.municipality, membership.joined_on
        if joined is None:
            years = today.year - membership.joined_year
            if years > 0 and years % ROUND == 0:
                undated.append(Anniversary(town, years, None))
        elif (on := next_anniversary(joined, today)) <= today + AHEAD and on.year > joined.year:
            dated.append(Anniversary(town, on.year - joined.year, on))
    dated.sort(key=lambda each: (not each.is_round, each.on, each.municipality.name))
    undated.sort(key=lambda each: (-each.years, each.municipality.name))
    return dated, undated


def years_of(membership, today):
    """How long the town has been a member: whole years where the day is known, else the years of the calendar."""
    if membership.joined_on:
        joined = membership.joined_on
        return today.year - joined.year - (in_year(joined, today.year) > today)
    return today.year - membership.joined_year if membership.joined_year else 0
