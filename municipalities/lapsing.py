"""Invitations that nobody has answered are spoken of once more, two days before they lapse."""

from datetime import timedelta

from .models import Invitation
from .reminding import working_days
from .reminding.planning import Clocks

BEFORE = timedelta(days=2)
LEAST = timedelta(hours=12)  # later, the mail would come too late to be of use


def remind_invited(at):
    """Write to whoever is to be told now; how many messages that were. Quiet hours and days off are those of the town."""
    ending = Invitation.objects.waiting().filter(
        second_token_sha256="",
        expires_at__gt=at + LEAST,
        expires_at__lte=at + BEFORE,
        invited_by__is_active=True,
    )
    found = ending.select_related("municipality", "invited_by").order_by("pk")
    return sum(_is_at_work(each.municipality, at) and each.say_it_lapses() for each in found)


def _is_at_work(municipality, at):
    clocks = Clocks(municipality.time_zone)
    return clocks.is_office_hour(at) and working_days.is_working_day(
        clocks.today(at), municipality.province_id
    )
