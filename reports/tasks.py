from celery import shared_task
from django.utils import timezone

from municipalities import lapsing
from municipalities.reminding import digest

from . import escalation, opening, teamwork


@shared_task
def remind():
    now = timezone.now()
    digest.write(now)
    teamwork.tell_colleagues(now)
    escalation.write_to_champions(now)
    lapsing.remind_invited(now)


@shared_task
def open_years():
    opening.open_planned(timezone.now())
