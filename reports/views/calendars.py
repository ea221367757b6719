"""Deadlines to take along into a calendar."""

from django.views.decorators.http import require_safe

from coalition.calendars import file_response
from municipalities.access import secretariat_only

from ..access import get_cycle, get_report
from ..calendar_files import calendar_of_cycle, calendar_of_report


@require_safe
def report_calendar(request, slug, year):
    return file_response(calendar_of_report(get_report(request.user, slug, year)), f"{slug}-{year}.ics")


@secretariat_only
@require_safe
def cycle_calendar(request, year):
    return file_response(calendar_of_cycle(get_cycle(year)), f"reports-{year}.ics")
