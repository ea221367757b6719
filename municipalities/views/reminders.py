"""A person's own reminders, in the pages of their account."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.moments import say_day
from coalition.outbox import is_by_mail

from ..models import Snooze
from ..reminding.own import PUT_OFF, find_own, own_matters

PAGE_SIZE = 30


@require_safe
def my_reminders(request):
    """What is open, when the next reminder comes, and what the person was told."""
    told = request.user.reminders.select_related("municipality").order_by("-day", "-at", "pk")
    return render(
        request,
        "account/reminders.html",
        {
            "matters": own_matters(request.user, timezone.now()),
            "page_obj": Paginator(told, PAGE_SIZE).get_page(request.GET.get("page")),
            "is_wanted": is_by_mail(request.user, "reminder"),
        },
    )


@require_POST
def put_off_reminder(request):
    own = _asked_for(request)
    if own:
        days = next((days for days in PUT_OFF if str(days) == request.POST.get("days")), None)
        until = days and own.put_off(days)
        if until is None:
            messages.error(request, _("Choose one of the days offered. Nothing was put off."))
        elif own.has_end and until == own.matter.last:
            said = _("You are reminded on %(day)s, which is the last day.")
            messages.success(request, said % {"day": say_day(until)})
        else:
            messages.success(request, _("You are reminded on %(day)s, not before.") % {"day": say_day(until)})
    return redirect("my_reminders")


@require_POST
def take_back_putting_off(request):
    own = _asked_for(request)
    if own:
        Snooze.take_back(request.user, own.matter.key)
        messages.success(request, _("You are reminded as usual again."))
    return redirect("my_reminders")


def _asked_for(request):
    own = find_own(request.user, request.POST.get("matter", ""), timezone.now())
    if own is None:
        messages.info(request, _("That is done, or no longer yours: there is nothing to remind you of."))
    return own
