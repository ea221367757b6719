from celery import shared_task
from django.utils import timezone

from . import reminders


@shared_task
def remind():
    reminders.remind(timezone.now())
