"""Deadlines of reports as entries of calendars (coalition/calendars.py), in the active language."""

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.calendars import ALARMS, calendar, entry
from coalition.templatetags.coalition_tags import in_language

from .deadlines import say_due
from .models import Extension, ProgressReport, ReportingCycle


def calendar_of_report(report):
    """The town's own deadline."""
    return calendar([entry_of_report(report, extensions=report.extensions.granted().count())])


def entry_of_report(report, *, extensions, changed_at=None):
    """`extensions`: how many of the report's were granted."""
    town, cycle = report.municipality, report.cycle
    facts = {"town": in_language(town, "name"), "year": cycle.year}
    is_cancelled = not report.is_in_time_at(timezone.now())
    # Each extension that was granted moves the date once more.
    moves = cycle.date_changes + extensions
    return entry(
        uid=f"report-{report.pk}",
        at=report.due_at,
        title=_("Due: progress report of %(year)s, %(town)s") % facts,
        text=_("The %(year)s progress report of %(town)s is due on %(due)s.")
        % {**facts, "due": say_due(report.due_at, town)},
        address=settings.SITE_URL + reverse("report", args=[town.slug, cycle.year]),
        sequence=_sequence(moves, is_cancelled),
        is_cancelled=is_cancelled,
        alarms=ALARMS if report.is_editable and not report.is_correction else (),
        changed_at=changed_at,
    )


def entries_of_towns(towns):
    """The deadlines of open years of these towns, to be followed; in one query."""
    granted = Count("extensions", filter=Q(extensions__status=Extension.Status.GRANTED))
    reports = (
        ProgressReport.objects.filter(municipality__in=towns, cycle__status=ReportingCycle.Status.OPEN)
        .select_related("municipality__province", "cycle")
        .annotate(granted=granted)
        .order_by("pk")
    )
    return [
        entry_of_report(
            report,
            extensions=report.granted,
            changed_at=report.extended_at or report.cycle.opened_at or report.cycle.due_at,
        )
        for report in reports
    ]


def calendar_of_cycle(cycle):
    """When the year is due and closes for everybody and, until it is open, when it opens by itself."""
    address = settings.SITE_URL + cycle.get_absolute_url()
    titles = {
        "due": (cycle.due_at, _("Progress reports of %(year)s are due")),
        "closes": (cycle.closes_at, _("The reporting year %(year)s closes")),
    }
    if cycle.opens_at and cycle.status == cycle.Status.DRAFT:
        titles["opens"] = (cycle.opens_at, _("The reporting year %(year)s opens"))
    is_cancelled = cycle.status == cycle.Status.CLOSED
    return calendar(
        [
            entry(
                uid=f"cycle-{cycle.pk}-{which}",
                at=at,
                title=title % {"year": cycle.year},
                text=say_due(at),
                address=address,
                sequence=_sequence(cycle.date_changes, is_cancelled),
                is_cancelled=is_cancelled,
                alarms=ALARMS,
            )
            for which, (at, title) in titles.items()
        ]
    )


def _sequence(moves, is_cancelled):
    """A date that is taken away, then given again, is the newer one each time."""
    return 2 * moves + is_cancelled
