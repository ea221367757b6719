"""The two steps of an application that are promises: the Declaration and the priorities."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coalition.i18n import other_language
from municipalities.access import get_application
from municipalities.models import Role

from ..forms import DeclarationForm, PrioritiesForm
from ..joining import DECLARATION, PRIORITIES, choose_priorities, sign_declaration, signature_of
from ..models import CommonCommitment, Declaration


def crumbs_to(application):
    municipality = application.municipality
    return [
        (_("Workspace"), reverse("workspaces")),
        (municipality.name, reverse("workspace", args=[municipality.slug])),
        (_("Application"), application.get_absolute_url()),
    ]


@require_http_methods(["GET", "POST"])
def application_declaration(request, slug):
    application = get_application(request.user, slug, Role.COORDINATOR)
    language = get_language()
    declaration = Declaration.in_force(on=timezone.localdate())
    signature = signature_of(application)
    form = DeclarationForm(
        request.POST if request.method == "POST" else None, declaration=declaration, signature=signature
    )
    if request.method == "POST":
        application.require_step(DECLARATION.key)
        if form.is_valid():
            sign_declaration(application, declaration, request.user, language=language, **form.signed())
            messages.success(request, _("The signature of the Declaration is recorded."))
            return redirect(application)
    other = other_language(language)
    context = {
        "application": application,
        "municipality": application.municipality,
        "crumbs": crumbs_to(application),
        "declaration": declaration,
        "signature": signature,
        "signed_at": signature
        and timezone.localtime(signature.signed_at, application.municipality.time_zone),
        "other_language": other,
        "other_text": declaration and getattr(declaration, f"text_{other}"),
        "form": form,
        "is_editable": application.may_edit_step(DECLARATION.key),
    }
    return render(request, "application/declaration.html", context)


@require_http_methods(["GET", "POST"])
def application_priorities(request, slug):
    application = get_application(request.user, slug, Role.COORDINATOR)
    priorities = application.municipality.priorities.select_related("commitment")
    form = PrioritiesForm(
        request.POST if request.method == "POST" else None,
        commitments=list(CommonCommitment.objects.select_related("group")),
        priorities=priorities,
    )
    if request.method == "POST":
        application.require_step(PRIORITIES.key)
        if form.is_valid():
            choose_priorities(application, form.reasons)
            messages.success(request, _("Your priorities are saved."))
            return redirect(application)
    context = {
        "application": application,
        "municipality": application.municipality,
        "crumbs": crumbs_to(application),
        "priorities": priorities,
        "form": form,
        "is_editable": application.may_edit_step(PRIORITIES.key),
    }
    return render(request, "application/priorities.html", context)
