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


@require_http_methods(["GET", "HEAD", "POST"])
def application_declaration(request, slug):
    application, may_edit = _get_step(request, slug, DECLARATION)
    language = get_language()
    declaration = Declaration.in_force(on=timezone.localdate())
    signature = signature_of(application)
    form = DeclarationForm(_typed(request), declaration=declaration, signature=signature)
    if form.is_valid():
        sign_declaration(application, declaration, request.user, language=language, **form.signed())
        messages.success(request, _("The signature of the Declaration is recorded."))
        return _saved(request, application)
    other = other_language(language)
    facts = {
        "declaration": declaration,
        "signature": signature,
        "other_language": other,
        "other_text": declaration and getattr(declaration, f"text_{other}"),
    }
    return _show_step(request, application, DECLARATION, form if may_edit else None, facts)


@require_http_methods(["GET", "HEAD", "POST"])
def application_priorities(request, slug):
    application, may_edit = _get_step(request, slug, PRIORITIES)
    priorities = application.municipality.priorities.select_related("commitment")
    form = PrioritiesForm(
        _typed(request),
        commitments=list(CommonCommitment.objects.select_related("group")),
        priorities=priorities,
    )
    if form.is_valid():
        choose_priorities(application, form.reasons)
        messages.success(request, _("Your priorities are saved."))
        return _saved(request, application)
    return _show_step(
        request, application, PRIORITIES, form if may_edit else None, {"priorities": priorities}
    )


def _typed(request):
    return request.POST if request.method == "POST" else None


def _get_step(request, slug, step):
    """The application, and whether the person may change this step now. A POST that may not is refused."""
    is_writing = request.method == "POST"
    application = get_application(request.user, slug, Role.CONTRIBUTOR if is_writing else Role.VIEWER)
    if is_writing:
        application.require_step(step.key)
        return application, True
    may_write = application.municipality.role >= Role.CONTRIBUTOR
    return application, may_write and application.may_edit_step(step.key)


def _show_step(request, application, step, form, facts):
    municipality = application.municipality
    context = {
        "application": application,
        "municipality": municipality,
        "crumbs": [
            (_("Workspace"), reverse("workspaces")),
            (municipality.name, reverse("workspace", args=[municipality.slug])),
            (_("Application"), application.get_absolute_url()),
        ],
        "form": form,
        "requests": [asked.text for asked in application.open_requests() if asked.step == step.key],
    }
    return render(request, f"application/{step.key}.html", context | facts)


def _saved(request, application):
    back = "application_check" if request.GET.get("back") == "check" else "application"
    return redirect(back, application.municipality.slug)
