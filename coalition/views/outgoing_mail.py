"""Outgoing mail, for the secretariat: found, read as it was sent, tried again, cancelled."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from ..access import get_outgoing_message, secretariat_only
from ..models import OutgoingMessage
from ..outbox.categories import name_of
from ..outbox.finding import MailFilterForm
from ..outbox.letters import headers
from ..trail import trail_of
from ..workflow import once
from .framed import framed

PAGE_SIZE = 50


def mail_crumbs():
    return [(_("Secretariat"), reverse("secretariat")), (_("Mail"), reverse("outgoing_mail"))]


@secretariat_only
@require_safe
def outgoing_mail(request):
    form, now = MailFilterForm(request.GET), timezone.now()
    found, numbers = form.stretch(form.messages(), PAGE_SIZE), form.numbers()
    context = {
        "form": form,
        "found": found,
        "lines": [(message, message.state(now), name_of(message.category)) for message in found.rows],
        "states": [(value, label, numbers.get(value, 0)) for value, label in OutgoingMessage.Status.choices],
        "state": form.asked.get("state", ""),
        "total": sum(numbers.values()),
        "crumbs": mail_crumbs()[:1],
    }
    return render(request, "outbox/mail.html", context)


@secretariat_only
@require_safe
def outgoing_message(request, pk):
    message = get_outgoing_message(pk)
    context = {
        "message": message,
        "state": message.state(timezone.now()),
        "category": name_of(message.category),
        "headers": {} if message.is_private else headers(message),
        "bounces": list(message.bounces.all()),
        "suppressed": message.suppressed_address(),
        "trail": trail_of(message),
        "crumbs": mail_crumbs(),
    }
    return render(request, "outbox/message.html", context)


@secretariat_only
@require_safe
@xframe_options_sameorigin
def outgoing_message_html(request, pk):
    message = get_outgoing_message(pk)
    if message.is_private or not message.html:
        raise Http404
    return framed(message.html)


@secretariat_only
@require_POST
def retry_message(request, pk):
    message = get_outgoing_message(pk)
    message.retry(request.user)
    messages.success(request, _("It leaves with the next mail, within a minute or two."))
    return redirect(message)


@secretariat_only
@require_POST
def cancel_message(request, pk):
    message = get_outgoing_message(pk)
    once(message.cancel, OutgoingMessage.Status.CANCELLED, by=request.user)
    messages.success(request, _("The message is cancelled."))
    return redirect(message)
