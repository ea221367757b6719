"""The doors to a report: 404 hides, 403 refuses (municipalities/access.py); the verbs say 409."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from coalition.models import SpreadsheetUpload
from commitments.models import Indicator
from municipalities.access import get_municipality
from municipalities.models import Role

from .models import ProgressReport, Question, ReportingCycle, Snapshot
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


def get_request(report, pk):
    """What was asked of the report."""
    asked = get_object_or_404(report.change_requests, pk=pk)
    asked.report = report
    return asked


def get_workbook(user, slug, year, pk):
    """(the report, a workbook that this very person uploaded for it in the last days)"""
    report = get_report(user, slug, year, Role.CONTRIBUTOR)
    standing = SpreadsheetUpload.objects.about(report).standing(timezone.now())
    return report, get_object_or_404(standing, pk=pk, uploaded_by=user)


def get_report_to_review(slug, year):
    """Any town's report, for pages of the secretariat."""
    return get_object_or_404(
        ProgressReport.objects.select_related(
            "cycle", "submitted_by", "reviewer", "municipality__province", "municipality__membership"
        ),
        municipality__slug=slug,
        cycle__year=year,
    )


def get_snapshot(slug, year, revision=None):
    """An accepted report, for everybody: the newest revision, or the one that is asked for."""
    which = {"is_newest": True} if revision is None else {"revision": revision}
    snapshots = Snapshot.objects.select_related("municipality", "cycle")
    return get_object_or_404(snapshots, municipality__slug=slug, cycle__year=year, **which)


def get_snapshot_of_report(year, number, revision=None):
    """The same by the number of the report, which no name of a town can change."""
    which = {"is_newest": True} if revision is None else {"revision": revision}
    snapshots = Snapshot.objects.select_related("municipality", "cycle")
    return get_object_or_404(snapshots, report=number, cycle__year=year, **which)


def get_indicator(code):
    """An indicator of the catalogue with its versions, the newest first."""
    indicators = Indicator.objects.select_related("commitment").prefetch_related("versions")
    return get_object_or_404(indicators, code=code)


def get_cycle(year):
    """A reporting year, for pages of the secretariat."""
    return get_object_or_404(ReportingCycle, year=year)


def get_newest_extension(report):
    """What was last asked about the date of a report that is at hand."""
    extensions = report.extensions.select_related("asked_by", "decided_by").order_by("-asked_at", "-pk")
    extension = extensions.first()
    if extension is None:
        raise Http404
    extension.report = report
    return extension


def get_question(year, pk):
    """A question of a year, for pages of the secretariat."""
    return get_object_or_404(Question.objects.select_related("cycle"), cycle__year=year, pk=pk)


def find_question(year, pk):
    """The same, or None: a second click on its removal finds nothing."""
    get_cycle(year)
    return Question.objects.select_related("cycle").filter(cycle__year=year, pk=pk).first()
