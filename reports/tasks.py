from celery import shared_task
from django.utils import timezone

from municipalities.reminding import digest

from . import opening, teamwork


@shared_task
def remind():
    now = timezone.now()
    digest.write(now)
    teamwork.tell_colleagues(now)


@shared_task
def open_years():
    opening.open_planned(timezone.now())
