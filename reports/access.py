"""The doors to a report: 404 hides, 403 refuses (municipalities/access.py); the verbs say 409."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from coalition.models import SpreadsheetUpload
from municipalities.access import get_municipality
from municipalities.models import Role

from .models import ProgressReport, ReportingCycle
from .outline import Outline


def get_report(user, slug, year, role=Role.VIEWER):
    """The town's report of a year; `report.municipality.role` is what the person may do."""
    municipality = get_municipality(user, slug, role)
    report = get_object_or_404(municipality.reports.select_related("cycle", "submitted_by"), cycle__year=year)
    report.municipality = municipality
    return report


def get_part(user, slug, year, key, role=Role.VIEWER):
    """(outline of the report, one part of it); 404 for a part the report does not have."""
    return get_part_of(get_report(user, slug, year, role), key)


def get_part_of(report, key):
    """The same for a report that is already at hand."""
    outline = Outline(report)
    part = outline.part(key)
    if part is None:
        raise Http404
    return outline, part


def get_workbook(user, slug, year, pk):
    """(the report, a workbook that this very person uploaded for it in the last days)"""
    report = get_report(user, slug, year, Role.CONTRIBUTOR)
    standing = SpreadsheetUpload.objects.about(report).standing(timezone.now())
    return report, get_object_or_404(standing, pk=pk, uploaded_by=user)


def get_report_to_review(slug, year):
    """Any town's report, for pages of the secretariat."""
    return get_object_or_404(
        ProgressReport.objects.select_related(
            "cycle", "submitted_by", "municipality__province", "municipality__membership"
        ),
        municipality__slug=slug,
        cycle__year=year,
    )


def get_cycle(year):
    """A reporting year, for pages of the secretariat."""
    return get_object_or_404(ReportingCycle, year=year)
