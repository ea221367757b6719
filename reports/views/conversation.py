"""What the town answers to requests for changes, and what both sides write at the sections of a report."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coalition.accounts import acts_for_secretariat
from coalition.http import reads_and_writes, typed
from municipalities.models import Role

from .. import conversation, pages
from ..access import get_part, get_report, get_request
from ..forms.conversation import AnswerForm, MessageForm
from ..outline import titles


@require_POST
def report_message(request, slug, year, key):
    outline, part = get_part(request.user, slug, year, key, Role.CONTRIBUTOR)
    report, form = outline.report, MessageForm(request.POST)
    back = _back(request.user, report, part)
    if form.is_valid():
        conversation.write(report, part, request.user, form.cleaned_data["text"])
        messages.success(request, _("Your message is sent."))
        return redirect(back)
    conversation.check_open(report)
    facts = {**pages.report_facts(report, deeper=True), "part": part, "form": form, "back": back}
    return render(request, "report/message.html", facts)


@reads_and_writes
def answer_request(request, slug, year, pk):
    report = get_report(request.user, slug, year, Role.CONTRIBUTOR)
    # What the answer is compared with stays as it is until it is written.
    with report.held():
        asked = get_request(report, pk)
        asked.check_may_be_answered()
        form = AnswerForm(typed(request), asked=asked)
        is_good = form.is_valid()
        if is_good:
            asked.give_answer(request.user, reply=form.merged("reply"), answer=form.merged("answer"))
    if is_good:
        messages.success(
            request, _("Your answer is kept. The secretariat reads it when the report is submitted again.")
        )
        return redirect(report)
    return render(
        request,
        "report/answer.html",
        {
            **pages.report_facts(report, deeper=True),
            "asked": asked,
            "title": titles()[asked.section],
            "form": form,
        },
        status=409 if form.conflicts else 200,
    )


def _back(user, report, part):
    """Where the thread is read: at the section, or for the secretariat in the review."""
    if acts_for_secretariat(user):
        address = reverse("review_report", args=[report.municipality.slug, report.cycle.year])
        return f"{address}#thread-{part.key}"
    return f"{part.url}#thread-{part.key}"
