from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coalition.accounts import acts_for_secretariat
from coalition.trail import trail_of
from coalition.workflow import WrongState, once

from ..access import get_application, get_registered, role_in, second_factor_first
from ..forms import ContactForm, LetterForm, ReasonForm, ResolutionForm
from ..joining import CONTACT, LETTER, RESOLUTION, answers, tasks
from ..models import Application, Role

GET_AND_POST = ["GET", "HEAD", "POST"]


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
    application = get_application(request.user, slug)
    context = _context(request, application, trail=trail_of(application))
    if application.is_editable:
        found = tasks(application)
        context |= {"tasks": found, "is_complete": all(task["is_complete"] for task in found)}
        return render(request, "application/task_list.html", context)
    if application.status == Application.Status.SUBMITTED:
        return render(request, "application/receipt.html", context | {"answers": answers(application)})
    return render(request, "application/decided.html", context)


@require_http_methods(GET_AND_POST)
def application_letter(request, slug):
    return _paper(request, slug, LETTER, LetterForm)


@require_http_methods(GET_AND_POST)
def application_resolution(request, slug):
    return _paper(request, slug, RESOLUTION, ResolutionForm)


@require_http_methods(GET_AND_POST)
def application_contact(request, slug):
    application, may_edit = _get_step(request, slug, CONTACT)
    form = ContactForm(_typed(request), instance=application, initial=_offered(request.user, application))
    if may_edit and form.is_valid():
        application.revise(CONTACT.key, **form.cleaned_data)
        return _saved(request, application)
    return _show_step(request, application, CONTACT, form, may_edit)


def _paper(request, slug, step, form_class):
    """A step with a file. The file is kept even when another answer has to be mended: nobody chooses it twice."""
    application, may_edit = _get_step(request, slug, step)
    today = timezone.localdate(timezone=application.municipality.time_zone)
    files = request.FILES if request.method == "POST" else None
    form = form_class(_typed(request), files, instance=application, today=today)
    if may_edit and form.is_bound:
        is_valid = form.is_valid()
        with transaction.atomic():
            if form.upload:
                application.attach(step.key, form.upload, by=request.user)
            if is_valid:
                application.revise(step.key, **form.answers())
        if is_valid:
            return _saved(request, application)
    return _show_step(request, application, step, form, may_edit)


def _get_step(request, slug, step):
    """The application, and whether the person may change this step now. A POST that may not is refused."""
    if request.method == "POST":
        application = get_application(request.user, slug, Role.CONTRIBUTOR)
        application.require_step(step.key)
        return application, True
    application = get_application(request.user, slug)
    may_write = role_in(request.user, application.municipality) >= Role.CONTRIBUTOR
    return application, may_write and application.may_edit_step(step.key)


def _show_step(request, application, step, form, may_edit):
    context = _context(
        request,
        application,
        step=step,
        form=form if may_edit else None,
        answer=step.answer(application),
        requests=[request.text for request in application.open_requests() if request.step == step.key],
        document=getattr(application, step.key, None),
    )
    return render(request, f"application/{step.key}.html", context)


def _saved(request, application):
    messages.success(request, _("Your answers are saved."))
    back = "application_check" if request.GET.get("back") == "check" else "application"
    return redirect(back, application.municipality.slug)


@require_safe
def application_check(request, slug):
    """All answers on one page, before they are handed in."""
    application = get_application(request.user, slug)
    if not application.is_editable:
        return redirect(application)
    context = _context(
        request,
        application,
        answers=answers(application, may_change=True),
        missing=application.missing_steps(),
    )
    return render(request, "application/check.html", context)


@require_POST
def submit_application(request, slug):
    application = get_application(request.user, slug, Role.COORDINATOR)
    once(application.submit, Application.Status.SUBMITTED, by=request.user)
    return redirect(application)


@require_http_methods(GET_AND_POST)
def withdraw_application(request, slug):
    application = get_application(request.user, slug, Role.COORDINATOR)
    if application.status == Application.Status.WITHDRAWN:
        return redirect(application)
    if not application.can("withdraw"):
        raise WrongState(application, "withdraw", _("This application is already decided."))
    form = ReasonForm(_typed(request), label=_("Why do you withdraw the application?"))
    if form.is_valid():
        once(application.withdraw, Application.Status.WITHDRAWN, by=request.user, **form.cleaned_data)
        return redirect(application)
    return render(request, "application/withdraw.html", _context(request, application, form=form))


def _typed(request):
    return request.POST if request.method == "POST" else None


def _offered(user, application):
    """Who fills in the step is the likely contact: offered, to be changed."""
    if application.contact_name or acts_for_secretariat(user):
        return {}
    return {"contact_name": user.name, "contact_email": user.email}


def _context(request, application, **facts):
    """What every page of an application knows."""
    municipality = application.municipality
    crumbs = [
        (_("Workspace"), reverse("workspaces")),
        (municipality.name, reverse("workspace", args=[municipality.slug])),
    ]
    if request.path != application.get_absolute_url():
        crumbs.append((_("Application"), application.get_absolute_url()))
    return {
        "application": application,
        "municipality": municipality,
        "is_coordinator": role_in(request.user, municipality) == Role.COORDINATOR,
        "crumbs": crumbs,
        **facts,
    }
