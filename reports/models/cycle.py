from contextlib import contextmanager

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition import outbox
from coalition.models import Event
from coalition.workflow import Workflow, WrongState
from municipalities.models import Municipality

from .. import carry_forward
from ..opening import opening_letters


def usual_reminder_days():
    return [-60, -30, -14, -3, 0, 7, 30]


class ReportingCycleQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=ReportingCycle.Status.OPEN)

    def taking_reports(self, at):
        """Open, and not past the closing day."""
        return self.open().filter(closes_at__gte=at)

    def to_open(self, at):
        """Planned to be open by now, and not open yet; not one whose closing day is past already."""
        return self.filter(status=ReportingCycle.Status.DRAFT, opens_at__lte=at, closes_at__gt=at)

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
        "open_as_planned": ({Status.DRAFT}, Status.OPEN),
        "close": ({Status.OPEN}, Status.CLOSED),
    }

    year = models.PositiveSmallIntegerField(_("reporting year"), unique=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.DRAFT)
    # One instant for everybody, shown with its zone; never a date that means another hour in each town.
    due_at = models.DateTimeField(_("due"))
    closes_at = models.DateTimeField(_("closes"))
    # When it opens by itself; None: when somebody opens it.
    opens_at = models.DateTimeField(_("opens by itself"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    # When the towns are reminded: days from the last one, before it below zero.
    reminder_days = ArrayField(models.SmallIntegerField(), default=usual_reminder_days)
    # How often the deadlines were moved: a calendar takes over the entry with the highest number.
    date_changes = models.PositiveSmallIntegerField(default=0)

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
                condition=models.Q(opens_at__isnull=True) | models.Q(opens_at__lt=models.F("due_at")),
                name="cycle_opens_before_it_is_due",
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

    def open(self, by):
        """Open the year, give every member its draft report and tell the coordinators."""
        return self._open("open", by)

    def open_as_planned(self):
        """The same at the planned time, by nobody; of two schedulers only one does it."""
        return self._open("open_as_planned", None)

    @transaction.atomic
    def _open(self, verb, by):
        event = self._move(verb, by, opened_at=timezone.now())
        towns = list(Municipality.objects.members().select_related("province"))
        self.start_reports(towns, by)
        outbox.put(opening_letters(self, towns, event.pk))
        return event

    @contextmanager
    def held(self):
        """One at a time on this year: what is read inside is what is written upon."""
        with transaction.atomic():
            type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
            yield

    def takes_reports(self, at):
        """Whether a report may be begun or filed for the first time."""
        return self.status == self.Status.OPEN and at <= self.closes_at

    @transaction.atomic
    def reschedule(self, by, **dates):
        """Other `due_at`, `closes_at` and, before it is open, `opens_at`; a closed year keeps its own."""
        stands = type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        if stands.status == self.Status.CLOSED:
            raise WrongState(stands, "reschedule", _("This reporting year is closed, so its dates stay."))
        if stands.status != self.Status.DRAFT:
            dates.pop("opens_at", None)
        changed = [name for name, at in dates.items() if getattr(stands, name) != at]
        if not changed:
            return None
        if set(changed) & {"due_at", "closes_at"}:
            changed.append("date_changes")
            dates["date_changes"] = stands.date_changes + 1
        for name in changed:
            setattr(self, name, dates[name])
        self.save(update_fields=changed)
        return Event.record(self, "reschedule", by)

    @transaction.atomic
    def schedule_reminders(self, by, days):
        """Remind the towns on these days, counted from their last one."""
        stands = type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        if stands.status == self.Status.CLOSED:
            reason = _("This reporting year is closed, so nobody is reminded any more.")
            raise WrongState(stands, "schedule_reminders", reason)
        days = sorted(set(days))
        if stands.reminder_days != days:
            self.reminder_days = days
            self.save(update_fields=["reminder_days"])
            Event.record(self, "schedule_reminders", by)

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

    def asks(self):
        """How many `questions` the year asks, and for how many parts it has `guidance`."""
        explained = Q(guidance__text_en__gt="")
        return (
            type(self)
            .objects.filter(pk=self.pk)
            .aggregate(
                questions=Count("questions", distinct=True),
                guidance=Count("guidance", filter=explained, distinct=True),
            )
        )

    def progress(self):
        """How many reports stand in each state: {state: number}, all states named."""
        counts = dict(self.reports.order_by().values_list("status").annotate(Count("pk")))
        return {state: counts.get(state, 0) for state in self.reports.model.Status.values}
