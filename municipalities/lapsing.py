"""Invitations that nobody has answered are spoken of once more, two days before they lapse."""

import secrets
from datetime import timedelta

from django.db import transaction

from coalition import outbox

from .models import Invitation
from .models.invitation import digest
from .reminding import working_days
from .reminding.planning import Clocks

BEFORE = timedelta(days=2)
LEAST = timedelta(hours=12)  # later, the mail would come too late to be of use


def remind_invited(at):
    """Write to whoever is to be told now, in the office hours of the town; how many messages that were."""
    ending = Invitation.objects.waiting().filter(
        second_token_sha256="",
        expires_at__gt=at + LEAST,
        expires_at__lte=at + BEFORE,
        invited_by__is_active=True,
    )
    found = ending.select_related("municipality", "invited_by").order_by("pk")
    return sum(_is_at_work(each.municipality, at) and _write(each) for each in found)


def _is_at_work(municipality, at):
    clocks = Clocks(municipality.time_zone)
    day_off = not working_days.is_working_day(clocks.today(at), municipality.province_id)
    return clocks.is_office_hour(at) and not day_off


@transaction.atomic
def _write(invitation):
    """With a link of its own, since of the first only the digest is kept; both open the same."""
    token = secrets.token_urlsafe(32)
    waits = Invitation.objects.waiting().filter(
        pk=invitation.pk, token_sha256=invitation.token_sha256, second_token_sha256=""
    )
    if not waits.update(second_token_sha256=digest(token)):
        return False  # answered, sent anew, or written by another worker a moment ago
    outbox.queue(
        key=f"invitation-{invitation.pk}-lapse-{invitation.expires_at:%Y%m%d%H%M%S}",
        category="invitation",
        to=invitation.reader(),
        template="invitation_lapses",
        context={"invitation": invitation, "municipality": invitation.municipality, "token": token},
    )
    return True
