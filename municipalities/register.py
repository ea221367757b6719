"""Who was a member on a day, and how many at the end of each year, read from the periods of the memberships.

Of many towns that joined before there was a register only the year is known, or not even that. Between the first day
on which such a town may have been a member and the day from which it surely was, it is counted apart.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, pairwise

from django.utils.translation import get_language

from .models import Membership, MembershipPeriod, Municipality

Status = Membership.Status
IN_THE_COALITION = {Status.ACTIVE, Status.ON_HOLD}


def surely_from(period):
    """The first day on which it is certain that the period had begun."""
    if period.since:
        return period.since
    if period.since_year:
        return min(date(period.since_year, 12, 31), period.recorded_on)
    return period.recorded_on


def perhaps_from(period):
    """The first day on which it may have begun."""
    return period.since or (date(period.since_year, 1, 1) if period.since_year else date.min)


def period_on(periods, day):
    """(the period of one membership that covers the day, whether that is certain); None before the first."""
    for period in periods:
        if period.until is None or period.until > day:
            if day < perhaps_from(period):
                return None, False
            return period, day >= surely_from(period)
    return None, False


def stays(periods):
    """(the period with which the town joined, that with which it left or None) of each time it was a member."""
    joined = None
    for before, period in pairwise([None, *periods]):
        is_member = period.status in IN_THE_COALITION
        if is_member and (before is None or before.status == Status.ENDED):
            joined = period
        elif not is_member and joined:
            yield joined, period
            joined = None
    if joined:
        yield joined, None


@dataclass(frozen=True)
class Entry:
    """A line of the register."""

    municipality: Municipality
    status: str
    joined: MembershipPeriod  # with which it joined: `since`, or `since_year`, or neither
    status_since: date | None  # where the status is not the one it joined with

    @property
    def status_label(self):
        return Status(self.status).label


@dataclass
class Register:
    day: date
    members: list = field(default_factory=list)  # active and on hold, for certain
    perhaps: list = field(default_factory=list)
    joined: list = field(default_factory=list)  # (municipality, period) of the year of the day, up to the day
    left: list = field(default_factory=list)

    @property
    def on_hold(self):
        return [entry for entry in self.members if entry.status == Status.ON_HOLD]


def register_on(day):
    """The register of the day, in alphabetical order; one query."""
    register = Register(day)
    rows = MembershipPeriod.objects.select_related("membership__municipality__province").order_by(
        f"membership__municipality__sort_key_{get_language()[:2]}", "membership", "pk"
    )
    for _membership, group in groupby(rows, key=lambda period: period.membership_id):
        enter(register, list(group))
    return register


def enter(register, periods):
    town, day = periods[0].membership.municipality, register.day
    period, is_certain = period_on(periods, day)
    for joined, left in stays(periods):
        if joined.since_year == day.year and perhaps_from(joined) <= day:
            register.joined.append((town, joined))
        if left and left.since_year == day.year and left.since <= day:
            register.left.append((town, left))
        if period and period.status in IN_THE_COALITION and joined.pk <= period.pk:
            began = joined
    if period and period.status in IN_THE_COALITION:
        is_later = period.pk != began.pk
        entry = Entry(town, period.status, began, period.since if is_later else None)
        (register.members if is_certain else register.perhaps).append(entry)


@dataclass
class Year:
    """A year of the coalition: how many there were at its end (or today), how many came and went."""

    year: int
    active: int = 0
    on_hold: int = 0
    perhaps: int = 0  # their year of joining is not known
    joined: int = 0
    left: int = 0
    made_certain: int = 0  # members that joined earlier, in a year not known: certain from this one on

    @property
    def members(self):
        return self.active + self.on_hold


def over_time(today):
    """A Year for each, from the first that is known to this one; one query."""
    rows = MembershipPeriod.objects.order_by("membership", "pk")
    memberships = [list(group) for _key, group in groupby(rows, key=lambda period: period.membership_id)]
    known = [period.since_year for periods in memberships for period in periods if period.since_year]
    if not known:
        return []
    years = {year: Year(year) for year in range(min(known), today.year + 1)}
    for periods in memberships:
        for joined, left in stays(periods):
            if joined.since_year in years:
                years[joined.since_year].joined += 1
            # The towns' clocks go on ahead of the page's: somewhere it is next year already.
            if left and left.since_year in years:
                years[left.since_year].left += 1
        was_perhaps = False
        for year in years.values():
            period, is_certain = period_on(periods, min(date(year.year, 12, 31), today))
            is_member = period is not None and period.status in IN_THE_COALITION
            year.made_certain += was_perhaps and is_member and is_certain
            was_perhaps = is_member and not is_certain
            if is_member:
                count_in(year, period, is_certain)
    return list(years.values())


def count_in(year, period, is_certain):
    if not is_certain:
        year.perhaps += 1
    elif period.status == Status.ON_HOLD:
        year.on_hold += 1
    else:
        year.active += 1
