"""Days on which a town hall works: neither a weekend nor a public holiday of its province."""

from datetime import timedelta
from functools import cache

import holidays

OF_SECRETARIAT = "ON"  # Ottawa
DAY = timedelta(days=1)


def is_working_day(day, province):
    """`province` is its code, as of municipalities.Province."""
    return day.weekday() < 5 and day not in _holidays(province, day.year)


@cache
def _holidays(province, year):
    return frozenset(holidays.country_holidays("CA", subdiv=province, years=year))


def last_until(day, province):
    """The day itself, or the working day before it."""
    while not is_working_day(day, province):
        day -= DAY
    return day


def first_from(day, province):
    """The day itself, or the working day after it."""
    while not is_working_day(day, province):
        day += DAY
    return day


def later(day, count, province):
    """So many working days after a day."""
    for _number in range(count):
        day = first_from(day + DAY, province)
    return day
