"""More time for a report: a coordinator asks, the secretariat answers."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coalition.http import reads_and_writes, typed
from coalition.workflow import once
from municipalities.access import refuse_own_town, secretariat_only
from municipalities.models import Role

from .. import pages, review_pages
from ..access import get_newest_extension, get_report, get_report_to_review
from ..deadlines import say_due_there
from ..forms.extension import AskForm, DecisionForm
from ..models import Extension


@reads_and_writes
def extension(request, slug, year):
    """Ask for more time; where it is asked for already, what was asked."""
    report = get_report(request.user, slug, year, Role.COORDINATOR)
    waiting = report.extensions.asked().select_related("asked_by").first()
    if not waiting:
        Extension.check_may_be_asked(report)
    form = AskForm(typed(request), report=report)
    if form.is_valid():
        Extension.ask(report, request.user, **form.facts())
        messages.success(
            request,
            _(
                "The secretariat is asked, and writes to the coordinators. Until then the date stays as it is."
            ),
        )
        return redirect(report)
    return render(
        request,
        "report/extension.html",
        {**pages.report_facts(report, deeper=True), "form": form, "waiting": waiting},
    )


@require_POST
def withdraw_extension(request, slug, year):
    report = get_report(request.user, slug, year, Role.COORDINATOR)
    newest = get_newest_extension(report)
    if once(newest.withdraw, newest.Status.WITHDRAWN, by=request.user):
        messages.success(request, _("Your request is withdrawn. The date stays as it was."))
    return redirect(report)


@secretariat_only
@reads_and_writes
def decide_extension(request, slug, year):
    report = get_report_to_review(slug, year)
    extension = get_newest_extension(report)
    refuse_own_town(request.user, report.municipality)
    if extension.status != extension.Status.ASKED:
        return redirect("review_report", slug, year)
    form = DecisionForm(typed(request), extension=extension)
    is_other = request.method == "POST" and request.POST.get("extension") != str(extension.pk)
    if not is_other and form.is_valid():
        form.decide(request.user)
        messages.success(request, _("Your answer is kept, and the coordinators are told."))
        return redirect("review_report", slug, year)
    return render(
        request,
        "secretariat/extension.html",
        {
            **review_pages.review_facts(report, deeper=True),
            "form": form,
            "extension": extension,
            "is_other": is_other,
            "due": say_due_there(report.due_at, report.municipality),
            "asked_until": say_due_there(extension.asked_until, report.municipality),
        },
        status=409 if is_other else 200,
    )
