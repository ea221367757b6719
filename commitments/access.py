"""The doors to a town's plan. 404 hides, 403 refuses, 409 says why not now (municipalities/access.py)."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.models import SpreadsheetUpload
from coalition.workflow import WrongState
from municipalities.access import get_municipality
from municipalities.models import Municipality, Role

from .models import Action, ActionPlan, Declaration

MOST_EDITIONS = 32_767  # what the column holds


def get_plan(user, slug, role=Role.VIEWER):
    """The plan being written, else the published one; None where the town has none yet. With the town."""
    municipality = get_municipality(user, slug, role)
    plans = municipality.plans
    plan = plans.being_written().in_full().first() or plans.public().in_full().first()
    if plan:
        plan.municipality = municipality
    return municipality, plan


def get_plan_to_publish(user, slug, seen):
    """The plan whose number the page sent back. WrongState where the person had none of this town before them."""
    municipality, current = get_plan(user, slug, Role.COORDINATOR)
    if current is None:
        raise Http404
    number = int(seen) if seen.isdecimal() and len(seen) < 10 else None
    plan = municipality.plans.filter(pk=number).first()
    if plan is None:
        raise WrongState(current, "publish", _("Read the plan as it stands now, then publish it."))
    plan.municipality = municipality
    return plan


def get_draft(user, slug, role=Role.CONTRIBUTOR):
    """The plan being written. WrongState where only a published one stands, or where the town left."""
    _municipality, plan = get_plan(user, slug, role)
    if plan is None:
        raise Http404
    plan.require_editable()
    return plan


def get_plan_upload(user, slug, pk):
    """(the plan being written, a spreadsheet that this very person uploaded for it in the last days)"""
    draft = get_draft(user, slug)
    standing = SpreadsheetUpload.objects.about(draft).standing(timezone.now())
    return draft, get_object_or_404(standing, pk=pk, uploaded_by=user)


def get_action(user, slug, pk, role=Role.CONTRIBUTOR):
    """An action of the plan being written. WrongState for one of a published or replaced edition."""
    municipality = get_municipality(user, slug, role)
    action = get_object_or_404(
        Action.objects.filter(plan__municipality=municipality)
        .select_related("plan", "copied_from__province")
        .prefetch_related(
            "commitments", "evidence", "milestones", "targets__version", "targets__indicator__versions"
        ),
        pk=pk,
    )
    action.plan.municipality = municipality
    action.plan.require_editable()
    return action


def get_action_to_remove(user, slug, pk):
    """The plan being written and the action; None in its place where the town has no such action (any more)."""
    draft = get_draft(user, slug)
    doomed = next((action for action in draft.actions.all() if action.pk == pk), None)
    if doomed is None and Action.objects.filter(plan__municipality=draft.municipality, pk=pk).exists():
        return draft, get_action(user, slug, pk)  # which says why not, of another edition
    return draft, doomed


def get_public_plan(slug, edition=None):
    """The plan that is public now, or an edition that is or was; for everybody."""
    plans = ActionPlan.objects.in_full().select_related("municipality__province", "municipality__membership")
    which = {"status": ActionPlan.Status.PUBLISHED} if edition is None else {"edition": edition}
    if edition is not None and edition > MOST_EDITIONS:
        raise Http404
    return get_object_or_404(plans, municipality__slug=slug, **which)


def get_plan_to_copy(draft, slug):
    """The public plan of another town."""
    plan = get_public_plan(slug)
    if plan.municipality_id == draft.municipality_id:
        raise Http404
    return plan


def towns_with_plans(draft):
    """Towns, this one apart, whose plan everybody can read."""
    towns = Municipality.objects.filter(plans__status=ActionPlan.Status.PUBLISHED)
    return towns.exclude(pk=draft.municipality_id).select_related("province", "membership")


def get_member_town(user, slug, role=Role.COORDINATOR):
    """The town, when it may have a plan: once it is a member."""
    municipality = get_municipality(user, slug, role)
    membership = getattr(municipality, "membership", None)
    if membership is None:
        raise Http404
    if membership.status == membership.Status.ENDED:
        raise WrongState(membership, "start", _("A plan is written by a member of the coalition."))
    return municipality


def get_signature(user, slug):
    """The town's newest signature of the Declaration."""
    municipality = get_municipality(user, slug)
    signature = municipality.signatures.select_related("declaration").first()
    if signature is None:
        raise Http404
    signature.municipality = municipality
    return signature


def get_membership_to_certify(user, slug):
    """The town's membership, where one can say since when: the day, or the year."""
    municipality = get_municipality(user, slug)
    membership = getattr(municipality, "membership", None)
    if membership is None or not (membership.joined_on or membership.joined_year):
        raise Http404
    if membership.status == membership.Status.ENDED:
        raise WrongState(membership, "certify", _("A certificate is made for a member of the coalition."))
    membership.municipality = municipality
    return membership


def get_declaration(version):
    """A version that is or was in force; one for later is not public yet."""
    return get_object_or_404(Declaration, version=version, in_force_from__lte=timezone.localdate())
