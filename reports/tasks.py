from celery import shared_task
from django.utils import timezone

from . import opening, reminders, teamwork


@shared_task
def remind():
    now = timezone.now()
    reminders.remind(now)
    teamwork.tell_colleagues(now)


@shared_task
def open_years():
    opening.open_planned(timezone.now())
