from django.db import models, transaction
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition import outbox
from coalition.models import Event
from coalition.workflow import Workflow, WrongState
from municipalities.models import Member, Municipality, Role

from .. import carry_forward


class ReportingCycleQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=ReportingCycle.Status.OPEN)

    def taking_reports(self, at):
        """Open, and not past the closing day."""
        return self.open().filter(closes_at__gte=at)

    def with_progress(self):
        """With `filed` of `expected` reports, the newest year first."""
        # Django drops Meta.ordering where it groups, so the order is said here.
        return self.annotate(
            expected=Count("reports"),
            filed=Count("reports", filter=Q(reports__status__in=["submitted", "accepted"])),
        ).order_by("-year")

    def next_year(self):
        """The year after the newest one; the current one where there is none yet."""
        newest = self.aggregate(newest=Max("year"))["newest"]
        return newest + 1 if newest else timezone.localdate().year


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
            models.CheckConstraint(
                condition=models.Q(year__range=(2004, 2100)), name="cycle_year_is_plausible"
            ),
        ]

    def __str__(self):
        return str(self.year)

    def get_absolute_url(self):
        return reverse("cycle", args=[self.year])

    @classmethod
    @transaction.atomic
    def add(cls, by, **facts):
        """A year that is prepared, not yet open. Added twice, the one that stands is returned as it is."""
        cycle, is_new = cls.objects.get_or_create(year=facts.pop("year"), defaults=facts)
        if is_new:
            Event.record(cycle, "add", by)
        return cycle

    @transaction.atomic
    def open(self, by):
        """Open the year, give every member its draft report and tell the coordinators."""
        event = self._move("open", by, opened_at=timezone.now())
        towns = list(Municipality.objects.members().select_related("province"))
        self.start_reports(towns, by)
        self._tell_coordinators(towns, event)
        return event

    def takes_reports(self, at):
        """Whether a report may be begun or filed for the first time."""
        return self.status == self.Status.OPEN and at <= self.closes_at

    @transaction.atomic
    def reschedule(self, by, *, due_at, closes_at):
        """Other deadlines, for everybody at once; a closed year keeps its own."""
        stands = type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        if stands.status == self.Status.CLOSED:
            raise WrongState(stands, "reschedule", _("This reporting year is closed, so its dates stay."))
        if (stands.due_at, stands.closes_at) == (due_at, closes_at):
            return None
        self.due_at, self.closes_at = due_at, closes_at
        self.save(update_fields=["due_at", "closes_at"])
        return Event.record(self, "reschedule", by)

    def close(self, by):
        """No report is begun or filed for the first time any more; returned and corrected ones still are."""
        return self._move("close", by)

    def start_report(self, municipality, by):
        """The town's report of this year, made from its plan and last year's where there is none yet."""
        self.start_reports([municipality], by)
        return self.reports.get(municipality=municipality)

    @transaction.atomic
    def start_reports(self, municipalities, by):
        """A draft for each of these towns that has none; as many queries for one as for all."""
        # Wait for whoever starts reports of this year at the same time, then see theirs.
        if type(self).objects.select_for_update(no_key=True).get(pk=self.pk).status != self.Status.OPEN:
            raise WrongState(self, "start", _("This reporting year is not open."))
        # A plan published at the same time is in these reports, or its publication finds them.
        list(
            Municipality.objects.filter(pk__in=[town.pk for town in municipalities])
            .order_by("pk")
            .select_for_update(no_key=True)
            .values_list("pk")
        )
        started = set(self.reports.values_list("municipality", flat=True))
        report_model = self.reports.model
        reports = report_model.objects.bulk_create(
            report_model(cycle=self, municipality=town) for town in municipalities if town.pk not in started
        )
        carry_forward.refresh(reports)
        Event.objects.bulk_create(
            Event(target=report, action="start", actor=by, is_on_behalf=False) for report in reports
        )

    def progress(self):
        """How many reports stand in each state: {state: number}, all states named."""
        counts = dict(self.reports.order_by().values_list("status").annotate(Count("pk")))
        return {state: counts.get(state, 0) for state in self.reports.model.Status.values}

    def _tell_coordinators(self, towns, event):
        by_town = {town.pk: town for town in towns}
        people = Member.objects.filter(
            municipality__in=towns, role=Role.COORDINATOR, user__is_active=True
        ).select_related("user")
        outbox.put(
            [
                outbox.compose(
                    key=f"cycle-{self.pk}-open-{event.pk}-{person.user_id}-{person.municipality_id}",
                    category="report",
                    to=person.user,
                    template="cycle_opened",
                    context={"cycle": self, "municipality": by_town[person.municipality_id]},
                )
                for person in people
            ]
        )
