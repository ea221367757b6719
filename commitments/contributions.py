"""What a town's plan adds to its public profile and to its workspace."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.ring import EMPTY, segments
from municipalities.extensions import certificates, member_records, profile_panels, workspace_matters
from municipalities.models import Membership
from municipalities.panels import Matter, Panel, Record

from . import outline
from .evidence import show_resolution
from .models import ActionPlan, CommonCommitment


@profile_panels.register(order=20)
def commitments_at_a_glance(municipality):
    # "Not yet a priority", ten times, would be a claim about a town that has recorded nothing here.
    if municipality.membership.ring == EMPTY:
        return None
    names = segments(municipality.membership.ring)
    lines = [(commitment, names[commitment.number - 1][2]) for commitment in CommonCommitment.objects.all()]
    return Panel("commitments", _("The ten commitments"), "commitments/panel.html", {"lines": lines})


@profile_panels.register(order=25)
def published_plan(municipality):
    plan = municipality.plans.public().with_actions().select_related("resolution").first()
    if plan is None:
        return None
    plan.municipality = municipality
    show_resolution(plan, municipality.documents.public())
    chapters = outline.by_commitment(plan, municipality.membership.ring)
    facts = {
        "plan": plan,
        "public_on": timezone.localdate(plan.published_at, municipality.time_zone),
        "chapters": [chapter for chapter in chapters if chapter.actions],
    }
    return Panel("plan", _("Action plan"), "plan/panel.html", facts, changed_at=plan.published_at)


@workspace_matters.register(order=20)
def plan_matters(municipality, user):
    """The plan that is expected, being written, or past its period."""
    membership = getattr(municipality, "membership", None)
    if membership is None or membership.status == Membership.Status.ENDED:
        return []
    today = timezone.localdate(timezone=municipality.time_zone)
    url = reverse("plan", args=[municipality.slug])
    current = {plan.status: plan for plan in municipality.plans.exclude(status=ActionPlan.Status.REPLACED)}
    public, draft = (current.get(status) for status in (ActionPlan.Status.PUBLISHED, ActionPlan.Status.DRAFT))
    if public and draft:
        return [Matter(_("New edition of the action plan"), url, "draft", hint=_("Being written."))]
    if public:
        if public.ends_on and public.ends_on < today:
            hint = _("The period of the published plan is over: start a new edition.")
            return [Matter(_("New edition of the action plan"), url, "not_started", hint=hint)]
        return []
    due_on = membership.plan_expected_on
    return [
        Matter(
            _("Action plan"),
            url,
            "draft" if draft else "not_started",
            due_on=due_on,
            hint=_("Write the actions, then publish the plan."),
            is_late=bool(due_on and due_on < today),
        )
    ]


@certificates.register(order=10)
def certificates_of(municipality):
    found = []
    membership = getattr(municipality, "membership", None)
    is_member = membership is not None and membership.status != Membership.Status.ENDED
    if is_member and (membership.joined_on or membership.joined_year):
        found.append(
            (
                _("Certificate of membership, to print (PDF, both languages)"),
                reverse("membership_certificate", args=[municipality.slug]),
            )
        )
    if municipality.signatures.exists():
        found.append(
            (
                _("Certificate of the signature, to print (PDF, both languages)"),
                reverse("signature_certificate", args=[municipality.slug]),
            )
        )
    return found


@member_records.register(order=10)
def plans_of_the_member(municipality):
    """The plan being written and the published one."""
    plans = municipality.plans.exclude(status="replaced").order_by("-pk")
    return [
        Record(
            title=_("Action plan"),
            url=reverse("plan", args=[municipality.slug]),
            status=plan.status,
            on=timezone.localdate(plan.published_at) if plan.published_at else None,
        )
        for plan in plans
    ]
