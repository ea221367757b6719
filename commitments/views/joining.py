"""The steps of an application that are promises: the Declaration, the priorities and the first inventory."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition.http import reads_and_writes
from coalition.i18n import other_language
from coalition.kept_answers import typed_or_kept
from municipalities.views.steps import get_step, show_step, step_saved

from ..joining import (
    DECLARATION,
    INVENTORY,
    PRIORITIES,
    choose_priorities,
    keep_inventory,
    sign_declaration,
    signature_of,
)
from ..joining_forms import DeclarationForm, InventoryForm, PrioritiesForm
from ..models import CommonCommitment, Declaration


@reads_and_writes
@transaction.atomic
def application_declaration(request, slug):
    application, may_edit = get_step(request, slug, DECLARATION)
    language = get_language()
    declaration = Declaration.in_force(on=timezone.localdate())
    signature = signature_of(application)
    today = timezone.localdate(timezone=application.municipality.time_zone)
    form = DeclarationForm(typed_or_kept(request), declaration=declaration, today=today, signature=signature)
    if form.is_valid() and request.method == "POST":
        sign_declaration(application, declaration, request.user, language=language, **form.signed())
        return step_saved(request, application, _("The signature of the Declaration is recorded."))
    other = other_language(language)
    facts = {
        "declaration": declaration,
        "signature": signature,
        "other_language": other,
        "other_text": declaration and getattr(declaration, f"text_{other}"),
    }
    return show_step(request, application, DECLARATION, form if may_edit else None, **facts)


@reads_and_writes
@transaction.atomic
def application_priorities(request, slug):
    application, may_edit = get_step(request, slug, PRIORITIES)
    priorities = application.municipality.priorities.select_related("commitment")
    form = PrioritiesForm(
        typed_or_kept(request),
        commitments=list(CommonCommitment.objects.select_related("group")),
        priorities=priorities,
    )
    if form.is_valid() and request.method == "POST":
        choose_priorities(application, form.reasons)
        return step_saved(request, application, _("Your priorities are saved."))
    return show_step(request, application, PRIORITIES, form if may_edit else None, priorities=priorities)


@reads_and_writes
@transaction.atomic
def application_inventory(request, slug):
    application, may_edit = get_step(request, slug, INVENTORY)
    entries = list(application.inventory.select_related("commitment"))
    form = InventoryForm(
        typed_or_kept(request), commitments=list(CommonCommitment.objects.all()), entries=entries
    )
    if form.is_valid() and request.method == "POST":
        keep_inventory(application, form.written(), get_language())
        return step_saved(request, application, _("Your inventory is saved."))
    facts = {"answer": INVENTORY.answer(application)}
    return show_step(request, application, INVENTORY, form if may_edit else None, **facts)
