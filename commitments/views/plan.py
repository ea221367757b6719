"""A town's action plan: written here, read by everybody once it is published."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes
from coalition.kept_answers import let_go, typed_or_kept
from coalition.trail import trail_of
from municipalities.models import Role

from .. import outline
from ..access import get_draft, get_member_town, get_plan, get_plan_to_publish
from ..evidence import show_evidence
from ..forms import PlanDetailsForm
from ..models import ActionPlan
from ..offers import show_offers
from ..ring import compute_ring

DETAILS = ["starts_on", "ends_on", "adopted_on", "resolution"]


def crumbs_to(municipality):
    return [
        (_("Workspace"), reverse("workspaces")),
        (municipality.name, reverse("workspace", args=[municipality.slug])),
        (_("Action plan"), reverse("plan", args=[municipality.slug])),
    ]


@require_safe
def plan(request, slug):
    municipality, current = get_plan(request.user, slug)
    ring = compute_ring(municipality, current)
    if current:
        show_evidence(current, municipality.documents.current())
    chapters = outline.by_commitment(current, ring, with_samples=True)
    public_plan = municipality.plans.public().first()
    membership = getattr(municipality, "membership", None)
    is_member = bool(membership) and membership.status != membership.Status.ENDED
    may_write = is_member and municipality.role >= Role.CONTRIBUTOR
    if current and may_write:
        show_offers(current)
    context = {
        "municipality": municipality,
        "crumbs": crumbs_to(municipality)[:-1],
        "plan": current,
        "public_plan": public_plan,
        "public_on": public_plan and timezone.localdate(public_plan.published_at, municipality.time_zone),
        "membership": membership,
        "is_member": is_member,
        "ring": ring,
        "chapters": [chapter for chapter in chapters if chapter.is_open],
        "others": [chapter for chapter in chapters if not chapter.is_open],
        "actions": outline.by_date(current) if current else [],
        "trail": trail_of(current) if current else [],
        "untranslated": outline.untranslated(current) if current and current.is_editable else [],
        "is_by_date": request.GET.get("order") == "date",
        "may_write": may_write,
        "may_publish": municipality.role >= Role.COORDINATOR,
        "is_editable": may_write and bool(current and current.is_editable),
    }
    return render(request, "plan/plan.html", context)


@require_POST
def start_plan(request, slug):
    municipality = get_member_town(request.user, slug, Role.CONTRIBUTOR)
    return redirect(ActionPlan.start(municipality, request.user))


@reads_and_writes
@transaction.atomic
def plan_details(request, slug):
    draft = get_draft(request.user, slug)
    if request.method == "POST":
        draft.hold()
        draft.refresh_from_db(fields=DETAILS)  # as they stand under the lock
    today = timezone.localdate(timezone=draft.municipality.time_zone)
    files = request.FILES if request.method == "POST" else None
    form = PlanDetailsForm(typed_or_kept(request), files, plan=draft, today=today)
    is_sent = form.is_valid() and request.method == "POST"
    if is_sent and (details := form.hand_in(request.user)) is not None:
        let_go(request.user, request.path)
        if details:
            draft.revise(request.user, **details)
        messages.success(request, _("The period and the adoption of the plan are saved."))
        return redirect(draft)
    context = {
        "municipality": draft.municipality,
        "crumbs": crumbs_to(draft.municipality),
        "plan": draft,
        "form": form,
    }
    return render(request, "plan/details.html", context, status=409 if form.conflicts else 200)


@require_POST
def publish_plan(request, slug):
    # Named by the page: a second click must not publish the edition that a colleague began in between.
    seen = get_plan_to_publish(request.user, slug, request.POST.get("plan", ""))
    seen.publish(request.user)
    messages.success(request, _("The plan is public. Everybody can read it on your municipality's page."))
    return redirect(seen)
