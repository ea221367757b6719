"""Who works for a town: roles given, changed, taken back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.accounts import acts_for_secretariat
from coalition.http import reads_and_writes, typed
from coalition.workflow import once

from ..access import get_invitation_of, get_municipality, get_person, get_registered, has_left, is_removed
from ..models import Invitation, Role
from ..team import (
    MAY,
    ask_for_access,
    asked_lately,
    is_last_coordinator,
    trail_of_people,
    waiting_invitations,
)
from ..team_forms import InviteForm, RoleForm


def crumbs_of_team(municipality):
    return [
        (_("Workspace"), reverse("workspaces")),
        (municipality.name, reverse("workspace", args=[municipality.slug])),
        (_("Team"), reverse("team", args=[municipality.slug])),
    ]


@require_safe
def team(request, slug):
    municipality = get_municipality(request.user, slug)
    people = list(municipality.people.select_related("user"))
    own = next((person for person in people if person.user == request.user), None)
    context = {
        "municipality": municipality,
        "people": people,
        "own": own,
        "last_coordinator": own if own and is_last_coordinator(own, people) else None,
        "is_coordinator": municipality.role == Role.COORDINATOR,
        "waiting": waiting_invitations(municipality, people),
        "handovers": municipality.handovers.select_related("giver", "successor", "invitation")[:3],
        "roles": [(role.label, words) for role, words in MAY.items()],
        "trail": trail_of_people(municipality),
        "crumbs": crumbs_of_team(municipality)[:-1],
    }
    return render(request, "team/team.html", context)


@reads_and_writes
def invite(request, slug):
    municipality = get_municipality(request.user, slug, Role.COORDINATOR)
    offered = {name: request.GET[name] for name in ("email", "name", "language") if name in request.GET}
    form = InviteForm(typed(request), municipality=municipality, initial=offered)
    if form.is_valid():
        Invitation.send(municipality, request.user, **form.cleaned_data)
        said = _("An invitation is on its way to %(address)s.") % {"address": form.cleaned_data["email"]}
        messages.success(request, said)
        return redirect("team", slug)
    return _show(request, "invite", municipality, form=form)


@require_POST
def withdraw_invitation(request, slug, pk):
    invitation = get_invitation_of(request.user, slug, pk)
    once(invitation.withdraw, Invitation.Status.WITHDRAWN, by=request.user)
    messages.success(
        request, _("The invitation to %(address)s is withdrawn.") % {"address": invitation.email}
    )
    return redirect("team", slug)


@require_POST
def renew_invitation(request, slug, pk):
    invitation = get_invitation_of(request.user, slug, pk)
    invitation.renew(by=request.user)
    said = _("A new invitation is on its way to %(address)s; the former link no longer works.")
    messages.success(request, said % {"address": invitation.email})
    return redirect("team", slug)


@reads_and_writes
def change_role(request, slug, pk):
    person = get_person(request.user, slug, pk)
    form = RoleForm(typed(request), initial={"role": person.role})
    if form.is_valid():
        person.change_role(request.user, form.cleaned_data["role"])
        said = _("%(name)s is now %(role)s.") % {"name": person.user, "role": person.get_role_display()}
        messages.success(request, said)
        return redirect("team", slug)
    return _show(request, "change_role", person.municipality, form=form, person=person)


@reads_and_writes
def remove_person(request, slug, pk):
    if request.method == "POST" and is_removed(request.user, slug, pk):
        return redirect("team", slug)
    person = get_person(request.user, slug, pk)
    if person.user == request.user:
        return redirect("leave_town", slug)
    if request.method == "POST":
        person.remove(request.user)
        messages.success(
            request, _("%(name)s no longer works for the municipality here.") % {"name": person.user}
        )
        return redirect("team", slug)
    return _show(request, "remove_person", person.municipality, person=person)


@reads_and_writes
def leave_town(request, slug):
    if request.method == "POST" and has_left(request.user, slug):
        return redirect("workspaces")
    municipality = get_municipality(request.user, slug)
    own = municipality.people.filter(user=request.user).first()
    if own is None:  # the secretariat is in no town's team
        return redirect("team", slug)
    others = municipality.people.coordinating().exclude(pk=own.pk)
    is_last = own.role == Role.COORDINATOR and not acts_for_secretariat(request.user) and not others.exists()
    if request.method == "POST":
        own.leave()
        said = _("You no longer work for %(town)s here.") % {"town": municipality.name}
        messages.success(request, said)
        return redirect("workspaces")
    return _show(request, "leave_town", municipality, is_last=is_last)


@require_POST
def ask_access(request, slug):
    """The answer is the same whether somebody works for the town or nobody does."""
    municipality = get_registered(slug)
    if municipality.people.filter(user=request.user).exists():
        return redirect("workspace", slug)
    asked_at = asked_lately(request.user).get(municipality.pk)
    if asked_at is None:
        ask_for_access(municipality, request.user)
    context = {"municipality": municipality, "asked_at": asked_at, "crumbs": []}
    return render(request, "team/access_asked.html", context)


def _show(request, page, municipality, **facts):
    context = {"municipality": municipality, "crumbs": crumbs_of_team(municipality), **facts}
    return render(request, f"team/{page}.html", context)
