from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..access import secretariat_only
from ..waiting import LONG, Queue, with_the_towns

PAGE_SIZE = 50


@secretariat_only
@require_safe
def secretariat(request):
    """The secretariat's home: what waits for it, oldest first, whatever its kind; then what it returned."""
    today = timezone.localdate()
    queue = Queue(today, request.GET.get("kind", ""))
    page = Paginator(queue.waits, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "queue": queue,
        "page_obj": page,
        "count": len(queue.waits),
        "returned": with_the_towns(),
        "today": today,
        "long": LONG,
        "crumbs": [],
    }
    return render(request, "secretariat/queue.html", context)
