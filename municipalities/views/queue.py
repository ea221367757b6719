from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..access import secretariat_only
from ..models import Application
from ..waiting import LONG, Queue, with_the_towns

PAGE_SIZE = 50


@secretariat_only
@require_safe
def secretariat(request):
    """The secretariat's home: what waits for it, oldest first, whatever its kind; then what it returned."""
    today = timezone.localdate()
    asked = request.GET.get
    queue = Queue(today, asked("kind", ""), asked("whose", ""), request.user)
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


@secretariat_only
@require_safe
def applications_under_way(request):
    """Who is on the way to joining, be it the secretariat's turn or the town's."""
    page = Paginator(Application.objects.under_way(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "count": page.paginator.count,
        "crumbs": [(_("Secretariat"), reverse("secretariat"))],
    }
    return render(request, "secretariat/applications.html", context)
