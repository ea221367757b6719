"""The questions that are asked of many progress reports."""

from django.db import models
from django.db.models.functions import Coalesce

from municipalities.models import Membership

from .reading import IndicatorReading
from .section import ActionUpdate

# A town that left owes nothing.
OWING = [Membership.Status.ACTIVE, Membership.Status.ON_HOLD]


class ProgressReportQuerySet(models.QuerySet):
    def overdue(self, at):
        """Never filed and past the due instant; a town that left owes nothing."""
        return self.filter(
            status="draft",
            revision=1,
            cycle__status="open",
            cycle__due_at__lt=at,
            cycle__closes_at__gte=at,
            municipality__membership__status__in=OWING,
        )

    def overdue_changes(self, on):
        """Returned for changes, and past the day by which they were asked for: the first one, `asked_by`."""
        open_requests = models.Q(change_requests__resolved_at=None)
        return (
            self.filter(status="returned", municipality__membership__status__in=OWING)
            .annotate(asked_by=models.Min("change_requests__due_on", filter=open_requests))
            .filter(asked_by__lt=on)
        )

    def to_review(self):
        return self.filter(status="submitted")

    def with_answers(self):
        """With how many actions and indicators are `asked`, and how many of them `answered`."""
        updates, readings = rows_of(ActionUpdate), rows_of(IndicatorReading)
        return self.annotate(
            asked=count_of(updates) + count_of(readings),
            answered=count_of(updates.exclude(outcome=ActionUpdate.Outcome.UNCONFIRMED))
            + count_of(readings.exclude(answer=IndicatorReading.Answer.UNANSWERED)),
        )


def rows_of(model):
    return model.objects.filter(report=models.OuterRef("pk")).order_by().values("report")


def count_of(rows):
    """Their number for each report; 0 where there is none."""
    return Coalesce(models.Subquery(rows.annotate(number=models.Count("pk")).values("number")), 0)
