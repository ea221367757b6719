"""Sending what is due: claimed in batches, handed over one by one, each settled by a commit of its own."""

import logging
import time
from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.db.models import Case, F, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from ..models import OutgoingMessage, SuppressedAddress
from . import bounces
from .server import Failure, NoConnection, Server

logger = logging.getLogger(__name__)

Status = OutgoingMessage.Status
MINUTE = timedelta(minutes=1)
# How long after its nth failure a message waits: from a minute to 12 hours, a little over three days in all.
WAITS = [MINUTE * min(2**n, 12 * 60) for n in range(15)]
BATCH = 50
# A sender that dies keeps its batch for so long; one that is slow gives it back after half of it.
LEASE = timedelta(minutes=4)
FAULTS_BEFORE_STOPPING = 3


def deliver(seconds=None):
    """Send what is due, until nothing is or `seconds` have passed; how many were sent, deferred, failed."""
    run = Run()
    try:
        run.send_all(None if seconds is None else time.monotonic() + seconds)
    except NoConnection as problem:
        logger.warning("The mail server does not answer: %s", problem)
    finally:
        run.server.close()
    return dict(run.done)


class Run:
    """One sender at work."""

    def __init__(self):
        self.server, self.faults, self.broken_off = Server(), 0, []
        self.done = Counter(sent=0, deferred=0, failed=0)

    def send_all(self, until):
        while self.faults < FAULTS_BEFORE_STOPPING and (until is None or time.monotonic() < until):
            claimed = claim(timezone.now())
            if claimed is None:
                break
            self._send(claimed)
        if self.faults == FAULTS_BEFORE_STOPPING and not self.done["sent"]:
            # Not one bad message: the server hangs, or hangs up on everybody.
            OutgoingMessage.objects.filter(pk__in=self.broken_off, status=Status.QUEUED).update(
                waits_for_server=True
            )

    def _send(self, batch):
        """One after the other; what there is no time or no server for is given back."""
        started = timezone.now()
        for position, message in enumerate(batch):
            if self.faults == FAULTS_BEFORE_STOPPING or timezone.now() - started > LEASE / 2:
                _give_back(batch[position:])
                break
            try:
                failure = self.server.send(message)
            except NoConnection as problem:
                for unsent in batch[position:]:
                    self._defer(unsent, Failure(str(problem), is_of_connection=True, is_of_server=True))
                raise
            if failure is None:
                self._settle_sent(message)
            elif failure.is_refusal:
                self._refused(message, failure, batch[position + 1 :])
            else:
                if failure.is_of_connection:
                    self.faults += 1
                    self.broken_off.append(message.pk)
                self._defer(message, failure)

    def _settle_sent(self, message):
        """Whatever happened to the row meanwhile: the message has left."""
        OutgoingMessage.objects.filter(pk=message.pk).update(
            status=Status.SENT, sent_at=timezone.now(), **SETTLED, last_error="", failing_since=None
        )
        self.done["sent"] += 1
        if self.done["sent"] == 1:
            _server_is_back()

    def _refused(self, message, failure, others):
        """The recipient, for good. Where the server refuses whomever we name, it is not the recipient."""
        if bounces.refuses_everybody(message.to_address):
            _give_back(others)
            self._defer(message, Failure(failure.error, is_of_server=True))
            raise NoConnection(f"it refuses everybody: {failure.error}")
        bounces.note_refusal(message, failure)
        self._defer(message, failure)

    def _defer(self, message, failure):
        """Write down the failure and the next try, if any."""
        now = timezone.now()
        noted = {**SETTLED, "last_error": failure.error, "failing_since": Coalesce("failing_since", now)}
        if failure.is_final or message.tries > len(WAITS):
            logger.warning("Message %s was given up after %s tries.", message.pk, message.tries)
            _settle(message, status=Status.FAILED, failed_at=now, **noted)
            self.done["failed"] += 1
        else:
            noted["waits_for_server"] = failure.is_of_server
            _settle(message, next_try_at=now + WAITS[message.tries - 1], **noted)
            self.done["deferred"] += 1


SETTLED = {"claimed_at": None, "waits_for_server": False}


@transaction.atomic
def claim(now):
    """Take the next messages; None where nothing is due.

    The next try is written before this one, so that a sender may die at any moment.
    """
    due = OutgoingMessage.objects.filter(status=Status.QUEUED, next_try_at__lte=now)
    found = list(due.select_for_update(skip_locked=True, no_key=True).order_by("next_try_at", "pk")[:BATCH])
    if not found:
        return None
    suppressed = SuppressedAddress.objects.among(message.to_address for message in found)
    kept_back = [message.pk for message in found if message.to_address.lower() in suppressed]
    if kept_back:
        OutgoingMessage.objects.filter(pk__in=kept_back).update(status=Status.SUPPRESSED, **SETTLED)
    batch = [message for message in found if message.pk not in kept_back]
    OutgoingMessage.objects.filter(pk__in=[message.pk for message in batch]).update(
        next_try_at=now + LEASE,
        claimed_at=now,
        tries=F("tries") + 1,
        interruptions=Case(When(claimed_at=None, then=F("interruptions")), default=F("interruptions") + 1),
    )
    for message in batch:
        message.tries += 1
        message.claimed_at = now
    return batch


def _settle(message, **changes):
    """Unless another sender has it by now, or it was cancelled."""
    OutgoingMessage.objects.filter(pk=message.pk, status=Status.QUEUED, claimed_at=message.claimed_at).update(
        **changes
    )


def _give_back(messages):
    """Those that were not tried."""
    for message in messages:
        _settle(message, next_try_at=timezone.now(), tries=F("tries") - 1, claimed_at=None)


def _server_is_back():
    """What waited for it need not wait any longer."""
    OutgoingMessage.objects.waiting_for_server().filter(next_try_at__gt=timezone.now()).update(
        next_try_at=timezone.now(), waits_for_server=False
    )
