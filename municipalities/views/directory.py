from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..directory import PAGE_SIZE, DirectoryForm, find, find_in_registry

SHOWN_OF_REGISTRY = 8


@login_not_required
@require_safe
@gzip_page
def directory(request):
    """The members, with search and filters that need no JavaScript."""
    form = DirectoryForm(request.GET)
    asked = form.asked
    page = Paginator(find(asked), PAGE_SIZE).get_page(request.GET.get("page"))
    others = []
    if "q" in asked and not page.paginator.count:
        others = list(find_in_registry(asked["q"])[: SHOWN_OF_REGISTRY + 1])
    context = {
        "crumbs": [],
        "form": form,
        "page_obj": page,
        "count": page.paginator.count,
        "asked": asked,
        "is_filtered": bool(asked.keys() - {"sort"}),
        "others": others[:SHOWN_OF_REGISTRY],
        "has_more_others": len(others) > SHOWN_OF_REGISTRY,
    }
    return render(request, "public/directory.html", context)
