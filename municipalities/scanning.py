"""The scan of what was handed in. A file is "clean" only when the scanner said so; while it waits nobody has it."""

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from . import clamav
from .clamav import NoScanner, Verdict
from .models import Document

logger = logging.getLogger(__name__)

Scan = Document.Scan
BATCH = 200
GIVE_UP_AFTER = timedelta(days=2)  # a file the scanner still has no answer for, though it answers for others
SETTLED = {Verdict.CLEAN: Scan.CLEAN, Verdict.INFECTED: Scan.INFECTED, Verdict.BEYOND: Scan.BEYOND}


def scan_waiting(now, seconds=100):
    """Ask the scanner about the files that wait, as long as it answers; how many were settled.

    Without a scanner nothing waits for one. With one, what came before it is looked at too.
    """
    if not settings.CLAMAV_ADDRESS:
        return Document.objects.filter(scan=Scan.WAITING).update(scan=Scan.NOT_CHECKED)
    started, settled = time.monotonic(), 0
    for document in Document.objects.to_scan(now)[:BATCH]:
        if time.monotonic() - started > seconds:
            break
        try:
            settled += scan(document, now)
        except NoScanner as problem:
            logger.warning("The virus scanner does not answer (%s): files wait.", problem)
            break
        except Exception:
            # It comes after the others next time: else the others would never be asked about.
            logger.exception("Document %s could not be scanned.", document.pk)
            settled += keep(document, None, now)
    return settled


def scan(document, now):
    """Ask about one file and keep the answer; whether it settles the matter."""
    try:
        with document.file.open("rb") as file:
            verdict, reply = clamav.scan(settings.CLAMAV_ADDRESS, file.chunks(clamav.CHUNK))
    except FileNotFoundError:
        logger.warning("The file of document %s is gone from the storage.", document.pk)
        verdict, reply = Verdict.UNKNOWN, "gone"
    state = SETTLED.get(verdict)
    return keep(document, state, now, reply)


def keep(document, state, now, reply="no answer"):
    """Keep what was found, None for nothing; whether it settles the matter."""
    if state is None and now - document.added_at > GIVE_UP_AFTER and document.scan == Scan.WAITING:
        state = Scan.BEYOND
    if state in {Scan.INFECTED, Scan.BEYOND}:
        logger.warning("Document %s is locked: %s", document.pk, reply)
    # Only from the states that ask for it: what was settled meanwhile stays.
    rows = Document.objects.filter(pk=document.pk, scan__in=[Scan.WAITING, Scan.NOT_CHECKED])
    rows.update(scan=state or document.scan, scanned_at=timezone.now())
    return state is not None
