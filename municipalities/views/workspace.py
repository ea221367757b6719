from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.ledger import gaps_of
from coalition.trail import trail_of

from .. import extensions
from ..access import get_municipality
from ..contacts import has_contacts
from ..finding import may_apply_again
from ..models import Application
from ..team import matters_of

NEWEST_DOCUMENTS = 5


@require_safe
def workspaces(request):
    """The towns a person works for, and what came of applications for others; straight to the only one."""
    roles = list(
        request.user.roles.select_related("municipality__province", "municipality__membership")
        .prefetch_related(
            Prefetch(
                "municipality__applications", queryset=Application.objects.open(), to_attr="open_applications"
            )
        )
        .order_by(f"municipality__sort_key_{get_language()[:2]}")
    )
    if request.user.is_secretariat and not roles:
        return redirect("secretariat")
    ended = sorted(
        Application.objects.of_former_openers(request.user), key=lambda ended: ended.opened_at, reverse=True
    )
    if not (roles or ended):
        return redirect("find_municipality")
    if len(roles) == 1 and not ended and not request.user.is_secretariat:
        return redirect("workspace", roles[0].municipality.slug)
    context = {"roles": roles, "ended": ended, "waiting": request.user.proposals.waiting(), "crumbs": []}
    return render(request, "workspace/index.html", context)


@require_safe
def workspace(request, slug):
    """A town's home: what is due, who works for it, what was handed in."""
    municipality = get_municipality(request.user, slug)
    membership = getattr(municipality, "membership", None)
    context = {
        "municipality": municipality,
        "membership": membership,
        "is_new_member": bool(membership and membership.is_new(on=timezone.localdate())),
        "role": municipality.role,
        "matters": matters_of(municipality, request.user),
        "certificates": [paper for find in extensions.certificates for paper in find(municipality)],
        "has_contacts": has_contacts(municipality),
        "gaps": gaps_of(municipality),
        "may_apply": may_apply_again(municipality, request.user),
        "people": municipality.people.select_related("user"),
        "documents": municipality.documents.current()[:NEWEST_DOCUMENTS],
        "trail": trail_of(membership) if membership else [],
        "crumbs": [(_("Workspace"), reverse("workspaces"))],
    }
    return render(request, "workspace/home.html", context)
