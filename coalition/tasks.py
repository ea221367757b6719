"""What Celery does for all apps. It only rings: what is due is a question for the database."""

from celery import shared_task
from django.utils import timezone

from . import machine_drafts, outbox, page_links
from .outbox.alarms import raise_alarms
from .tidying import tidy as tidy_up


@shared_task
def send_mail():
    """Shorter than beat's minute, so that a worker can be stopped gently at any time."""
    outbox.deliver(seconds=50)
    raise_alarms(timezone.now())


@shared_task
def fetch_drafts():
    if machine_drafts.is_configured():
        machine_drafts.fetch_asked()


@shared_task
def tidy():
    tidy_up(timezone.now())


@shared_task
def try_page_links():
    page_links.try_due(timezone.now())
