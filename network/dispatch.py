"""Sending the bulletin: an issue whose day has come goes out, and becomes one mail for each subscription, in batches.

Each batch is one transaction with the mark of how far it came, so that a worker may die anywhere and another goes on;
the keys of the outbox see to it that nobody receives an issue twice.
"""

import time

from django.db import transaction
from django.utils import timezone

from coalition import outbox

from .letters import Letters
from .models import Bulletin, Subscription

BATCH = 100


def send_due(now, seconds=45):
    """Send the issues that are due and write their mails, for so many seconds; how many mails were written."""
    go_out(now)
    started, written = time.monotonic(), 0
    while time.monotonic() - started < seconds:
        count = write_batch()
        if count is None:
            break
        written += count
    return written


@transaction.atomic
def go_out(now):
    """Make public what is due, the first first."""
    due = Bulletin.objects.filter(status=Bulletin.Status.SCHEDULED, send_at__lte=now)
    for bulletin in due.select_for_update(no_key=True).order_by("send_at", "pk"):
        bulletin.send()


@transaction.atomic
def write_batch():
    """The next mails of an issue that was sent; None where all are written, or another worker is at it."""
    unfinished = Bulletin.objects.sent().filter(mailed_at=None)
    bulletin = unfinished.select_for_update(no_key=True, skip_locked=True).order_by("number").first()
    if bulletin is None:
        return None
    # Held, so that whoever leaves meanwhile finds the mail that is to be kept back.
    readers = list(
        Subscription.objects.active()
        .filter(pk__gt=bulletin.mailed_up_to, joined_at__lte=bulletin.sent_at)
        .select_for_update(no_key=True)
        .order_by("pk")[:BATCH]
    )
    row = Bulletin.objects.filter(pk=bulletin.pk)
    if not readers:
        row.update(mailed_at=timezone.now())
        return 0
    letters = Letters(Bulletin.objects.in_full().get(pk=bulletin.pk))
    outbox.put([letters.compose(reader) for reader in readers])
    row.update(mailed_up_to=readers[-1].pk)
    return len(readers)
