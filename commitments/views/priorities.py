"""The priorities of a member, changed after joining."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coalition.http import reads_and_writes, typed
from municipalities.models import Role

from ..access import get_member_town
from ..joining_forms import PrioritiesForm
from ..models import CommonCommitment, Priority
from .plan import crumbs_to


@reads_and_writes
@transaction.atomic
def priorities(request, slug):
    role = Role.COORDINATOR if request.method == "POST" else Role.VIEWER
    municipality = get_member_town(request.user, slug, role)
    if request.method == "POST":
        Priority.hold(municipality)
    chosen = municipality.priorities.select_related("commitment")
    commitments = list(CommonCommitment.objects.select_related("group"))
    form = PrioritiesForm(typed(request), commitments=commitments, priorities=chosen)
    if form.is_valid():
        Priority.revise(municipality, request.user, form.reasons)
        messages.success(request, _("Your priorities are saved."))
        return redirect("plan", municipality.slug)
    context = {
        "municipality": municipality,
        "crumbs": crumbs_to(municipality),
        "form": form if municipality.role >= Role.COORDINATOR else None,
        "priorities": chosen,
    }
    return render(request, "plan/priorities.html", context, status=409 if form.conflicts else 200)
