"""A coordinator hands the town over to the next."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.http import reads_and_writes, typed

from .. import extensions
from ..access import get_handover, get_municipality, has_stepped_back
from ..models import Handover, Role
from ..team import matters_of
from ..team_forms import HandOverForm
from .team import crumbs_of_team

MOST_DOCUMENTS = 30  # the newest; the register has them all


@reads_and_writes
def hand_over(request, slug):
    if request.method == "POST" and has_stepped_back(request.user, slug):
        return _back(request, slug)
    municipality = get_municipality(request.user, slug, Role.COORDINATOR)
    people = (
        municipality.people.select_related("user").exclude(user=request.user).filter(user__is_active=True)
    )
    own = municipality.people.filter(user=request.user, role=Role.COORDINATOR).exists()
    form = HandOverForm(typed(request), municipality=municipality, people=people, is_giver=own)
    if form.is_valid():
        return _hand_over(request, municipality, form)
    own_invitations = municipality.invitations.waiting().filter(invited_by=request.user, handover=None)
    context = {
        "municipality": municipality,
        "crumbs": crumbs_of_team(municipality),
        "form": form,
        "invitations": own_invitations.count() if own else 0,
    }
    return render(request, "team/hand_over.html", context)


def _hand_over(request, municipality, form):
    if form.is_of_somebody_new:
        handover = Handover.offer(municipality, request.user, **form.answers())
        said = _("%(address)s is invited. The hand-over is complete once they accept.")
        messages.success(request, said % {"address": handover.invitation.email})
        return redirect(handover)
    handover = Handover.give(municipality, request.user, **form.answers())
    said = _("%(name)s now coordinates %(town)s.") % {"name": handover.successor, "town": municipality.name}
    messages.success(request, said)
    if handover.keeps is None and "keeps" in form.fields:
        messages.info(request, _("You have left the team of %(town)s.") % {"town": municipality.name})
    return _back(request, municipality.slug)


def _back(request, slug):
    """Whoever gave the town away may no longer open its pages."""
    stays = request.user.roles.filter(municipality__slug=slug).exists() or request.user.is_secretariat
    return redirect("team", slug) if stays else redirect("workspaces")


@require_safe
def handover_pack(request, slug, pk):
    """What a successor needs, on one page to be read or printed."""
    handover = get_handover(request.user, slug, pk)
    municipality = handover.municipality
    context = {
        "handover": handover,
        "municipality": municipality,
        "membership": getattr(municipality, "membership", None),
        "matters": matters_of(municipality, request.user),
        "people": municipality.people.select_related("user"),
        "records": [record for find in extensions.member_records for record in find(municipality)],
        "documents": municipality.documents.current()[:MOST_DOCUMENTS],
        "application": municipality.applications.first(),
        "crumbs": crumbs_of_team(municipality),
    }
    return render(request, "team/handover_pack.html", context)
