"""The bulletin in the pages of one's account: one tick, since the address is proved already."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coalition.http import reads_and_writes, typed

from ..bulletin_forms import TickForm
from ..models import Subscription


@reads_and_writes
def own_bulletin(request):
    """Where it comes already, the page leads to where its language is changed and where one leaves."""
    form = TickForm(typed(request))
    if form.is_valid():
        Subscription.tick(request.user)
        messages.success(request, _("You will receive the bulletin."))
        return redirect("own_bulletin")
    subscription = Subscription.objects.active().at(request.user.email).first()
    context = {"subscription": subscription, "form": form, "person": request.user}
    return render(request, "network/own_bulletin.html", context)
