from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import extensions
from ..access import secretariat_only
from ..models import Application

PAGE_SIZE = 50


@secretariat_only
@require_safe
def secretariat(request):
    """What waits for the secretariat, oldest first, whatever its kind; then what it returned."""
    rows = [row for source in extensions.queue_sources for row in source()]
    page = Paginator(sorted(rows, key=lambda row: row.since), PAGE_SIZE).get_page(request.GET.get("page"))
    returned = Application.objects.awaiting_changes().select_related("municipality__province")
    context = {"page_obj": page, "count": len(rows), "returned": returned, "crumbs": []}
    return render(request, "secretariat/queue.html", context)
