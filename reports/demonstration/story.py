"""Tells the demonstration: everything that happened, in the order of the dates."""

from django.db import transaction
from django.utils import timezone

from coalition.models import User
from municipalities.models import Municipality

from . import joining, planning, reporting
from .calendar import Calendar
from .people import create, everybody
from .towns import found, found_free_towns, read_towns


class RealPeople(Exception):
    """The database holds people who are not of the demonstration."""


def is_told():
    return Municipality.objects.filter(is_invented=True).exists()


def check_no_real_people():
    known = {person.email for person in everybody(read_towns())}
    if strangers := User.objects.exclude(email__in=known).count():
        raise RealPeople(strangers)


@transaction.atomic
def tell(now=None):
    """Write the towns, their people and their past. All or nothing."""
    calendar = Calendar(now or timezone.localtime())
    facts = read_towns()
    users = create(everybody(facts))
    secretariat = users["sam"]
    towns = [found(town, users, calendar) for town in facts]
    found_free_towns()
    happenings = list(reporting.happenings_of_years(towns, calendar, secretariat))
    for town in towns:
        happenings += joining.happenings(town, calendar, secretariat)
        happenings += planning.happenings(town, calendar)
        happenings += reporting.happenings(town, calendar, secretariat)
    for instant, do in sorted(happenings, key=lambda happening: happening[0]):
        with calendar.on(instant):
            do(instant)
    return towns
