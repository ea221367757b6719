"""The letter of interest: a text to start from, sending it ahead, and the secretariat's answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.i18n import other_language
from coalition.workflow import WrongState, once

from ..access import get_application, get_application_to_review, get_registered, secretariat_only
from ..finding import standing_of
from ..interest_forms import InterestForm
from ..interest_letter import letter_of
from ..models import Interest, Role
from ..models.interest import has_letter
from ..paper import docx, docx_response
from .steps import application_context


@login_not_required
@require_safe
@gzip_page
def interest_letter(request, slug):
    """The letter in both languages, the page's first."""
    town = get_registered(slug)
    language = get_language()
    context = {
        "municipality": town,
        "standing": standing_of(town, request.user) if request.user.is_authenticated else None,
        "letters": [letter_of(town, code) for code in (language, other_language(language))],
        "crumbs": [
            (_("How a municipality joins"), reverse("join")),
            (_("Find your municipality"), reverse("find_town")),
        ],
    }
    return render(request, "interest/letter.html", context)


@login_not_required
@require_safe
def interest_letter_docx(request, slug):
    letter = letter_of(get_registered(slug), get_language())
    return docx_response(letter.file_name, docx(letter.title, letter.paragraphs, letter.language))


@reads_and_writes
def declare_interest(request, slug):
    """Send the letter ahead of the rest; afterwards, what became of it."""
    application = get_application(request.user, slug, Role.COORDINATOR)
    interest = Interest.objects.filter(application=application).select_related("application").first()
    form = InterestForm(typed(request))
    if form.is_valid():  # after a second click the first one's interest stands
        Interest.declare(application, by=request.user, **form.cleaned_data)
        messages.success(request, _("The letter is sent to the secretariat."))
        return redirect("declare_interest", slug)
    context = application_context(
        request,
        application,
        form=None if interest else form,
        interest=interest,
        is_ready=application.status == application.Status.DRAFT and has_letter(application),
    )
    return render(request, "interest/declare.html", context)


@require_POST
def interest_consent(request, slug):
    """Give the consent to be named, or take it back: what the button says."""
    interest = _get_interest(get_application(request.user, slug, Role.COORDINATOR), "consent")
    if request.POST.get("is_public") == "yes":
        interest.consent(request.user)
        messages.success(request, _("Your public page may say that you have declared your intent to join."))
    else:
        interest.withdraw_consent(request.user)
        messages.success(
            request, _("Your public page no longer says that you have declared your intent to join.")
        )
    return redirect("declare_interest", slug)


@secretariat_only
@require_POST
def acknowledge_interest(request, pk):
    application = get_application_to_review(pk)
    application.refuse_decider(request.user)
    interest = _get_interest(application, "acknowledge")
    once(interest.acknowledge, Interest.Status.ACKNOWLEDGED, by=request.user)
    messages.success(request, _("The letter is acknowledged, and the municipality is told."))
    return redirect("review_application", pk)


def _get_interest(application, verb):
    """409 where the town has not declared anything."""
    interest = Interest.objects.filter(application=application).first()
    if interest is None:
        raise WrongState(application, verb, _("No letter of interest was sent ahead for this application."))
    interest.application = application
    return interest
