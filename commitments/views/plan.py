"""A town's action plan: written here, read by everybody once it is published."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coalition.kept_answers import kept, let_go
from coalition.trail import trail_of
from municipalities.models import Role

from .. import outline
from ..access import (
    get_action,
    get_action_to_remove,
    get_draft,
    get_member_town,
    get_plan,
    get_plan_to_publish,
)
from ..forms import ActionForm, PlanDetailsForm, start_of_action
from ..models import ActionPlan
from ..ring import compute_ring


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
    chapters = outline.by_commitment(current, ring)
    public_plan = municipality.plans.public().first()
    membership = getattr(municipality, "membership", None)
    is_member = bool(membership) and membership.status != membership.Status.ENDED
    may_write = is_member and municipality.role >= Role.CONTRIBUTOR
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


@require_http_methods(["GET", "HEAD", "POST"])
def plan_details(request, slug):
    draft = get_draft(request.user, slug)
    today = timezone.localdate(timezone=draft.municipality.time_zone)
    form = PlanDetailsForm(request.POST if request.method == "POST" else None, instance=draft, today=today)
    if form.is_valid():
        draft.revise(request.user, **form.cleaned_data)
        messages.success(request, _("The period of the plan is saved."))
        return redirect(draft)
    context = {
        "municipality": draft.municipality,
        "crumbs": crumbs_to(draft.municipality),
        "plan": draft,
        "form": form,
    }
    return render(request, "plan/details.html", context)


def _typed_or_kept(request):
    """What was sent, or what was typed before the session ended: that is shown, and saved by its button only."""
    return request.POST if request.method == "POST" else kept(request)


@require_http_methods(["GET", "HEAD", "POST"])
def add_action(request, slug):
    draft = get_draft(request.user, slug)
    form = ActionForm(_typed_or_kept(request), initial=start_of_action(request.GET))
    if request.method == "POST" and form.is_valid():
        action = draft.add_action(request.user, **form.cleaned_data)
        let_go(request.user, request.path)
        messages.success(request, _("“%(title)s” is in the plan.") % {"title": action})
        return redirect(draft)
    context = {
        "municipality": draft.municipality,
        "crumbs": crumbs_to(draft.municipality),
        "plan": draft,
        "form": form,
    }
    return render(request, "plan/action.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def action(request, slug, pk):
    edited = get_action(request.user, slug, pk)
    form = ActionForm(_typed_or_kept(request), instance=edited)
    if request.method == "POST" and form.is_valid():
        if edited.revise(request.user, **form.cleaned_data):
            let_go(request.user, request.path)
            messages.success(request, _("“%(title)s” is saved.") % {"title": edited})
            return redirect(edited.plan)
        # A colleague saved in this very moment: the form anew, which compares with what they saved.
        edited = get_action(request.user, slug, pk)
        form = ActionForm(request.POST, instance=edited)
    municipality = edited.plan.municipality
    context = {
        "municipality": municipality,
        "crumbs": crumbs_to(municipality),
        "plan": edited.plan,
        "action": edited,
        "form": form,
    }
    return render(request, "plan/action.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_action(request, slug, pk):
    plan, doomed = get_action_to_remove(request.user, slug, pk)
    if request.method == "POST":
        if doomed:  # a second click finds it gone already, which is what it asked for
            doomed.remove(request.user)
        messages.success(request, _("The action is out of the plan."))
        return redirect(plan)
    if doomed is None:
        raise Http404
    context = {
        "municipality": plan.municipality,
        "crumbs": crumbs_to(plan.municipality),
        "plan": plan,
        "action": doomed,
    }
    return render(request, "plan/removal.html", context)


@require_POST
def publish_plan(request, slug):
    # Named by the page: a second click must not publish the edition that a colleague began in between.
    seen = get_plan_to_publish(request.user, slug, request.POST.get("plan", ""))
    seen.publish(request.user)
    messages.success(request, _("The plan is public. Everybody can read it on your municipality's page."))
    return redirect(seen)
