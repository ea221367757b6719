from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models import Event
from coalition.workflow import Workflow
from municipalities.models import Municipality

from ..carry_forward import prepare


class ReportingCycleQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=ReportingCycle.Status.OPEN)


class ReportingCycle(Workflow):
    """One year of reporting. A report of the cycle says what was done in `year`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    TRANSITIONS = {
        "open": ({Status.DRAFT}, Status.OPEN),
        "close": ({Status.OPEN}, Status.CLOSED),
    }

    year = models.PositiveSmallIntegerField(_("reporting year"), unique=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.DRAFT)
    # One instant for everybody, shown with its zone; never a date that means another hour in each town.
    due_at = models.DateTimeField(_("due"))
    closes_at = models.DateTimeField(_("closes"))
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = ReportingCycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting cycle")
        verbose_name_plural = _("reporting cycles")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gte=models.F("due_at")), name="cycle_closes_after_it_is_due"
            ),
            models.CheckConstraint(condition=models.Q(year__range=(2004, 2100)), name="cycle_year_is_plausible"),
        ]

    def __str__(self):
        return str(self.year)

    def get_absolute_url(self):
        return reverse("cycle", args=[self.year])

    @transaction.atomic
    def open(self, by):
        """Open the year and give every member its draft report."""
        self._move("open", by, opened_at=timezone.now())
        for municipality in Municipality.objects.filter(membership__status__in=["active", "on_hold"]):
            self.start_report(municipality, by)

    def close(self, by):
        self._move("close", by)

    def start_report(self, municipality, by):
        """The town's report of this year, made from its plan and last year's where there is none yet."""
        report, is_new = self.reports.get_or_create(municipality=municipality)
        if is_new:
            prepare(report)
            Event.record(report, "start", by)
        return report
