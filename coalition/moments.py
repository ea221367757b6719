"""Instants said with their zone, since a country of six time zones reads them."""

from django.utils import timezone
from django.utils.formats import date_format, get_format, time_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

ZONE_NAMES = {
    "America/St_Johns": gettext_lazy("Newfoundland time"),
    "America/Halifax": gettext_lazy("Atlantic time"),
    "America/Moncton": gettext_lazy("Atlantic time"),
    "America/Toronto": gettext_lazy("Eastern time"),
    "America/Iqaluit": gettext_lazy("Eastern time"),
    "America/Winnipeg": gettext_lazy("Central time"),
    "America/Rankin_Inlet": gettext_lazy("Central time"),
    "America/Regina": gettext_lazy("Central time"),
    "America/Edmonton": gettext_lazy("Mountain time"),
    "America/Cambridge_Bay": gettext_lazy("Mountain time"),
    "America/Yellowknife": gettext_lazy("Mountain time"),
    "America/Inuvik": gettext_lazy("Mountain time"),
    "America/Vancouver": gettext_lazy("Pacific time"),
    "America/Whitehorse": gettext_lazy("Yukon time"),
}

# What a person may choose, from east to west: one place for each set of clocks.
CHOSEN_ZONES = [
    ("America/St_Johns", gettext_lazy("Newfoundland")),
    ("America/Halifax", gettext_lazy("Maritimes and Labrador")),
    ("America/Toronto", gettext_lazy("Ontario, Quebec and eastern Nunavut")),
    ("America/Winnipeg", gettext_lazy("Manitoba")),
    ("America/Rankin_Inlet", gettext_lazy("Central Nunavut")),
    ("America/Regina", gettext_lazy("Saskatchewan")),
    ("America/Cambridge_Bay", gettext_lazy("Western Nunavut")),
    ("America/Edmonton", gettext_lazy("Alberta and Northwest Territories")),
    ("America/Whitehorse", gettext_lazy("Yukon")),
    ("America/Vancouver", gettext_lazy("British Columbia")),
]


def say_day(day):
    """The date in words, with French "1er", which Django's formats cannot say."""
    if get_language() == "fr" and day.day == 1:
        return date_format(day, "1\\e\\r F Y")
    return date_format(day, "DATE_FORMAT")


def say_moment(local):
    """The day and the hour, on the clocks that the page or the one who asks has said."""
    said = get_format("DATETIME_FORMAT")
    if get_language() == "fr" and local.day == 1:
        said = said.replace("j", "j\\e\\r", 1)
    return date_format(local, said)


def say_instant(instant, zone):
    """ "March 31, 2027, 11:59 p.m. (Eastern time)" """
    local = timezone.localtime(instant, zone)
    return _("%(date)s, %(time)s (%(zone)s)") % {
        "date": say_day(local),
        "time": time_format(local.time(), "TIME_FORMAT"),
        "zone": ZONE_NAMES.get(zone.key, zone.key),
    }
