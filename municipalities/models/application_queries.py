from datetime import timedelta

from django.db import models
from django.utils import timezone

COUNTED_FOR = timedelta(days=30)  # after an application has come to nothing


class ApplicationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=self.model.OPEN)

    def under_way(self):
        """Open, the newest first, with the letter that went ahead."""
        return self.open().select_related("municipality__province", "interest").order_by("-opened_at", "-pk")

    def awaiting_decision(self):
        return self.filter(status=self.model.Status.SUBMITTED).order_by("submitted_at")

    def awaiting_changes(self):
        """With the town, the longest ago first; `asked_at` says since when."""
        returned = self.filter(status=self.model.Status.RETURNED)
        return returned.annotate(asked_at=models.Max("requests__asked_at")).order_by("asked_at", "pk")

    def of_former_openers(self, user):
        """Of each town where the person has no role any more, their last one that came to nothing."""
        ended = self.filter(opened_by=user, status__in=self.model.CAME_TO_NOTHING)
        ended = ended.exclude(municipality__people__user=user)
        ended = ended.select_related("municipality__province", "municipality__membership")
        return ended.order_by("municipality", "-opened_at").distinct("municipality")

    def begun_lately(self, user):
        """One row for each town the person began to apply for, unless it was approved or long ago came to nothing."""
        lately = models.Q(status__in=self.model.OPEN) | models.Q(decided_at__gte=timezone.now() - COUNTED_FOR)
        begun = self.filter(lately, opened_by=user).exclude(status=self.model.Status.APPROVED)
        return begun.order_by("municipality").distinct("municipality")
