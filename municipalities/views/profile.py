from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from .. import extensions
from ..anniversaries import years_of
from ..evidence import documents_for_members
from ..former_names import former_names
from ..models import Interest, Membership, Municipality
from ..nearby import nearest, of_similar_size
from ..structured_data import town as structured_town

FEW_SECTIONS = 2  # are seen without being listed


@login_not_required
@require_safe
@gzip_page
def municipality(request, slug):
    """The public page of a municipality: a member, a former member, or one that could join."""
    towns = Municipality.objects.select_related("province", "membership", "parent", "merged_into")
    town = get_object_or_404(towns, slug=slug)
    membership = getattr(town, "membership", None)
    panels = [panel for make in extensions.profile_panels if (panel := make(town))] if membership else []
    # Without the cookie nobody is signed in, and looking would make every public page vary by it.
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        panels += filter(None, [documents_for_members(town, request.user)])
    related = relatives(town)
    around = {"nearest": nearest(town), "similar": of_similar_size(town)} if membership else {}
    context = {
        "crumbs": [(_("Municipalities"), reverse("directory"))],
        "municipality": town,
        "membership": membership,
        "panels": panels,
        "years": years_of(membership, timezone.localdate(timezone=town.time_zone)) if membership else 0,
        "ended_in": membership.ended_in if membership else None,
        "former_names": former_names(town),
        "interest": None if membership else Interest.objects.public_of(town),
        **related,
        **around,
        "jumps": jumps(panels, related["parts"] or related["other_parts"], any(around.values())),
        "facts_for_machines": structured_town(town, membership) if membership else None,
        "modified_on": modified_on(town, membership, panels) if membership else None,
    }
    return render(request, "public/municipality.html" if membership else "public/not_a_member.html", context)


def relatives(town):
    """{name: towns}: of a region its parts, members and others; and the towns that became part of this one. One query."""
    found = list(
        Municipality.objects.filter(Q(parent=town) | Q(merged_into=town))
        .select_related("province", "membership")
        .alphabetical()
    )
    parts = [each for each in found if each.parent_id == town.pk]
    for part in parts:
        part.parent = town  # its row says of what it is a part
    return {
        "parts": [part for part in parts if _is_member(part)],
        "other_parts": [part for part in parts if not _is_member(part)],
        "predecessors": [each for each in found if each.merged_into_id == town.pk],
    }


def _is_member(town):
    membership = getattr(town, "membership", None)
    return membership is not None and membership.status != Membership.Status.ENDED


def jumps(panels, has_parts, has_around):
    """(anchor, title) of the sections, where there are enough of them to be listed."""
    found = [(panel.anchor, panel.title) for panel in panels]
    if has_parts:
        found.append(("parts", _("Municipalities in this region")))
    if has_around:
        found.append(("around", _("Other members to look at")))
    return found if len(found) > FEW_SECTIONS else []


def modified_on(town, membership, panels):
    """The day on which something of the page last became public, on the town's clocks; None where none is known."""
    days = [
        timezone.localdate(panel.changed_at, town.time_zone)
        for panel in panels
        if getattr(panel, "changed_at", None)
    ]
    return max([*days, *filter(None, [membership.joined_on])], default=None)
