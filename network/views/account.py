"""The bulletin and the calendar in the pages of one's account."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed

from ..bulletin_forms import TickForm
from ..event_calendars import proved_addresses
from ..models import CalendarKey, Registration, Subscription


@reads_and_writes
def own_bulletin(request):
    """One tick, since the address is proved; where it comes already, the way to leave and to the other language."""
    form = TickForm(typed(request))
    if form.is_valid():
        Subscription.tick(request.user)
        messages.success(request, _("You will receive the bulletin."))
        return redirect("own_bulletin")
    subscription = Subscription.objects.active().at(request.user.email).first()
    context = {"subscription": subscription, "form": form, "person": request.user}
    return render(request, "network/own_bulletin.html", context)


@require_safe
def own_calendar(request):
    """The address of one's own calendar, and the events one registered for."""
    person = request.user
    registrations = Registration.of_person(person, proved_addresses(person)).placed()
    coming = registrations.filter(gathering__ends_at__gt=timezone.now()).select_related("gathering")
    key = CalendarKey.objects.filter(person=person).first()
    context = {
        "key": key,
        "address": settings.SITE_URL + key.get_absolute_url() if key else "",
        "registrations": list(coming.order_by("gathering__starts_at", "pk")),
    }
    return render(request, "network/own_calendar.html", context)


@require_POST
def renew_calendar(request):
    CalendarKey.renew(request.user)
    messages.success(request, _("This is the address of your calendar. A former one leads nowhere any more."))
    return redirect("own_calendar")


@require_POST
def close_calendar(request):
    CalendarKey.close(request.user)
    messages.success(request, _("Your calendar has no address any more."))
    return redirect("own_calendar")
