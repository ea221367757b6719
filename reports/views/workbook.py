"""The report of a year as a workbook: taken along, brought back, looked at, taken over."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.http import reads_and_writes
from coalition.models import SpreadsheetUpload
from coalition.spreadsheets.field import SpreadsheetForm
from coalition.tables import workbook_response
from municipalities.models import Role

from .. import pages
from ..access import get_report, get_workbook
from ..workbook import writing
from ..workbook.proposal import apply, propose


@require_safe
def report_workbook_file(request, slug, year):
    report = get_report(request.user, slug, year)
    return workbook_response(writing.file_name(report), writing.workbook(report))


@reads_and_writes
def report_workbook(request, slug, year):
    """The page from which it is taken along and to which it is brought back."""
    if request.method == "POST":
        return _take_in(request, get_report(request.user, slug, year, Role.CONTRIBUTOR))
    return _show_page(request, get_report(request.user, slug, year), SpreadsheetForm())


def _take_in(request, report):
    report.check_editable("revise")
    form = SpreadsheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show_page(request, report, form)
    upload = SpreadsheetUpload.keep(report, request.user, form.cleaned_data["file"], get_language())
    return redirect("report_workbook_upload", report.municipality.slug, report.cycle.year, upload.pk)


def _show_page(request, report, form):
    may_write = report.municipality.role >= Role.CONTRIBUTOR and report.is_editable and report.is_in_time
    return render(
        request,
        "workbook/workbook.html",
        {**pages.report_facts(report, deeper=True), "form": form, "may_write": may_write},
    )


@reads_and_writes
def report_workbook_upload(request, slug, year, pk):
    """What a workbook would change; taking it over writes all of it or nothing."""
    report, upload = get_workbook(request.user, slug, year, pk)
    if request.method == "POST":
        return _take_over(request, report, upload)
    if upload.applied_at:
        return redirect(report)
    return _show_proposal(request, report, upload, propose(report, upload))


def _take_over(request, report, upload):
    seen, chosen = request.POST.get("seen", ""), request.POST.getlist("chosen")
    other = apply(report, upload, request.user, seen=seen, chosen=chosen)
    if other is not None:
        is_stale = seen != other.mark
        return _show_proposal(request, report, upload, other, chosen=chosen, is_stale=is_stale, status=409)
    messages.success(request, _("The answers of the workbook are in the report."))
    return redirect(report)


def _show_proposal(request, report, upload, proposal, *, chosen=(), is_stale=False, status=200):
    return render(
        request,
        "workbook/proposal.html",
        {
            **pages.report_facts(report, deeper=True),
            "upload": upload,
            "proposal": proposal,
            "chosen": chosen,
            "is_stale": is_stale,
            "summary": _summary(proposal),
        },
        status=status,
    )


def _summary(proposal):
    count = len(proposal.changes)
    if not (count or proposal.conflicts or proposal.problems):
        return _("The workbook says what the report says already: there is nothing to change.")
    return ngettext(
        "%(count)d answer would be changed. Nothing is changed yet.",
        "%(count)d answers would be changed. Nothing is changed yet.",
        count,
    ) % {"count": count}
