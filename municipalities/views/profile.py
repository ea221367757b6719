from django.conf import settings
from django.contrib.auth.decorators import login_not_required
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
from ..models import Interest, Municipality


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
    context = {
        "crumbs": [(_("Municipalities"), reverse("directory"))],
        "municipality": town,
        "membership": membership,
        "panels": panels,
        "years": years_of(membership, timezone.localdate(timezone=town.time_zone)) if membership else 0,
        "ended_in": membership.ended_in if membership else None,
        "former_names": former_names(town),
        "interest": None if membership else Interest.objects.public_of(town),
        "predecessors": list(town.predecessors.alphabetical()),
        "parts": list(town.parts.members().select_related("province", "membership").alphabetical()),
        "other_parts": list(town.parts.outside().alphabetical()),
    }
    return render(request, "public/municipality.html" if membership else "public/not_a_member.html", context)
