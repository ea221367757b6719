"""Deadlines are one instant for everybody: the end of a day where the secretariat is, said with its zone."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from coalition.moments import say_instant

LAST_SECOND = time(23, 59, 59)


def secretariat_zone():
    return ZoneInfo(settings.TIME_ZONE)


def end_of_day(day):
    """The last second of a day at the secretariat."""
    return datetime.combine(day, LAST_SECOND, tzinfo=secretariat_zone())


def say_due(instant, municipality=None):
    """A deadline in the secretariat's zone and, where the town's clocks say another hour, in its own."""
    said = say_instant(instant, secretariat_zone())
    zone = municipality.time_zone if municipality else secretariat_zone()
    if instant.astimezone(zone).utcoffset() == instant.astimezone(secretariat_zone()).utcoffset():
        return said
    return _("%(due)s, which is %(local)s for you") % {"due": said, "local": say_instant(instant, zone)}
