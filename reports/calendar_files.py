"""Deadlines as calendar files (RFC 5545), in the active language.

Instants are written in UTC: every calendar shows them on the clocks of its owner, and needs no table of time zones that
might be older than ours. An entry keeps its UID for good; SEQUENCE rises with every change, so that a calendar that has
the entry moves it instead of adding another.
"""

from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from coalition.templatetags.coalition_tags import in_language

from .deadlines import say_due

ALARMS = [timedelta(days=-7), timedelta(days=-1)]


def calendar_of_report(report):
    """The town's own deadline."""
    town, cycle = report.municipality, report.cycle
    facts = {"town": in_language(town, "name"), "year": cycle.year}
    address = settings.SITE_URL + reverse("report", args=[town.slug, cycle.year])
    entry = _entry(
        uid=f"report-{report.pk}",
        at=report.due_at,
        title=_("Due: progress report of %(year)s, %(town)s") % facts,
        text=_("The %(year)s progress report of %(town)s is due on %(due)s.")
        % {**facts, "due": say_due(report.due_at, town)},
        address=address,
        # Each extension that was granted moves the date once more.
        moves=cycle.date_changes + report.extensions.granted().count(),
        is_cancelled=not report.is_in_time_at(timezone.now()),
        has_alarms=report.is_editable and not report.is_correction,
    )
    return _calendar([entry])


def calendar_of_cycle(cycle):
    """When the year is due and closes for everybody and, until it is open, when it opens by itself."""
    address = settings.SITE_URL + cycle.get_absolute_url()
    titles = {
        "due": (cycle.due_at, _("Progress reports of %(year)s are due")),
        "closes": (cycle.closes_at, _("The reporting year %(year)s closes")),
    }
    if cycle.opens_at and cycle.status == cycle.Status.DRAFT:
        titles["opens"] = (cycle.opens_at, _("The reporting year %(year)s opens"))
    return _calendar(
        [
            _entry(
                uid=f"cycle-{cycle.pk}-{which}",
                at=at,
                title=title % {"year": cycle.year},
                text=say_due(at),
                address=address,
                moves=cycle.date_changes,
                is_cancelled=cycle.status == cycle.Status.CLOSED,
                has_alarms=True,
            )
            for which, (at, title) in titles.items()
        ]
    )


def calendar_response(calendar, name):
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def _calendar(entries):
    calendar = Calendar()
    calendar.add("prodid", f"-//Coalition Portal//{get_language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(entry)
    return calendar


def _entry(*, uid, at, title, text, address, moves, is_cancelled, has_alarms):
    entry = Entry()
    entry.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("dtstamp", timezone.now().astimezone(UTC))
    # No end: it is an instant.
    entry.add("dtstart", at.astimezone(UTC))
    entry.add("summary", title, {"LANGUAGE": f"{get_language()}-CA"})
    entry.add("description", f"{text}\n\n{address}", {"LANGUAGE": f"{get_language()}-CA"})
    entry.add("url", address)
    # A date that is taken away, then given again, is the newer one each time.
    entry.add("sequence", 2 * moves + is_cancelled)
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    if has_alarms and not is_cancelled:
        for before in ALARMS:
            entry.add_component(_alarm(before, title))
    return entry


def _alarm(before, title):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", before)
    return alarm
