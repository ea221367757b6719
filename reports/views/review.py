"""The secretariat's side: what came back and what differs, then everything; return or accept; who reads it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.trail import trail_of
from coalition.workflow import WrongState, once
from municipalities.access import refuse_own_town, secretariat_only

from .. import review_pages, reviewing
from ..access import get_report_to_review, get_request
from ..forms.review import AcceptForm, ReturnForm, ReviewerForm
from ..more_time import deadline_facts
from ..outline import Outline
from ..thanks import suggested_thanks


@secretariat_only
@require_safe
def review_report(request, slug, year):
    report = get_report_to_review(slug, year)
    people = reviewing.may_review(report)
    return render(
        request,
        "secretariat/review_report.html",
        {
            **review_pages.review_page(report, request.user, timezone.now()),
            "holder": review_pages.holder(report, request.user),
            "reviewer_form": ReviewerForm(people=people, reviewer=report.reviewer_id),
            **deadline_facts(report, timezone.now()),
            "trail": trail_of(report, *report.extensions.all()),
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
    outline = Outline(report)
    form = ReturnForm(typed(request), parts=outline.parts)
    read, is_other = _read(request, report)
    if not is_other and form.is_valid():
        asked = {"requests": form.requests(), "dates": form.dates(), "due_on": form.cleaned_data["due_on"]}
        once(report.send_back, report.Status.RETURNED, by=request.user, read=read, **asked)
        messages.success(request, _("The report is returned, and the coordinators are told."))
        return redirect("review_report", slug, year)
    return render(
        request,
        "secretariat/return_report.html",
        {
            **review_pages.review_facts(report, deeper=True),
            "form": form,
            "is_other": is_other,
            "earlier": outline.newest_round,
        },
        status=409 if is_other else 200,
    )


@secretariat_only
@reads_and_writes
def accept_report(request, slug, year):
    report = get_report_to_review(slug, year)
    refuse_own_town(request.user, report.municipality)
    if report.status == report.Status.ACCEPTED:
        return redirect("review_report", slug, year)
    if not report.can("accept"):
        raise WrongState(report, "accept", _("Only a submitted report is accepted."))
    suggested = suggested_thanks(report, Outline(report))
    taken = suggested if request.GET.get("suggestion") else None
    form = AcceptForm(typed(request), first=report.municipality.language, suggested=taken)
    read, is_other = _read(request, report)
    if not is_other and form.is_valid():
        if once(report.accept, report.Status.ACCEPTED, by=request.user, read=read, thanks=form.thanks()):
            messages.success(request, _("The report is accepted and public, and the coordinators are told."))
        return redirect("review_report", slug, year)
    return render(
        request,
        "secretariat/accept_report.html",
        {
            **review_pages.review_facts(report, deeper=True),
            "form": form,
            "is_other": is_other,
            "suggested": suggested,
            "is_taken": taken is not None,
        },
        status=409 if is_other else 200,
    )


@secretariat_only
@require_POST
def assign_report(request, slug, year):
    """Take the report, give it to a colleague, or release it."""
    report = get_report_to_review(slug, year)
    form = ReviewerForm(request.POST, people=reviewing.may_review(report))
    if not form.is_valid():
        raise WrongState(report, "assign", _("This person cannot read this report."))
    to, had = form.cleaned_data["reviewer"], request.POST.get("had", "")
    if reviewing.assign(report, request.user, to, read=had):
        messages.success(request, _("It is written down who has the report."))
    return redirect("review_report", slug, year)


@secretariat_only
@require_POST
def settle_request(request, slug, year, pk):
    report = get_report_to_review(slug, year)
    refuse_own_town(request.user, report.municipality)
    if get_request(report, pk).settle(request.user):
        messages.success(request, _("The request is settled."))
    return redirect("review_report", slug, year)


def _read(request, report):
    """(the submission that is or was on the screen, whether it is another one than the newest)."""
    if request.method == "POST":
        read = request.POST.get("submitted_at", "")
    else:
        read = request.GET.get("read", report.stamp)  # the page of the review says which one it showed
    return read, read != report.stamp
