"""How long joining has taken, from what happened in this portal: said with how many cases, and not at all of a few."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F
from django.utils import timezone

from .models import Application, Membership

FEWEST = 5
LOOKED_BACK = timedelta(days=10 * 365)


class Median(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Span:
    """Half of `number` cases took no longer than `days`."""

    days: int
    number: int


def times_of_joining(now=None):
    """{what: Span} of the last ten years, without what happened less than FEWEST times."""
    since = (now or timezone.now()) - LOOKED_BACK
    decided = Application.objects.filter(
        status=Application.Status.APPROVED, decided_at__gt=since, submitted_at__lte=F("decided_at")
    )
    planned = Membership.objects.filter(joined_on__gt=since.date(), plan_published_on__gte=F("joined_on"))
    spans = {
        "writing": _span(decided.filter(opened_at__lte=F("submitted_at")), "opened_at", "submitted_at"),
        "decision": _span(decided, "submitted_at", "decided_at"),
        "plan": _span(planned, "joined_on", "plan_published_on"),
    }
    return {what: span for what, span in spans.items() if span}


def _span(rows, begun, ended):
    took = ExpressionWrapper(F(ended) - F(begun), output_field=DurationField())
    found = rows.aggregate(median=Median(took), number=Count("pk"))
    if found["number"] < FEWEST:
        return None
    return Span(max(round(found["median"] / timedelta(days=1)), 1), found["number"])
