"""The day before an event, whoever has a place is reminded of it.

Beat asks what is due now; the keys of the outbox say what was written before. So a missed hour is made up, a clock that
steps back repeats nothing, and an event that is moved is reminded of anew.
"""

from datetime import datetime, time, timedelta

from coalition import outbox
from coalition.models import OutgoingMessage

from .event_letters import compose, key_of
from .models import Gathering

HOUR = time(9)


def instant_of(gathering):
    """Nine in the morning of the day before, on the clocks of the event."""
    day = gathering.starts_at.astimezone(gathering.time_zone).date() - timedelta(days=1)
    return datetime.combine(day, HOUR, tzinfo=gathering.time_zone)


def remind(at):
    """Put into the outbox what is due and not yet there; how many messages that were."""
    soon = Gathering.objects.filter(
        status=Gathering.Status.PUBLISHED, starts_at__gt=at, starts_at__lt=at + timedelta(days=2)
    )
    notices = [notice for gathering in soon for notice in _notices(gathering, at)]
    keys = [key_of(registration, occasion) for registration, occasion, _gathering in notices]
    known = set(OutgoingMessage.objects.filter(key__in=keys).values_list("key", flat=True))
    messages = [
        compose(registration, "event_reminder", occasion, gathering)
        for key, (registration, occasion, gathering) in zip(keys, notices, strict=True)
        if key not in known
    ]
    if messages:
        outbox.put(messages)
    return len(messages)


def _notices(gathering, at):
    """(registration, what the key says, event) of each reminder whose time has come, written before or not."""
    instant = instant_of(gathering)
    if instant > at:
        return []
    occasion = f"reminder-{gathering.starts_at:%Y%m%dT%H%M}"
    # Who registered after that hour has just been told when it is.
    people = gathering.registrations.registered().filter(placed_at__lt=instant).select_related("person")
    return [(each, occasion, gathering) for each in people]
