from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.accounts import acts_for_secretariat
from coalition.http import reads_and_writes, typed
from coalition.kept_answers import typed_or_kept
from coalition.workflow import WrongState, once

from ..access import get_application, get_application_or_decision, get_registered, second_factor_first
from ..application_forms import ChampionForm, ContactForm, LetterForm, ResolutionForm
from ..finding import may_apply_again
from ..forms import ReasonForm
from ..joining import CHAMPION, CONTACT, LETTER, RESOLUTION, answers, history, tasks, threads
from ..models import Application, Role
from ..welcoming import dated_matters
from .steps import application_context, get_step, show_step, step_saved


@second_factor_first
@require_POST
def open_application(request, slug):
    municipality = get_registered(slug)
    try:
        Application.open(municipality, by=request.user)
    except WrongState:
        # A second click, or a colleague was faster: the application that is open is the person's too.
        if not municipality.applications.open().exists() or not _has_part_in(request.user, municipality):
            raise
    return redirect("application", slug)


def _has_part_in(user, municipality):
    return acts_for_secretariat(user) or municipality.people.filter(user=user).exists()


@require_safe
def application(request, slug):
    """The task list; once submitted the receipt; once decided what was decided."""
    application = get_application_or_decision(request.user, slug)
    context = application_context(request, application, trail=history(application))
    if application.is_editable:
        found = tasks(application)
        context |= {
            "tasks": [task for task in found if task["is_required"]],
            "optional_tasks": [task for task in found if not task["is_required"]],
            "is_complete": not application.missing_steps(),
        }
        return render(request, "application/task_list.html", context)
    if application.status == Application.Status.SUBMITTED:
        context |= {"answers": answers(application), "threads": threads(application)}
        return render(request, "application/receipt.html", context)
    if application.municipality.role:
        context["threads"] = [line for line in threads(application) if line["count"]]
    if application.status == Application.Status.APPROVED:
        matters = dated_matters(application.municipality, request.user)
        context["matters"] = [matter for matter in matters if matter.remark]
    context["may_apply"] = may_apply_again(application.municipality, request.user)
    return render(request, "application/decided.html", context)


@reads_and_writes
def application_letter(request, slug):
    return _paper(request, slug, LETTER, LetterForm)


@reads_and_writes
def application_resolution(request, slug):
    return _paper(request, slug, RESOLUTION, ResolutionForm)


@reads_and_writes
@transaction.atomic
def application_contact(request, slug):
    application, may_edit = get_step(request, slug, CONTACT)
    offered = _offered(request.user, application)
    form = ContactForm(typed_or_kept(request), application=application, offered=offered)
    return _answer(request, application, CONTACT, form if may_edit else None)


@reads_and_writes
@transaction.atomic
def application_champion(request, slug):
    application, may_edit = get_step(request, slug, CHAMPION)
    form = ChampionForm(typed_or_kept(request), application=application)
    return _answer(request, application, CHAMPION, form if may_edit else None)


def _answer(request, application, step, form):
    """A step whose answers are columns of the application."""
    if form and form.is_valid() and request.method == "POST":
        application.revise(step.key, **form.answers())
        return step_saved(request, application)
    return _show_answer(request, application, step, form)


@transaction.atomic
def _paper(request, slug, step, form_class):
    """A step with a file. The file is kept even when another answer has to be mended: nobody chooses it twice."""
    application, may_edit = get_step(request, slug, step)
    today = timezone.localdate(timezone=application.municipality.time_zone)
    files = request.FILES if request.method == "POST" else None
    form = form_class(typed_or_kept(request), files, application=application, today=today)
    if may_edit and form.is_bound:
        is_valid = form.is_valid()
        if form.upload:
            application.attach(step.key, form.upload, by=request.user)
            form.show_file(getattr(application, step.key))
        if is_valid and request.method == "POST":
            application.revise(step.key, **form.answers())
            return step_saved(request, application)
    return _show_answer(request, application, step, form if may_edit else None)


def _show_answer(request, application, step, form):
    return show_step(
        request,
        application,
        step,
        form,
        is_conflict=getattr(form, "is_file_new", False),
        answer=step.answer(application),
        document=getattr(application, step.key, None),
    )


@require_safe
def application_check(request, slug):
    """All answers on one page, before they are handed in."""
    application = get_application(request.user, slug)
    if not application.is_editable:
        return redirect(application)
    context = application_context(
        request,
        application,
        answers=answers(application, may_change=True),
        missing=application.missing_steps(),
        unchanged=application.unchanged_steps(),
        coordinators=application.municipality.coordinators(),
    )
    return render(request, "application/check.html", context)


@require_POST
def submit_application(request, slug):
    application = get_application(request.user, slug, Role.COORDINATOR)
    once(application.submit, Application.Status.SUBMITTED, by=request.user)
    return redirect(application)


@reads_and_writes
def withdraw_application(request, slug):
    application = get_application_or_decision(request.user, slug, Role.COORDINATOR)
    if application.status == Application.Status.WITHDRAWN:
        return redirect(application)
    if not application.can("withdraw"):
        raise WrongState(application, "withdraw", _("This application is already decided."))
    form = ReasonForm(typed(request), label=_("Why do you withdraw the application?"))
    if form.is_valid():
        once(application.withdraw, Application.Status.WITHDRAWN, by=request.user, **form.cleaned_data)
        return redirect(application)
    return render(request, "application/withdraw.html", application_context(request, application, form=form))


def _offered(user, application):
    """Who fills in the step is the likely contact: offered, to be changed."""
    if application.contact_name or acts_for_secretariat(user):
        return {}
    return {"contact_name": user.name, "contact_email": user.email}
