"""What the secretariat has to know about mail that does not leave: a line of its queue, and one mail to each person.

An alarm cannot feed itself: of mail in the category "alarm" none is raised, and its keys are one for each day or outage.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min

from ..models import OutgoingMessage, SuppressedAddress, User
from .writing import compose, put

# A server that is restarted is nobody's business.
PATIENCE = timedelta(hours=1)


@dataclass(frozen=True)
class Trouble:
    """So many, the first of them since then."""

    kind: str  # "server": it takes no mail; "failed": given up; "returning": addresses that mail comes back from
    count: int
    since: datetime


def troubles(now):
    """What stands now, until it is over or somebody has dealt with it."""
    counted = {
        "server": (OutgoingMessage.objects.waiting_for_server(), "failing_since"),
        "failed": (OutgoingMessage.objects.given_up(), "failed_at"),
        "returning": (SuppressedAddress.objects.unacknowledged(), "since"),
    }
    found = [
        Trouble(kind, **rows.aggregate(count=Count("pk"), since=Min(moment)))
        for kind, (rows, moment) in counted.items()
    ]
    return [trouble for trouble in found if trouble.since and _is_ripe(trouble, now)]


def _is_ripe(trouble, now):
    return trouble.kind != "server" or trouble.since < now - PATIENCE


def raise_alarms(now):
    """Write to the people of the secretariat: of each outage once, of what was given up once for each day it happened on."""
    wanted = {}
    for trouble in troubles(now):
        if trouble.kind == "server":
            wanted[f"{trouble.since:%Y%m%d%H%M}"] = trouble
        elif trouble.kind == "failed":
            newest = OutgoingMessage.objects.given_up().aggregate(at=Max("failed_at"))["at"]
            wanted[f"{newest:%Y%m%d}"] = trouble
    people = User.objects.secretariat() if wanted else []
    letters = {
        f"mail-alarm-{trouble.kind}-{mark}-{person.pk}": (trouble, person)
        for mark, trouble in wanted.items()
        for person in people
    }
    known = set(OutgoingMessage.objects.filter(key__in=letters).values_list("key", flat=True))
    new = [_compose(key, *letter) for key, letter in letters.items() if key not in known]
    if new:
        put(new)
    return len(new)


def _compose(key, trouble, person):
    return compose(key=key, category="alarm", to=person, template="alarm", context={"trouble": trouble})
