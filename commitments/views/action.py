"""An action of the plan being written: added, changed, put in its place among the others, taken out."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes
from coalition.kept_answers import kept, let_go, typed_or_kept, was_shown
from coalition.workflow import WrongState
from municipalities.models import Role

from ..access import get_action, get_action_to_remove, get_draft, get_member_town, get_plan
from ..action_rows import ActionForms, as_new, find_standing
from ..forms import start_of_action
from ..models import Action, ActionPlan
from .plan import crumbs_to

PARTS = ("milestones", "targets")  # of the page, which "save and add more" comes back to
NEW_EDITION = "new_edition"  # sent by a page whose plan was published while somebody wrote


@reads_and_writes
@transaction.atomic
def add_action(request, slug):
    standing = None
    try:
        draft = _draft(request, slug)
        if request.method == "POST":
            draft.hold()
            standing = find_standing(draft, request.POST)  # a second click, or one who came back to the form
    except WrongState as closed:
        return _offer_new_edition(request, slug, closed)
    start = start_of_action(request.GET)
    forms = _forms(request, draft, standing, start=start)
    if request.method == "POST" and forms.is_valid():
        answers = forms.answers()
        if standing is None:
            added = draft.add_action(request.user, lineage=forms.lineage, **answers)
        else:
            added = standing
            _revise(request, standing, answers)
        messages.success(request, _("“%(title)s” is in the plan.") % {"title": added})
        return _go_on(request, draft, added)
    return _show(request, draft, standing, forms)


@reads_and_writes
@transaction.atomic
def action(request, slug, pk):
    try:
        if NEW_EDITION in request.POST:
            pk = _same_action(_draft(request, slug), pk).pk
        edited = get_action(request.user, slug, pk)
        if request.method == "POST":
            edited.plan.hold()
            edited = get_action(request.user, slug, pk)  # as it stands under the lock
    except Http404:
        return _offer_anew(request, slug)
    except WrongState as closed:
        return _offer_new_edition(request, slug, closed, pk)
    forms = _forms(request, edited.plan, edited)
    if request.method == "POST" and forms.is_valid():
        _revise(request, edited, forms.answers())
        messages.success(request, _("“%(title)s” is saved.") % {"title": edited})
        return _go_on(request, edited.plan, edited)
    return _show(request, edited.plan, edited, forms)


def _draft(request, slug):
    """The plan being written; begun, where the page asks for a new edition."""
    if NEW_EDITION in request.POST:
        ActionPlan.start(get_member_town(request.user, slug, Role.CONTRIBUTOR), request.user)
    return get_draft(request.user, slug)


def _same_action(plan, pk):
    """What an action of another edition is in this one; Http404 where it is none of the town's, or was taken out."""
    lineages = Action.objects.filter(plan__municipality=plan.municipality, pk=pk).values("lineage")
    return get_object_or_404(plan.actions, lineage__in=lineages)


def _offer_anew(request, slug):
    """The action was taken out while somebody wrote: all that was typed stands in the form of a new one."""
    plan, typed = _plan_and_words(request, slug, Http404)
    forms = ActionForms(plan, today=_today(plan), data=as_new(typed))
    forms.is_valid()
    return _show(request, plan, None, forms, is_lost=True)


def _offer_new_edition(request, slug, closed, pk=None):
    """The plan was published while somebody wrote: all that was typed stands there, for the edition that follows."""
    plan, typed = _plan_and_words(request, slug, closed)
    try:
        edited = pk and _same_action(plan, pk)
    except Http404:
        return _offer_anew(request, slug)
    forms = ActionForms(plan, edited, today=_today(plan), data=typed)
    forms.is_valid()
    return _show(request, plan, edited, forms, is_published=True)


def _plan_and_words(request, slug, otherwise):
    """The plan as it stands, and what was typed on this page; raises `otherwise` where nothing was."""
    typed = request.POST if was_shown(request) else kept(request)
    if not typed:
        raise otherwise
    get_member_town(request.user, slug, Role.CONTRIBUTOR)
    return get_plan(request.user, slug)[1], typed


def _today(plan):
    return timezone.localdate(timezone=plan.municipality.time_zone)


def _forms(request, plan, edited, start=None):
    # What was typed before the session ended is shown, compared with what stands now, and saved by its button only.
    data = typed_or_kept(request)
    forms = ActionForms(plan, edited, today=_today(plan), data=data, start=start)
    if data and request.method != "POST":
        forms.is_valid()
    return forms


def _revise(request, edited, answers):
    if answers:
        edited.revise(request.user, **answers)


def _go_on(request, plan, saved):
    let_go(request.user, request.path)
    more = request.POST.get("more")
    if more in PARTS:
        address = reverse("action", args=[plan.municipality.slug, saved.pk])
        return redirect(f"{address}#{more}")
    return redirect(plan)


def _show(request, plan, edited, forms, is_lost=False, is_published=False):
    context = {
        "municipality": plan.municipality,
        "crumbs": crumbs_to(plan.municipality),
        "plan": plan,
        "action": edited,
        "forms": forms,
        "form": forms.core,
        "has_errors": any(form.errors for form in forms.all),
        "is_lost": is_lost,
        "is_published": is_published,
        "begins_edition": not plan.is_editable,
    }
    status = 409 if is_lost or is_published or forms.has_conflicts() else 200
    return render(request, "plan/action.html", context, status=status)


@reads_and_writes
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


@require_safe
def plan_order(request, slug):
    draft = get_draft(request.user, slug)
    moved = request.GET.get("moved", "")
    actions = sorted(draft.actions.all(), key=lambda action: (action.position, action.pk))
    context = {
        "municipality": draft.municipality,
        "crumbs": crumbs_to(draft.municipality),
        "plan": draft,
        "actions": actions,
        # Of the action that was moved, the button that moved it has the focus, where it can move on.
        "moved": int(moved) if moved.isdecimal() and len(moved) < 19 else None,
        "goes_up": request.GET.get("by") == "up",
    }
    return render(request, "plan/order.html", context)


@require_POST
def move_action(request, slug, pk):
    moved = get_action(request.user, slug, pk)
    seen, to = (_place(request.POST.get(name, "")) for name in ("seen", "to"))
    address = reverse("plan_order", args=[slug])
    if seen is None or to is None:
        messages.error(request, _("Say at which place it should stand: a number."))
    elif moved.plan.move_action(pk, seen=seen, to=to):
        place = moved.plan.place_of(pk)
        messages.success(
            request, _("“%(title)s” is now at place %(place)s.") % {"title": moved, "place": place}
        )
    else:
        messages.warning(
            request, _("A colleague changed the order meanwhile. This is how it stands now: try again.")
        )
    by = "up" if seen and to and to < seen else "down"
    return redirect(f"{address}?moved={pk}&by={by}")


def _place(typed):
    typed = typed.strip()
    return int(typed) if typed.isdecimal() and len(typed) < 5 else None
