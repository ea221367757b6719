"""What the pages of an application's steps share, in whichever app the step is."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ..access import get_application
from ..models import Role


def get_step(request, slug, step):
    """The application, and whether the person may change this step now. A POST that may not is refused."""
    if request.method == "POST":
        application = get_application(request.user, slug, Role.CONTRIBUTOR)
        application.require_step(step.key)
        return application, True
    application = get_application(request.user, slug)
    may_write = application.municipality.role >= Role.CONTRIBUTOR
    return application, may_write and application.may_edit_step(step.key)


def show_step(request, application, step, form, **facts):
    """The page of the step, with its form where the person may change it."""
    asked = [asked.text for asked in application.open_requests() if asked.step == step.key]
    context = application_context(request, application, step=step, form=form, requests=asked, **facts)
    return render(request, f"application/{step.key}.html", context)


def step_saved(request, application, said=""):
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
