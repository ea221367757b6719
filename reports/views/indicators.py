"""The catalogue of indicators, as everybody reads it: definitions, and what accepted reports say."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from .. import indicator_pages as pages
from ..access import get_indicator
from ..definitions import current_year

TOWNS_ON_A_PAGE = 60


@login_not_required
@require_safe
@gzip_page
def indicators(request):
    groups, retired = pages.catalogue()
    return render(request, "indicators/catalogue.html", {"groups": groups, "retired": retired, "crumbs": []})


@login_not_required
@require_safe
@gzip_page
def indicator(request, code):
    indicator = get_indicator(code)
    year = current_year()
    version, waits = pages.version_of(indicator, year)
    page = Paginator(pages.reporting_towns(code), TOWNS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "indicators/indicator.html",
        {
            "crumbs": pages.catalogue_crumbs(),
            "indicator": indicator,
            "version": version,
            "waits": waits,
            "state": pages.state_of(indicator, year),
            "page_obj": page,
            "towns": pages.with_series(code, page.object_list),
        },
    )
