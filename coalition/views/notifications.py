"""What a person was written, in the portal itself: all of it or what is unread, opened, marked as read."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..access import get_notification
from ..outbox.categories import name_of
from ..outbox.finding import FilterForm

PAGE_SIZE = 30
UNREAD = "unread"


@require_safe
def notifications(request):
    form, is_narrowed = FilterForm(request.GET), request.GET.get("show") == UNREAD
    mine = request.user.notifications.standing()
    rows = mine.unread() if is_narrowed else mine
    found = form.stretch(rows.select_related("message").defer("message__text", "message__html"), PAGE_SIZE)
    context = {
        "form": form,
        "found": found,
        "lines": [(row, name_of(row.message.category)) for row in found.rows],
        "is_narrowed": is_narrowed,
        "newest": mine.values_list("pk", flat=True).first() or 0,
        "crumbs": [],
    }
    return render(request, "notifications/list.html", context)


@require_safe
def notification(request, pk):
    """The words of the message, for what leads to nothing else."""
    row = get_notification(request.user, pk)
    context = {
        "notification": row,
        "kind": name_of(row.message.category),
        "crumbs": [(_("Notifications"), reverse("notifications"))],
    }
    return render(request, "notifications/notification.html", context)


@require_POST
def open_notification(request, pk):
    """A form and no link, since looking changes nothing."""
    row = get_notification(request.user, pk)
    row.mark_read()
    return redirect(row.url)


@require_POST
def read_notification(request, pk):
    get_notification(request.user, pk).mark_read()
    return _back(request)


@require_POST
def read_notifications(request):
    """All that the page knew of: what has arrived since stays unread."""
    newest = request.POST.get("newest", "")
    if newest.isascii() and newest.isdigit() and len(newest) < 19:
        request.user.notifications.filter(pk__lte=int(newest)).mark_read(timezone.now())
    return _back(request)


def _back(request):
    query = f"?show={UNREAD}" if request.POST.get("show") == UNREAD else ""
    return redirect(reverse("notifications") + query)
