from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition import outbox
from municipalities.models import Reminder


class Deadline(models.Model):
    """Until when a report is to be filed: the date of its year, or a later one that the town was granted.

    Everything that says a date, or reckons with one, asks here; the database asks report_queries.DUE.
    """

    # The later date (models/extension.py), and when it was given.
    extended_to = models.DateTimeField(_("extended to"), null=True, blank=True)
    extended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def due_at(self):
        """The town's own deadline: the year's, or the later one that it was granted."""
        return max(self.cycle.due_at, self.extended_to or self.cycle.due_at)

    @property
    def closes_at(self):
        """Until when a first report is taken."""
        return max(self.cycle.closes_at, self.extended_to or self.cycle.closes_at)

    @property
    def is_extended(self):
        """Whether the town's deadline is another than everybody's."""
        return self.due_at != self.cycle.due_at

    def is_in_time_at(self, at):
        """Whether it is taken: a first report until the closing day, and one that was filed before.

        A date that was granted holds, also where the year is closed meanwhile.
        """
        if self.status != self.Status.DRAFT or self.is_correction or self.cycle.takes_reports(at):
            return True
        is_begun = self.cycle.status != self.cycle.Status.DRAFT
        return is_begun and self.extended_to is not None and at <= self.extended_to

    @property
    def is_in_time(self):
        """The same at this moment, for pages."""
        return self.is_in_time_at(timezone.now())

    def is_late(self, at):
        """Whether the deadline has passed it by; a returned report or a correction has no such deadline."""
        return self.status == self.Status.DRAFT and not self.is_correction and self.due_at < at

    def extend(self, until, at):
        """Another date for this town alone; what waits to be sent of the former one is kept back."""
        self.extended_to, self.extended_at = until, at
        self.save(update_fields=["extended_to", "extended_at"])
        Reminder.settle(self.matter)
        outbox.cancel(self.champion_prefix)
