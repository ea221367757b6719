from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..access import get_municipality
from ..contacts import has_contacts
from ..welcoming import Welcome


@require_safe
def welcome(request, slug):
    """The welcome of a member, to read and to print: promises, certificate, dates, whom to write to, first steps."""
    municipality = get_municipality(request.user, slug)
    if not municipality.has_membership or municipality.membership.status == "ended":
        raise Http404
    context = {
        "municipality": municipality,
        "membership": municipality.membership,
        "has_contacts": has_contacts(municipality),
        "welcome": Welcome(municipality, request.user),
        "crumbs": [
            (_("Workspace"), reverse("workspaces")),
            (municipality.name, reverse("workspace", args=[slug])),
        ],
    }
    return render(request, "workspace/welcome.html", context)
