"""Taking actions up: from the sample actions, and from plans that other towns have published."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from coalition.http import reads_and_writes, typed
from municipalities.forms import SearchForm

from .. import outline
from ..access import get_draft, get_plan_to_copy, towns_with_plans
from ..copying import lineage_of_copy, take_up, take_up_samples
from ..forms import ChoiceOfActionsForm
from ..models import CommonCommitment
from .plan import crumbs_to

PER_PAGE = 20


@reads_and_writes
def copy_samples(request, slug):
    draft = get_draft(request.user, slug)
    commitments = list(CommonCommitment.objects.prefetch_related("sample_actions"))
    samples = {sample.pk: sample for each in commitments for sample in each.sample_actions.all()}
    standing = _standing(draft, {pk: f"sample {pk}" for pk in samples})
    form = ChoiceOfActionsForm(typed(request), choices=samples)
    if form.is_valid():
        chosen = [samples[pk] for pk in form.cleaned_data["chosen"]]
        take_up_samples(draft, request.user, chosen)
        return _go_back(request, draft, len(chosen))
    facts = {"commitments": commitments, "standing": standing, "form": form}
    return render(request, "plan/samples.html", _context(draft) | facts)


@require_safe
def find_plan_to_copy(request, slug):
    draft = get_draft(request.user, slug)
    form = SearchForm(request.GET if "q" in request.GET else None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    towns = towns_with_plans(draft)
    found = towns.matching(words).alphabetical() if words else towns.alphabetical()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    facts = {"form": form, "words": words, "page_obj": page, "count": page.paginator.count}
    return render(request, "plan/find_plan.html", _context(draft) | facts)


@reads_and_writes
def copy_actions(request, slug, source):
    draft = get_draft(request.user, slug)
    plan = get_plan_to_copy(draft, source)
    actions = {action.pk: action for action in plan.actions.all()}
    for action in actions.values():
        action.plan = plan
    standing = _standing(draft, {pk: action.lineage for pk, action in actions.items()})
    form = ChoiceOfActionsForm(typed(request), choices=actions)
    if form.is_valid():
        chosen = [actions[pk] for pk in form.cleaned_data["chosen"]]
        take_up(draft, request.user, chosen)
        return _go_back(request, draft, len(chosen))
    facts = {
        "source": plan.municipality,
        "source_plan": plan,
        "chapters": outline.under_first_commitment(plan),
        "standing": standing,
        "form": form,
    }
    context = _context(draft) | facts
    context["crumbs"].append((_("Plans of other municipalities"), reverse("find_plan_to_copy", args=[slug])))
    return render(request, "plan/copy.html", context)


def _standing(draft, sources):
    """The numbers of those that the plan has taken up already."""
    lineages = {action.lineage for action in draft.actions.all()}
    return {pk for pk, source in sources.items() if lineage_of_copy(draft, source) in lineages}


def _go_back(request, draft, count):
    said = ngettext("%(count)s action is taken up.", "%(count)s actions are taken up.", count)
    advice = _("Say who leads each, and when it is due.")
    messages.success(request, f"{said % {'count': count}} {advice}")
    return redirect(draft)


def _context(draft):
    return {
        "municipality": draft.municipality,
        "crumbs": crumbs_to(draft.municipality),
        "plan": draft,
    }
