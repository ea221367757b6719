"""The ten Common Commitments, as everybody reads them."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from coalition.ring import segments

from ..extensions import commitment_panels
from ..models import CommonCommitment, Declaration, IndicatorVersion
from ..ring import count_members, members_working_on

TOWNS_ON_A_PAGE = 60


@login_not_required
@require_safe
@gzip_page
def commitments(request):
    counts = count_members()
    lines = [(each, counts[each.number]) for each in CommonCommitment.objects.select_related("group")]
    groups = [(group, list(of_group)) for group, of_group in groupby(lines, key=lambda line: line[0].group)]
    in_force = Declaration.in_force(on=timezone.localdate())
    context = {"groups": groups, "declaration": in_force, "crumbs": []}
    return render(request, "commitments/commitments.html", context)


@login_not_required
@require_safe
@gzip_page
def commitment(request, number):
    ten = {each.number: each for each in CommonCommitment.objects.select_related("group")}
    if (shown := ten.get(number)) is None:
        raise Http404
    page = Paginator(members_working_on(number), TOWNS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": [(_("Commitments"), reverse("commitments"))],
        "commitment": shown,
        "is_confirmed": getattr(shown, f"is_confirmed_{get_language()}"),
        "sample_actions": shown.sample_actions.all(),
        "indicators": IndicatorVersion.objects.in_force(timezone.localdate().year).filter(
            indicator__commitment=shown
        ),
        "panels": [panel for make in commitment_panels if (panel := make(shown))],
        "page_obj": page,
        "towns": [(town, segments(town.membership.ring)[number - 1]) for town in page],
        "before": ten.get(number - 1),
        "after": ten.get(number + 1),
    }
    return render(request, "commitments/commitment.html", context)
