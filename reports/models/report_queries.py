"""The questions that are asked of many progress reports."""

from django.db import models
from django.db.models.functions import Greatest

from municipalities.models import Membership

# A town that left owes nothing.
OWING = [Membership.Status.ACTIVE, Membership.Status.ON_HOLD]
# ProgressReport.due_at, for the database; of the two, it takes the later one that is there.
DUE = Greatest("cycle__due_at", "extended_to")


class ProgressReportQuerySet(models.QuerySet):
    def awaited(self, at):
        """Never filed, and taken at that time (ProgressReport.is_in_time_at), with the town's own deadline as `due`."""
        by_the_year = models.Q(cycle__status="open", cycle__closes_at__gte=at)
        by_an_extension = models.Q(cycle__status__in=["open", "closed"], extended_to__gte=at)
        return self.alias(due=DUE).filter(
            by_the_year | by_an_extension,
            status="draft",
            revision=1,
            municipality__membership__status__in=OWING,
        )

    def overdue(self, at):
        """Never filed and past the due instant; a town that left owes nothing."""
        return self.awaited(at).filter(due__lt=at)

    def overdue_changes(self, on):
        """Returned for changes, and past the day by which they were asked for: the first one, `asked_by`."""
        open_requests = models.Q(change_requests__resolved_at=None)
        return (
            self.filter(status="returned", municipality__membership__status__in=OWING)
            .annotate(asked_by=models.Min("change_requests__due_on", filter=open_requests))
            .filter(asked_by__lt=on)
        )

    def unpublished(self, at):
        """Past their due instant, and no revision is accepted; the newest year first. A town that left owes nothing."""
        return (
            self.alias(due=DUE)
            .filter(due__lt=at, snapshots=None, municipality__membership__status__in=OWING)
            .order_by("-cycle__year")
        )

    def to_review(self):
        return self.filter(status="submitted")
