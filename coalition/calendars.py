"""Calendar files (RFC 5545), in the active language.

Instants are written in UTC: every calendar shows them on the clocks of its owner, and needs no table of time zones that
might be older than ours. An entry keeps its UID for good; SEQUENCE rises with every change, so that a calendar that has
the entry moves it instead of adding another. What is cancelled says so, and stays.
"""

import hashlib
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from icalendar import Alarm, Calendar
from icalendar import Event as Entry

CONTENT_TYPE = "text/calendar; charset=utf-8"
ALARMS = [timedelta(days=-7), timedelta(days=-1)]


def entry(
    *, uid, at, until=None, title, text, address, sequence, is_cancelled, alarms=(), changed_at=None, place=""
):
    """`until` None: an instant, which takes nobody's time. `changed_at`: of what is followed, not taken along once."""
    made = Entry()
    made.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    made.add("dtstamp", (changed_at or timezone.now()).astimezone(UTC))
    if changed_at:
        made.add("last-modified", changed_at.astimezone(UTC))
    made.add("dtstart", at.astimezone(UTC))
    if until:
        made.add("dtend", until.astimezone(UTC))
    language = {"LANGUAGE": f"{get_language()}-CA"}
    made.add("summary", title, language)
    made.add("description", f"{text}\n\n{address}", language)
    if place:
        made.add("location", place, language)
    made.add("url", address)
    made.add("sequence", sequence)
    made.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    made.add("transp", "OPAQUE" if until and not is_cancelled else "TRANSPARENT")
    for before in () if is_cancelled else alarms:
        made.add_component(_alarm(before, title))
    return made


def _alarm(before, title):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", before)
    return alarm


def calendar(entries, name=""):
    """A file to take along; with a `name`, a calendar to follow, which looks again every few hours."""
    made = Calendar()
    made.add("prodid", f"-//Coalition Portal//{get_language().upper()}")
    made.add("version", "2.0")
    if name:
        made.add("name", name)
        made.add("x-wr-calname", name)
        made.add("refresh-interval", timedelta(hours=6), {"VALUE": "DURATION"})
        made.add("x-published-ttl", timedelta(hours=6))
    else:
        made.add("method", "PUBLISH")
    for each in entries:
        made.add_component(each)
    return made


def file_response(made, name):
    """To take along once; kept nowhere in between."""
    response = HttpResponse(made.to_ical(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def feed_response(request, made, *, is_public):
    """To follow: 304 for whoever has it as it is."""
    body = made.to_ical()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    response["Cache-Control"] = f"{'public' if is_public else 'private'}, max-age=900"
    return get_conditional_response(request, etag=etag, response=response)
