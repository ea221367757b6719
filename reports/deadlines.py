"""Deadlines are one instant for everybody: the end of a day where the secretariat is, said with its zone."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from coalition.moments import say_instant

LAST_SECOND = time(23, 59, 59)
OPENING_HOUR = time(9)


def secretariat_zone():
    return ZoneInfo(settings.TIME_ZONE)


def end_of_day(day):
    """The last second of a day at the secretariat."""
    return datetime.combine(day, LAST_SECOND, tzinfo=secretariat_zone())


def opening_hour(day):
    """When a year opens by itself: nine in the morning at the secretariat, since people are told then."""
    return datetime.combine(day, OPENING_HOUR, tzinfo=secretariat_zone())


def say_due(instant, municipality=None):
    """A deadline in the secretariat's zone and, where the town's clocks say another hour, in its own."""
    said, local = _both(instant, municipality)
    return _("%(due)s, which is %(local)s for you") % {"due": said, "local": local} if local else said


def say_due_there(instant, municipality):
    """The same for the secretariat, which reads of the town's clocks."""
    said, local = _both(instant, municipality)
    return _("%(due)s, which is %(local)s there") % {"due": said, "local": local} if local else said


def _both(instant, municipality):
    """(on the clocks of the secretariat, on those of the town where they say another hour)"""
    said, here = say_instant(instant, secretariat_zone()), instant.astimezone(secretariat_zone())
    zone = municipality.time_zone if municipality else secretariat_zone()
    is_same = instant.astimezone(zone).utcoffset() == here.utcoffset()
    return said, "" if is_same else say_instant(instant, zone)
