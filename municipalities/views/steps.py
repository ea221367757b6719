"""What the pages of an application's steps share, in whichever app the step is."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.kept_answers import let_go
from coalition.threads import threads_of

from ..access import get_application
from ..application_forms import CommentForm
from ..models import Role


def get_step(request, slug, step):
    """The application, and whether the person may change this step now. A POST that may not is refused.

    For use in a transaction: what a POST is compared with is read, and stays as it is, until the answer is written.
    """
    if request.method == "POST":
        application = get_application(request.user, slug, Role.CONTRIBUTOR)
        application.hold_step(step.key)
        return application, True
    application = get_application(request.user, slug)
    may_write = application.municipality.role >= Role.CONTRIBUTOR
    return application, may_write and application.may_edit_step(step.key)


def show_step(request, application, step, form, is_conflict=False, **facts):
    """The page of the step, with its form where the person may change it, and what was written about it."""
    context = application_context(
        request,
        application,
        step=step,
        form=form,
        requests=[asked for asked in application.open_requests() if asked.step == step.key],
        thread=thread_at(application, step, threads_of(application)),
        **facts,
    )
    status = 409 if is_conflict or (form and form.conflicts) else 200
    return render(request, f"application/{step.key}.html", context, status=status)


def thread_at(application, step, threads, is_review=False):
    """components/thread.html: what was written about the step, and the form to add to it while that is open."""
    is_open = application.status in application.OPEN
    may_write = is_review or application.municipality.role >= Role.CONTRIBUTOR
    form = CommentForm(auto_id=f"{step.key}-%s") if is_open and may_write else None
    return {
        "step": step,
        "comments": threads[step.key],
        "form": form,
        "url": reverse("add_comment", args=[application.municipality.slug, step.key]),
        "is_review": is_review,
    }


def step_saved(request, application, said=""):
    let_go(request.user, request.path)
    messages.success(request, said or _("Your answers are saved."))
    back = "application_check" if request.GET.get("back") == "check" else "application"
    return redirect(back, application.municipality.slug)


def application_context(request, application, **facts):
    """What every page of an application knows."""
    municipality = application.municipality
    crumbs = [(_("Workspace"), reverse("workspaces"))]
    if municipality.role:
        crumbs.append((municipality.name, reverse("workspace", args=[municipality.slug])))
    if request.path != application.get_absolute_url():
        crumbs.append((_("Application"), application.get_absolute_url()))
    return {
        "application": application,
        "municipality": municipality,
        "is_coordinator": municipality.role == Role.COORDINATOR,
        "crumbs": crumbs,
        **facts,
    }
