from celery import shared_task
from django.utils import timezone

from . import dispatch, reminding


@shared_task
def send_bulletins():
    dispatch.send_due(timezone.now())


@shared_task
def remind_of_events():
    reminding.remind(timezone.now())
