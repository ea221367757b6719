"""Tells the demonstration: everything that happened, in the order of the dates."""

from django.db import transaction
from django.utils import timezone

from coalition.models import User
from commitments.extensions import demonstration_happenings
from municipalities.models import Municipality

from . import (
    content,
    evidence,
    involvement,
    joining,
    mail,
    office,
    planning,
    reading,
    reminding,
    reporting,
    reviewing,
    sharing,
    teams,
    year,
)
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
    by_language = {"en": users["sam"], "fr": users["camille"]}
    towns = [found(town, users, calendar) for town in facts]
    found_free_towns()
    happenings = list(reporting.happenings_of_years(towns, calendar, users["sam"]))
    happenings += office.happenings(calendar, users)
    happenings += involvement.happenings(calendar, users)
    happenings += content.happenings(calendar, users)
    happenings += mail.happenings(calendar, users)
    happenings += reminding.happenings(calendar)
    for town in towns:
        secretariat = by_language[town.language]
        happenings += joining.happenings(town, calendar, secretariat)
        happenings += planning.happenings(town, calendar)
        happenings += joining.conversation(town, calendar, users)
        happenings += teams.happenings(town, calendar, users)
        happenings += evidence.happenings(town, calendar, users)
        happenings += involvement.happenings_of(town, calendar)
        happenings += office.happenings_of(town, calendar, users)
        happenings += reporting.happenings(town, calendar, secretariat)
        happenings += reviewing.happenings(town, calendar, users)
        happenings += sharing.happenings(town, calendar, users)
        happenings += year.happenings(town, calendar, secretariat)
    for tell_more in demonstration_happenings:
        happenings += tell_more(towns, calendar, users)
    for instant, do in sorted(happenings, key=lambda happening: happening[0]):
        with calendar.on(instant):
            do(instant)
    reading.read(calendar, users)
    return towns
