"""Deadlines are one instant for everybody: the end of a day where the secretariat is, said with its zone."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.templatetags.coalition_tags import long_date

LAST_SECOND = time(23, 59, 59)
ZONE_NAMES = {
    "America/St_Johns": gettext_lazy("Newfoundland time"),
    "America/Halifax": gettext_lazy("Atlantic time"),
    "America/Moncton": gettext_lazy("Atlantic time"),
    "America/Toronto": gettext_lazy("Eastern time"),
    "America/Iqaluit": gettext_lazy("Eastern time"),
    "America/Winnipeg": gettext_lazy("Central time"),
    "America/Regina": gettext_lazy("Central time"),
    "America/Edmonton": gettext_lazy("Mountain time"),
    "America/Yellowknife": gettext_lazy("Mountain time"),
    "America/Vancouver": gettext_lazy("Pacific time"),
    "America/Whitehorse": gettext_lazy("Yukon time"),
}


def secretariat_zone():
    return ZoneInfo(settings.TIME_ZONE)


def end_of_day(day):
    """The last second of a day at the secretariat."""
    return datetime.combine(day, LAST_SECOND, tzinfo=secretariat_zone())


def say_instant(instant, zone):
    """ "March 31, 2027, 11:59 p.m. (Eastern time)" """
    local = timezone.localtime(instant, zone)
    return _("%(date)s, %(time)s (%(zone)s)") % {
        "date": long_date(local),
        "time": time_format(local.time(), "TIME_FORMAT"),
        "zone": ZONE_NAMES.get(zone.key, zone.key),
    }


def say_due(instant, municipality=None):
    """A deadline in the secretariat's zone and, where the town's clocks say another hour, in its own."""
    said = say_instant(instant, secretariat_zone())
    zone = municipality.time_zone if municipality else secretariat_zone()
    if instant.astimezone(zone).utcoffset() == instant.astimezone(secretariat_zone()).utcoffset():
        return said
    return _("%(due)s, which is %(local)s for you") % {"due": said, "local": say_instant(instant, zone)}
