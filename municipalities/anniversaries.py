"""Round days of memberships. Nothing is sent by itself: the secretariat looks, and writes where it wishes."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from .models import Membership, Municipality

AHEAD, BACK = timedelta(days=60), timedelta(days=30)
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


@dataclass
class Anniversaries:
    """Round ones first, then the nearest."""

    coming: list = field(default_factory=list)
    passed: list = field(default_factory=list)
    undated: list = field(default_factory=list)  # round years of which the day is not known


def around(today):
    """The anniversaries of the days before and after this one; one query."""
    memberships = Membership.objects.exclude(status=Membership.Status.ENDED).exclude(joined_year=None)
    found = Anniversaries()
    for membership in memberships.select_related("municipality__province"):
        town, joined = membership.municipality, membership.joined_on
        if joined is None:
            years = today.year - membership.joined_year
            if years > 0 and years % ROUND == 0:
                found.undated.append(Anniversary(town, years, None))
            continue
        for year in range(max(today.year - 1, joined.year + 1), today.year + 2):
            anniversary = Anniversary(town, year - joined.year, in_year(joined, year))
            if today <= anniversary.on <= today + AHEAD:
                found.coming.append(anniversary)
            elif today - BACK <= anniversary.on < today:
                found.passed.append(anniversary)
    for dated in (found.coming, found.passed):
        dated.sort(key=lambda each: (not each.is_round, abs(each.on - today), each.municipality.name))
    found.undated.sort(key=lambda each: (-each.years, each.municipality.name))
    return found


def years_of(membership, today):
    """How long the town has been a member: whole years where the day is known, else the years of the calendar."""
    if membership.joined_on:
        joined = membership.joined_on
        return today.year - joined.year - (in_year(joined, today.year) > today)
    return today.year - membership.joined_year if membership.joined_year else 0
