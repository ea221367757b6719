"""When an event is, said in its own time zone and, to somebody who has chosen another, in theirs."""

import zoneinfo

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from coalition.moments import ZONE_NAMES, say_day


def say_span(starts_at, ends_at, zone):
    """ "May 4, 2027, 1:00 p.m. to 4:00 p.m. (Pacific time)"; of several days, both are said."""
    starts, ends = (timezone.localtime(instant, zone) for instant in (starts_at, ends_at))
    facts = {
        "day": say_day(starts),
        "start": time_format(starts.time(), "TIME_FORMAT"),
        "last": say_day(ends),
        "end": time_format(ends.time(), "TIME_FORMAT"),
        "zone": ZONE_NAMES.get(zone.key, zone.key),
    }
    if starts.date() == ends.date():
        return _("%(day)s, %(start)s to %(end)s (%(zone)s)") % facts
    return _("%(day)s, %(start)s to %(last)s, %(end)s (%(zone)s)") % facts


def say_for(person, starts_at, ends_at, zone):
    """The same on the clocks that a person has chosen; "" where these show the same, or none was chosen."""
    if not person.zone:
        return ""
    own = zoneinfo.ZoneInfo(person.zone)
    same = timezone.localtime(starts_at, own).utcoffset() == timezone.localtime(starts_at, zone).utcoffset()
    return "" if same else say_span(starts_at, ends_at, own)
