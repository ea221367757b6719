"""The secretariat's side: what differs from last year, then everything; return or accept."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.trail import trail_of
from coalition.workflow import WrongState, once
from municipalities.access import is_own_town, refuse_own_town, secretariat_only

from .. import pages
from ..access import get_report_to_review
from ..differences import differences
from ..forms.review import ReturnForm
from ..last_year import LastYear
from ..outline import Outline


@secretariat_only
@require_safe
def review_report(request, slug, year):
    report = get_report_to_review(slug, year)
    outline, last = Outline(report), LastYear(report)
    # Nor what they submitted themself on the town's behalf.
    is_own = is_own_town(request.user, report.municipality) or report.submitted_by_id == request.user.pk
    answers = pages.answers(report, outline)
    return render(
        request,
        "secretariat/review_report.html",
        {
            **pages.review_facts(report),
            "outline": outline,
            "last": last,
            "differences": differences(report, outline, last),
            "answers": answers,
            "requests": pages.newest_round(outline, answers),
            "trail": trail_of(report),
            "may_decide": report.status == report.Status.SUBMITTED and not is_own,
            "is_own_town": is_own,
            "newest": report.snapshots.newest_revisions().first(),
        },
    )


@secretariat_only
@reads_and_writes
def return_report(request, slug, year):
    report = get_report_to_review(slug, year)
    refuse_own_town(request.user, report.municipality)
    if report.status == report.Status.RETURNED:
        return redirect("review_report", slug, year)
    if not report.can("return"):
        raise WrongState(report, "return", _("Only a submitted report is returned for changes."))
    form = ReturnForm(typed(request), parts=Outline(report).parts)
    read = request.POST.get("submitted_at", "") if request.POST else report.stamp
    is_other = read != report.stamp
    if not is_other and form.is_valid():
        once(
            report.send_back,
            report.Status.RETURNED,
            by=request.user,
            requests=form.requests(),
            due_on=form.cleaned_data["due_on"],
            read=read,
        )
        messages.success(request, _("The report is returned, and the coordinators are told."))
        return redirect("review_report", slug, year)
    return render(
        request,
        "secretariat/return_report.html",
        {**pages.review_facts(report, deeper=True), "form": form, "is_other": is_other},
        status=409 if is_other else 200,
    )


@secretariat_only
@require_POST
def accept_report(request, slug, year):
    report = get_report_to_review(slug, year)
    refuse_own_town(request.user, report.municipality)
    read = request.POST.get("submitted_at", "")
    if once(report.accept, report.Status.ACCEPTED, by=request.user, read=read):
        messages.success(request, _("The report is accepted and public, and the coordinators are told."))
    return redirect("review_report", slug, year)
