"""Mail that came back, and the addresses that get none, for the secretariat."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ..access import get_suppressed_address, secretariat_only
from ..http import reads_and_writes, typed
from ..models import Bounce, OutgoingMessage, SuppressedAddress
from ..outbox import suppression
from ..outbox.finding import AddressFilterForm, BounceFilterForm
from ..outbox.forms import LiftForm, SuppressForm
from ..trail import trail_of
from .outgoing_mail import PAGE_SIZE, mail_crumbs

MOST_BOUNCES = 20
STATES = ("", "new", "lifted")


@secretariat_only
@require_safe
def bounces(request):
    form = BounceFilterForm(request.GET)
    context = {"form": form, "found": form.stretch(form.bounces(), PAGE_SIZE), "crumbs": mail_crumbs()}
    return render(request, "outbox/bounces.html", context)


@secretariat_only
@require_safe
def suppressed_addresses(request):
    form, state = AddressFilterForm(request.GET), request.GET.get("state", "")
    context = {
        "form": form,
        "state": state if state in STATES else "",
        "found": form.stretch(form.addresses(state), PAGE_SIZE),
        "new": SuppressedAddress.objects.unacknowledged().count(),
        "crumbs": mail_crumbs(),
    }
    return render(request, "outbox/addresses.html", context)


@secretariat_only
@reads_and_writes
def suppress_address(request):
    form = SuppressForm(typed(request))
    if form.is_valid():
        said = form.cleaned_data
        row = SuppressedAddress.suppress(
            said["address"], SuppressedAddress.Reason.OFFICE, by=request.user, said=said["said"]
        )
        messages.success(request, _("Nothing is sent to this address any more."))
        return redirect(row)
    return render(request, "outbox/suppress.html", {"form": form, "crumbs": _crumbs()})


@secretariat_only
@require_safe
def suppressed_address(request, pk):
    row = get_suppressed_address(pk)
    context = {
        "row": row,
        "people": list(row.people()),
        "bounces": list(Bounce.objects.filter(address=row.address).select_related("message")[:MOST_BOUNCES]),
        "kept_back": OutgoingMessage.objects.kept_back_from(row.address).count(),
        "form": LiftForm(),
        "trail": trail_of(row),
        "crumbs": _crumbs(),
    }
    return render(request, "outbox/address.html", context)


@secretariat_only
@require_POST
def acknowledge_address(request, pk):
    row = get_suppressed_address(pk)
    row.acknowledge(request.user)
    messages.success(request, _("The queue speaks of it no more. The address stays on the list."))
    return redirect(row)


@secretariat_only
@require_POST
def lift_address(request, pk):
    row, form = get_suppressed_address(pk), LiftForm(request.POST)
    sent = suppression.lift(row, request.user, send=form.is_valid() and form.cleaned_data["send"])
    said = _("The address gets mail again.")
    if sent:
        said += " " + ngettext(
            "%(count)d message that was kept back is on its way.",
            "%(count)d messages that were kept back are on their way.",
            sent,
        ) % {"count": sent}
    messages.success(request, said)
    return redirect(row)


def _crumbs():
    return [*mail_crumbs(), (_("Addresses without mail"), reverse("suppressed_addresses"))]
