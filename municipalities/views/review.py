"""Reading applications and deciding on them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.threads import threads_of
from coalition.workflow import WrongState, once

from ..access import get_application_to_review, secretariat_only
from ..application_forms import ApprovalForm, ReturnForm
from ..forms import NoteForm, ReasonForm
from ..joining import answers, history
from ..models import Application
from .steps import thread_at


@secretariat_only
@require_safe
def review_application(request, pk):
    return _show(request, get_application_to_review(pk), ApprovalForm())


def _show(request, application, form):
    """The whole application: what was asked and what became of it first, then each answer with its thread."""
    steps, threads = {step.key: step for step in application.steps()}, threads_of(application)
    asked = list(application.last_requests())
    given = answers(application)
    now = {answer["key"]: answer["value"] for answer in given}
    former = application.requests.exclude(pk__in=[wish.pk for wish in asked])
    context = _context(
        application,
        asked=[_second_look(application, steps[wish.step], wish, threads, now) for wish in asked],
        former=[(steps[wish.step], wish) for wish in former],
        answers=[
            answer | {"thread": thread_at(application, steps[answer["key"]], threads, is_review=True)}
            for answer in given
        ],
        documents=[document for document in (application.letter, application.resolution) if document],
        form=form,
        notes=application.municipality.notes.select_related("author"),
        note_form=NoteForm(auto_id="note_%s"),
        trail=history(application),
        can_decide=application.can("approve"),
        can_decline=application.can("decline"),
        may_decide=_may_decide(request.user, application),
    )
    return render(request, "secretariat/application.html", context)


def _second_look(application, step, wish, threads, now):
    """What became of a request, once the application was submitted again, and what the town wrote about it."""
    looked = {
        "step": step,
        "wish": wish,
        "messages": sum(
            not comment.is_of_secretariat and comment.written_at > wish.asked_at
            for comment in threads[step.key]
        ),
    }
    is_unchanged = wish.is_unchanged(step)
    is_read_again = application.status != Application.Status.RETURNED and is_unchanged is not None
    return looked | {
        "became": "" if not is_read_again else "unchanged" if is_unchanged else "updated",
        "has_same_file": is_read_again and wish.has_same_file(step),
        "before": wish.answer_text if is_read_again and not is_unchanged else "",
        "now": now[step.key],
    }


@secretariat_only
@require_POST
def approve_application(request, pk):
    application = _get_to_decide(request, pk)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return _show(request, application, form)
    approval = {"read": _read(request, application), "note": form.cleaned_data["note"]}
    once(application.approve, Application.Status.APPROVED, by=request.user, **approval)
    return _decided(request, pk, _("The application is approved, and the municipality is told."))


@secretariat_only
@reads_and_writes
def return_application(request, pk):
    application = _get_to_decide(request, pk)
    done = _("The application is returned for changes, and the municipality is told.")
    if application.status == Application.Status.RETURNED:
        return _decided(request, pk, done)
    _require(application, "return")
    today = timezone.localdate(timezone=application.municipality.time_zone)
    form = ReturnForm(typed(request), steps=application.steps(), application=application, today=today)
    if form.is_valid():
        asked = {
            "requests": form.requests,
            "answer_by": form.cleaned_data["answer_by"],
            "read": _read(request, application),
        }
        once(application.send_back, Application.Status.RETURNED, by=request.user, **asked)
        return _decided(request, pk, done)
    context = _context(application, _review_crumb(application), form=form, read=_read(request, application))
    return render(request, "secretariat/return_application.html", context)


@secretariat_only
@reads_and_writes
def decline_application(request, pk):
    application = _get_to_decide(request, pk)
    done = _("The application is declined, and the municipality is told.")
    if application.status == Application.Status.DECLINED:
        return _decided(request, pk, done)
    _require(application, "decline")
    form = ReasonForm(
        typed(request), label=_("Why is the application declined?"), hint=_("The town reads this.")
    )
    if form.is_valid():
        why = {"read": _read(request, application), **form.cleaned_data}
        once(application.decline, Application.Status.DECLINED, by=request.user, **why)
        return _decided(request, pk, done)
    context = _context(application, _review_crumb(application), form=form, read=_read(request, application))
    return render(request, "secretariat/decline_application.html", context)


def _get_to_decide(request, pk):
    application = get_application_to_review(pk)
    application.refuse_decider(request.user)
    return application


def _decided(request, pk, done):
    """Back to the application. A second click says it too: the answer to the first one is never seen."""
    if request.method == "POST":
        messages.success(request, done)
    return redirect("review_application", pk)


def _read(request, application):
    """The submission that is or was on the screen: nobody decides on another one."""
    return request.POST.get("submitted_at", "") if request.method == "POST" else application.stamp


def _may_decide(user, application):
    try:
        application.refuse_decider(user)
    except PermissionDenied:
        return False
    return True


def _require(application, verb):
    if not application.can(verb):
        raise WrongState(application, verb)


def _context(application, *crumbs, **facts):
    crumbs = [(_("Secretariat"), reverse("secretariat")), *crumbs]
    return {"application": application, "municipality": application.municipality, "crumbs": crumbs, **facts}


def _review_crumb(application):
    return application.number, reverse("review_application", args=[application.pk])
