"""Municipalities that somebody misses in the registry: proposing one, and the secretariat's decision."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.text import clean_line
from coalition.trail import trail_of
from coalition.workflow import once

from ..access import get_proposal, get_proposal_to_decide, secretariat_only
from ..finding import find_towns
from ..forms import ReasonForm
from ..interest_forms import AdditionForm, MatchForm, ProposalForm
from ..models import Proposal
from ..spelling import LONGEST_SEARCH


@reads_and_writes
def propose_municipality(request):
    form = ProposalForm(typed(request), initial={"name": request.GET.get("q", "")[:120]})
    if form.is_valid():
        Proposal.propose(request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. The secretariat will look and write to you."))
        return redirect("propose_municipality")
    context = {
        "form": form,
        "has_room": Proposal.objects.has_room_for(request.user),
        "proposals": request.user.proposals.select_related("province", "municipality").order_by(
            "-proposed_at"
        ),
        "crumbs": [
            (_("Workspace"), reverse("workspaces")),
            (_("Find your municipality"), reverse("find_municipality")),
        ],
    }
    return render(request, "interest/propose.html", context)


@secretariat_only
@require_safe
def review_proposal(request, pk):
    return _show(request, get_proposal(pk))


@secretariat_only
@require_POST
def add_proposed(request, pk):
    proposal = get_proposal_to_decide(request.user, pk)
    form = AdditionForm(request.POST)
    if not form.is_valid():
        return _show(request, proposal, addition=form)
    once(proposal.add, Proposal.Status.ADDED, request.user, **form.cleaned_data)
    return _decided(request, pk, _("The municipality is in the registry, and its proposer is told."))


@secretariat_only
@require_POST
def match_proposal(request, pk):
    proposal = get_proposal_to_decide(request.user, pk)
    form = MatchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a municipality of the registry."))
        return redirect("review_proposal", pk)
    once(proposal.match, Proposal.Status.MATCHED, request.user, **form.cleaned_data)
    return _decided(request, pk, _("The proposer is told which municipality it is."))


@secretariat_only
@require_POST
def decline_proposal(request, pk):
    proposal = get_proposal_to_decide(request.user, pk)
    form = _reason(request.POST)
    if not form.is_valid():
        return _show(request, proposal, refusal=form)
    once(proposal.decline, Proposal.Status.DECLINED, request.user, **form.cleaned_data)
    return _decided(request, pk, _("The proposal is declined, and its proposer is told."))


def _show(request, proposal, addition=None, refusal=None):
    """The proposal beside what the registry has of that name."""
    q = clean_line(request.GET.get("q", ""))[:LONGEST_SEARCH]
    found = find_towns(q or f"{proposal.name} {proposal.province.code}", request.user)
    known = {
        "name_en": proposal.name,
        "province": proposal.province_id,
        "website": proposal.website,
    }
    context = {
        "proposal": proposal,
        "q": q,
        "candidates": [*found.candidates, *found.similar],
        "is_own": proposal.proposed_by == request.user,
        "addition": addition or AdditionForm(initial=known),
        "refusal": refusal or _reason(None),
        "has_errors": bool(addition or refusal),
        "trail": trail_of(proposal),
        "crumbs": [(_("Secretariat"), reverse("secretariat"))],
    }
    return render(request, "interest/review_proposal.html", context)


def _reason(data):
    return ReasonForm(data, label=_("Why is it not added?"), hint=_("Whoever proposed it reads this."))


def _decided(request, pk, done):
    messages.success(request, done)
    return redirect("review_proposal", pk)
