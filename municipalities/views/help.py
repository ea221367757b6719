"""Where to get help, across towns: the page and its data."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from coalition.ledger import mark_outdated
from coalition.tables import csv_response

from ..local_help import PAGE_SIZE, HelpForm, find
from ..service_data import COLUMNS, row_of


@login_not_required
@require_safe
@gzip_page
def where_to_get_help(request):
    form = HelpForm(request.GET)
    page = Paginator(find(form.asked), PAGE_SIZE).get_page(request.GET.get("page"))
    services = list(page)
    mark_outdated(services)
    context = {
        "crumbs": [],
        "form": form,
        "page_obj": page,
        "services": services,
        "count": page.paginator.count,
        "asked": form.asked,
        "query": urlencode(form.asked),
    }
    return render(request, "help/help.html", context)


@login_not_required
@require_safe
@gzip_page
def services_csv(request):
    rows = (row_of(service).values() for service in find(HelpForm(request.GET).asked))
    return csv_response("services.csv", COLUMNS, rows)


@login_not_required
@require_safe
@gzip_page
def services_json(request):
    found = [row_of(service) for service in find(HelpForm(request.GET).asked)]
    return JsonResponse({"count": len(found), "services": found}, json_dumps_params={"ensure_ascii": False})
