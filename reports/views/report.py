"""The town's side: its report of a year, from the task list to the receipt."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.trail import trail_of
from coalition.workflow import WrongState, once
from municipalities.access import get_municipality
from municipalities.models import Role

from .. import conversation, pages
from ..access import get_report
from ..completeness import gaps
from ..forms.reading import ANSWERS as KINDS_OF_ANSWER
from ..forms.signing import CorrectionForm, SignOffForm
from ..forms.update import OUTCOMES
from ..last_year import LastYear
from ..more_time import deadline_facts
from ..offers import offers_of
from ..outline import Outline
from ..plan_changes import plan_changes
from ..review_pages import unanswered_requests
from ..rounds import rounds_of
from ..task_list import tasks

# After this long without an answer a town is asked to write: nothing is meant to lie so long.
HEARD_WITHIN = timedelta(days=28)


@require_safe
def reports(request, slug):
    municipality = get_municipality(request.user, slug)
    years = municipality.reports.select_related("cycle")
    return render(
        request,
        "report/reports.html",
        {
            "municipality": municipality,
            "years": years,
            "crumbs": pages.workspace_crumbs(municipality),
            "now": timezone.now(),
        },
    )


@require_safe
def report(request, slug, year):
    report = get_report(request.user, slug, year)
    outline = Outline(report)
    facts = {
        **pages.report_facts(report),
        "trail": trail_of(report, *report.extensions.all()),
        "rounds": rounds_of(outline, timezone.now()),
        "threads": conversation.threads(report, outline),
        "may_submit": report.municipality.role >= Role.COORDINATOR,
        "packs": list(report.filed_packs.all()),
    }
    if not report.is_editable:
        filed = {"answers": pages.answers(report, outline), "hear_by": report.submitted_at + HEARD_WITHIN}
        may_write = report.status == "accepted" and report.municipality.role >= Role.CONTRIBUTOR
        filed["offers"] = offers_of(report) if may_write else []
        return render(request, "report/filed.html", {**facts, **filed})
    last = LastYear(report)
    return render(
        request,
        "report/report.html",
        {
            **facts,
            "tasks": tasks(report, outline, last, request.user),
            "last": last,
            "plan_changes": plan_changes(outline, last),
            "gaps": gaps(report, outline),
            "requests": pages.named_requests(outline),
            **deadline_facts(report, timezone.now()),
            "is_first": report.is_first(),
            "last_snapshot": report.snapshots.newest_revisions().first(),
        },
    )


@require_safe
def report_check(request, slug, year):
    report = get_report(request.user, slug, year)
    if not report.is_editable:
        return redirect(report)
    return _check_page(
        request, report, SignOffForm(initial=pages.sign_off(report), today=pages.today(report))
    )


def _check_page(request, report, form):
    outline = Outline(report)
    found = gaps(report, outline)
    return render(
        request,
        "report/check.html",
        {
            **pages.report_facts(report, deeper=True),
            "answers": pages.answers(report, outline),
            "gaps": found,
            "missing": pages.missing_by_part(outline, found),
            "unanswered": unanswered_requests(outline),
            "form": form,
            "may_submit": report.municipality.role >= Role.COORDINATOR,
        },
    )


@require_safe
def print_report(request, slug, year):
    """The whole form on paper: with what is answered, or blank, to fill in by hand."""
    report = get_report(request.user, slug, year)
    outline = Outline(report)
    return render(
        request,
        "report/print.html",
        {
            **pages.report_facts(report, deeper=True),
            "answers": pages.all_answers(report, outline),
            "is_blank": "blank" in request.GET,
            "outcomes": OUTCOMES,
            "answers_of_indicators": KINDS_OF_ANSWER,
        },
    )


@require_POST
def submit_report(request, slug, year):
    report = get_report(request.user, slug, year, Role.COORDINATOR)
    form = SignOffForm(request.POST, today=pages.today(report))
    if report.is_editable and (report.gaps() or not form.is_valid()):
        return _check_page(request, report, form)
    if form.is_valid():
        once(report.submit, report.Status.SUBMITTED, by=request.user, **form.cleaned_data)
    elif report.status != report.Status.SUBMITTED:
        raise WrongState(report, "submit")
    return redirect(report)


@reads_and_writes
def correct_report(request, slug, year):
    report = get_report(request.user, slug, year, Role.COORDINATOR)
    if report.status == report.Status.DRAFT and report.is_correction:
        return redirect(report)
    if not report.can("correct"):
        raise WrongState(report, "correct", _("Only an accepted report is corrected."))
    form = CorrectionForm(typed(request))
    if form.is_valid():
        report.correct(request.user, form.cleaned_data["reason"])
        messages.success(
            request,
            _("The report is open for correction. The accepted revision stays public in the meantime."),
        )
        return redirect(report)
    return render(
        request,
        "report/correct.html",
        {**pages.report_facts(report, deeper=True), "form": form},
    )
