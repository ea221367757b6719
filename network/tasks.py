from celery import shared_task
from django.utils import timezone

from . import dispatch


@shared_task
def send_bulletins():
    dispatch.send_due(timezone.now())
