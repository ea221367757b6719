"""What workers do for the registers. Rung after each addition, and by beat in case the bell was lost."""

from celery import shared_task
from django.utils import timezone

from . import links, previews, scanning


@shared_task
def look_after_files():
    """First the scan: what is not known to be harmless is not opened."""
    scanning.scan_waiting(timezone.now())
    previews.draw_waiting()


@shared_task
def try_links():
    links.try_due(timezone.now())
