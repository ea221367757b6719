from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..directory import PAGE_SIZE, DirectoryForm, View, answering, find, find_in_registry
from ..facets import address, chips, count, count_options
from ..town_map import directory_map

SHOWN_OF_REGISTRY = 8


@login_not_required
@require_safe
@gzip_page
def directory(request):
    """The members as a list, a table or a map, with search and filters that need no JavaScript."""
    form = DirectoryForm(request.GET)
    asked = form.asked
    among = answering(asked)
    facets = count(among, asked)
    towns = find(asked, among)
    paginator = Paginator(towns, PAGE_SIZE)
    paginator.count = facets.total  # known already
    others = []
    if "q" in asked and not facets.total:
        others = list(find_in_registry(asked["q"])[: SHOWN_OF_REGISTRY + 1])
    view = asked.get("view", View.LIST)
    on = chips(form, asked)
    count_options(form, facets, asked)
    context = {
        "crumbs": [],
        "form": form,
        "page_obj": paginator.get_page(request.GET.get("page")),
        "count": facets.total,
        "asked": asked,
        "chips": on,
        "without_filters": address({name: asked.get(name) for name in ("sort", "view")}),
        "view": view,
        "views": [(each, each.label, address(asked, view=each)) for each in View],
        "files": [(reverse(name) + address(asked, view=None)) for name in ("members_csv", "members_geojson")],
        "map": directory_map(towns, asked, facets.counts["province"]) if view == View.MAP else None,
        "others": others[:SHOWN_OF_REGISTRY],
        "has_more_others": len(others) > SHOWN_OF_REGISTRY,
    }
    return render(request, "public/directory.html", context)
