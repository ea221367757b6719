"""Mail that comes back: refused as we hand it over, or told later by the provider. Some of it ends all mail to an address."""

import hashlib
import re

from anymail.signals import EventType, RejectReason
from django.db import transaction
from django.utils import timezone

from ..models import Bounce, OutgoingMessage, SuppressedAddress
from ..text import clean_text

BY_SMTP = "smtp"
# So many addresses refused one after the other, and nothing taken in between: it is the server, not the addresses.
REFUSED_IN_A_ROW = 5
LONGEST_SAID = 1000
NOT_FOR_GOOD = re.compile(r"\b4\.\d{1,3}\.\d{1,3}\b|^4\d\d\b|soft|full|quota", re.IGNORECASE)


@transaction.atomic
def note_refusal(message, failure):
    """The server has refused the recipient for good."""
    kind = Bounce.Kind.HARD if failure.is_of_address else Bounce.Kind.SOFT
    _note(
        key=f"{BY_SMTP}-{message.pk}-{message.tries}-{message.created_at:%Y%m%d%H%M%S}",
        message=message,
        address=message.to_address.lower(),
        kind=kind,
        told_by=BY_SMTP,
        said=failure.error,
        at=timezone.now(),
    )


def refuses_everybody(address):
    """Whether the server, which has just refused this address, does so with all: it has taken nothing since it began."""
    last = Bounce.objects.filter(told_by=BY_SMTP).values_list("address", "at")[: 4 * REFUSED_IN_A_ROW]
    refused, since = {address.lower()}, timezone.now()
    for other, at in last:
        if len(refused) == REFUSED_IN_A_ROW:
            break
        refused.add(other)
        since = at
    return len(refused) == REFUSED_IN_A_ROW and not _took_something(since)


def _took_something(since):
    """What was sent last has the highest numbers, or nearly; no index on the time is kept for this rare question."""
    newest = OutgoingMessage.objects.filter(status=OutgoingMessage.Status.SENT).order_by("-pk")
    return any(sent_at >= since for sent_at in newest.values_list("sent_at", flat=True)[:200] if sent_at)


def take_in(event, provider):
    """What the provider tells of one mail; of mail that is not ours it is nothing to us."""
    kind = kind_of(event)
    address = clean_text(event.recipient or "").strip().lower()
    if kind is None or not address:
        return
    message = _message_of(event, address)
    if message is None:
        return
    told = [provider, event.event_type, event.event_id or "", event.message_id or "", address]
    told.append("" if event.event_id else str(event.timestamp))
    _note(
        key=hashlib.sha256("\0".join(told).encode()).hexdigest(),
        message=message,
        address=address,
        kind=kind,
        told_by=provider,
        said=_without(address, event.mta_response or event.description or event.reject_reason or ""),
        at=event.timestamp or timezone.now(),
    )


def kind_of(event):
    """What an event means for the address; None where it came back from nowhere."""
    said = f"{event.mta_response or ''} {event.description or ''}"
    match event.event_type:
        case EventType.COMPLAINED:
            return Bounce.Kind.COMPLAINT
        case EventType.BOUNCED | EventType.REJECTED if event.reject_reason == RejectReason.SPAM:
            return Bounce.Kind.COMPLAINT
        case EventType.BOUNCED | EventType.REJECTED if event.reject_reason in {
            RejectReason.BOUNCED,
            RejectReason.INVALID,
            RejectReason.UNSUBSCRIBED,
        }:
            return Bounce.Kind.SOFT if NOT_FOR_GOOD.search(said.strip()) else Bounce.Kind.HARD
        case EventType.BOUNCED | EventType.REJECTED | EventType.DEFERRED | EventType.FAILED:
            return Bounce.Kind.SOFT
    return None


@transaction.atomic
def _note(**facts):
    """Write it down once; what is for good ends all mail to the address."""
    _bounce, is_new = Bounce.objects.get_or_create(key=facts.pop("key"), defaults=facts)
    if is_new and facts["kind"] != Bounce.Kind.SOFT:
        reason = SuppressedAddress.Reason
        why = reason.COMPLAINT if facts["kind"] == Bounce.Kind.COMPLAINT else reason.BOUNCED
        SuppressedAddress.suppress(facts["address"], why, said=facts["said"])


def _message_of(event, address):
    """By its Message-ID, which begins with our number; else the last one sent there, for some providers use their own."""
    sent = OutgoingMessage.objects.to(address).filter(status=OutgoingMessage.Status.SENT)
    found = re.fullmatch(r"<?(\d{1,18})\.\d{14}@.+", event.message_id or "")
    named = sent.filter(pk=int(found[1])).first() if found else None
    return named or sent.order_by("-pk").first()


def _without(address, said):
    return re.sub(re.escape(address), "…", clean_text(said), flags=re.IGNORECASE)[:LONGEST_SAID]
