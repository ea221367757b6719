"""What the secretariat learns of the bulletin: counts, and nothing about anybody. Nobody's reading is watched."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, F, Func, Value
from django.db.models.functions import TruncMonth

from coalition.models import OutgoingMessage

from .letters import CATEGORY, letters_of
from .models import Consent, Subscription

MONTHS = 12
Status = OutgoingMessage.Status


@dataclass(frozen=True)
class Mails:
    """What became of the mails of an issue."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    kept_back: int = 0  # of people who left before it was sent

    @classmethod
    def of(cls, counts):
        return cls(
            counts[Status.SENT], counts[Status.QUEUED], counts[Status.FAILED], counts[Status.CANCELLED]
        )


@dataclass(frozen=True)
class Month:
    first: date
    joined: int
    left: int


def readers():
    """{language: how many receive it}, and "all"."""
    rows = Subscription.objects.active().order_by().values_list("language").annotate(count=Count("pk"))
    counts = Counter(dict(rows))
    return {"en": counts["en"], "fr": counts["fr"], "all": counts.total()}


def months(today):
    """How many joined and left in each of the last months, this one first."""
    joined, left = _by_month("confirmed_at"), _by_month("ended_at")
    found = []
    for back in range(MONTHS):
        years, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        first = date(years, month + 1, 1)
        found.append(Month(first, joined[first], left[first]))
    return found


def _by_month(column):
    rows = Consent.objects.exclude(**{column: None}).order_by()
    rows = rows.values_list(TruncMonth(column)).annotate(count=Count("pk"))
    return Counter({instant.date(): count for instant, count in rows})


def mails_of(bulletin):
    rows = letters_of(bulletin).order_by().values_list("status").annotate(count=Count("pk"))
    return Mails.of(Counter(dict(rows)))


def with_mails(bulletins):
    """[(issue, Mails)] of a page of them, in one query."""
    issue = Func(F("key"), Value(":"), Value(2), function="split_part", output_field=CharField())
    rows = OutgoingMessage.objects.filter(category=CATEGORY).annotate(issue=issue)
    rows = rows.filter(issue__in=[str(bulletin.pk) for bulletin in bulletins])
    counts = {}
    for number, status, count in rows.order_by().values_list("issue", "status").annotate(count=Count("pk")):
        counts.setdefault(number, Counter())[status] = count
    return [(bulletin, Mails.of(counts.get(str(bulletin.pk), Counter()))) for bulletin in bulletins]
