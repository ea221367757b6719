from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from .. import extensions
from ..models import Municipality


@login_not_required
@require_safe
@gzip_page
def municipality(request, slug):
    """The public page of a municipality: a member, a former member, or one that could join."""
    towns = Municipality.objects.select_related("province", "membership", "parent")
    town = get_object_or_404(towns, slug=slug)
    membership = getattr(town, "membership", None)
    panels = [panel for make in extensions.profile_panels if (panel := make(town))] if membership else []
    context = {
        "crumbs": [(_("Municipalities"), reverse("directory"))],
        "municipality": town,
        "membership": membership,
        "panels": panels,
        "parts": list(town.parts.select_related("membership").alphabetical()),
    }
    return render(request, "public/municipality.html" if membership else "public/not_a_member.html", context)
