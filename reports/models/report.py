from contextlib import contextmanager

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition import outbox
from coalition.models import User
from coalition.workflow import Workflow, WrongState
from municipalities.models import Membership, Municipality

from .. import carry_forward, completeness, outline
from .change_request import ChangeRequest
from .cycle import ReportingCycle
from .report_queries import ProgressReportQuerySet
from .section import ActionUpdate, IndicatorReading
from .snapshot import Snapshot

SUBMITTED_AGAIN = _("It was submitted again since you opened it.")


class ProgressReport(Workflow):
    """A town's report of one year. The public reads its snapshots, never this row."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned for changes")
        ACCEPTED = "accepted", _("Accepted")

    EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
    TRANSITIONS = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
        "return": ({Status.SUBMITTED}, Status.RETURNED),
        "accept": ({Status.SUBMITTED}, Status.ACCEPTED),
        "correct": ({Status.ACCEPTED}, Status.DRAFT),
    }
    TOWN_VERBS = frozenset({"start", "submit", "correct"})

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="reports")
    cycle = models.ForeignKey(ReportingCycle, on_delete=models.PROTECT, related_name="reports")
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    overview = models.TextField(_("the year in short"), blank=True)
    signed_name = models.CharField(_("name of the person who signs"), max_length=150, blank=True)
    signed_title = models.CharField(_("title of the person who signs"), max_length=150, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    correction_reason = models.TextField(_("reason for the correction"), blank=True)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-cycle__year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "cycle"], name="one_report_per_municipality_and_cycle"
            ),
        ]

    def __str__(self):
        return f"{self.municipality} {self.cycle}"

    def get_absolute_url(self):
        return reverse("report", args=[self.municipality.slug, self.cycle.year])

    @property
    def number(self):
        """The receipt number, the same at every look: "R-2026-00017"; corrections add theirs: "R-2026-00017.2"."""
        revision = f".{self.revision}" if self.revision > 1 else ""
        return f"R-{self.cycle.year}-{self.pk:05d}{revision}"

    @property
    def stamp(self):
        """Which submission this is: a decision names the one that was read."""
        return self.submitted_at.isoformat() if self.submitted_at else ""

    @property
    def reminder_key(self):
        """What the keys of its reminders begin with in the outbox."""
        return f"report_due:{self.pk}:"

    @property
    def is_editable(self):
        return self.status in self.EDITABLE

    @property
    def is_correction(self):
        return self.revision > 1

    def is_in_time_at(self, at):
        """Whether the year takes it: a first report until the closing day, and one that was filed before."""
        return self.status != self.Status.DRAFT or self.is_correction or self.cycle.takes_reports(at)

    def is_first(self):
        """Whether the town has reported nothing here before."""
        return not self.municipality.snapshots.exists()

    @property
    def is_in_time(self):
        """The same at this moment, for pages."""
        return self.is_in_time_at(timezone.now())

    def is_open_at(self, key, requests):
        """Whether the part may be changed now: all of a draft, only what `requests` ask of a returned report."""
        if self.status == self.Status.RETURNED:
            return any(request.section == key for request in requests)
        return self.status == self.Status.DRAFT and self.is_in_time

    def is_late(self, at):
        """Whether the year's deadline has passed it by; a returned report or a correction has no such deadline."""
        return self.status == self.Status.DRAFT and not self.is_correction and self.cycle.due_at < at

    def gaps(self):
        """What is missing before the report can be submitted; see completeness.py."""
        return completeness.gaps(self)

    def check_open(self, key, part=None):
        """WrongState unless the part may be changed now; `part` is the one of that key, where it was just read."""
        part = part or outline.Outline(self).part(key)
        if not (part and part.is_open):
            raise WrongState(self, "revise", self._why_closed())

    def check_editable(self, verb):
        """WrongState unless the town is writing it."""
        if not (self.is_editable and self.is_in_time):
            raise WrongState(self, verb, self._why_closed())

    def _why_closed(self):
        if self.status == self.Status.SUBMITTED:
            return _("The report is with the secretariat, so it cannot be changed now.")
        if self.status == self.Status.ACCEPTED:
            return _("The report is accepted. To change it, open it for correction.")
        if self.status == self.Status.RETURNED:
            return _("Only the sections that the secretariat asks about are open for changes.")
        return _("This reporting year is closed. Please write to the secretariat.")

    @transaction.atomic
    def revise(self, key, *, words=None, updates=(), readings=(), part=None):
        """Keep what was answered in one part: its words (a mapping of fields), changed updates and readings.

        A part that is not open answers WrongState: of a save and a submission at once, one waits for the other.
        Whoever holds the report may give the `part` they read.
        """
        self._lock()
        self.check_open(key, part)
        if words and key == outline.OVERVIEW:
            type(self).objects.filter(pk=self.pk).update(**words)
        elif words:
            self.sections.filter(commitment=key).update(**words)
        ActionUpdate.objects.bulk_update(updates, ["outcome", "text_en", "text_fr"])
        IndicatorReading.objects.bulk_update(readings, ["answer", "value", "note", "definition_version"])

    @transaction.atomic
    def submit(self, by, *, name, title):
        """File the report for review; a town on hold is active again."""
        self._lock_town()
        self._lock()
        now = timezone.now()
        if self.can("submit") and not self.is_in_time_at(now):
            raise WrongState(
                self, "submit", _("This reporting year is closed. Please write to the secretariat.")
            )
        membership = self._membership("submit")
        if self.can("submit") and self.gaps():
            raise WrongState(self, "submit", _("Some sections are not complete yet."))
        event = self._move(
            "submit", by, submitted_at=now, submitted_by=by, signed_name=name, signed_title=title
        )
        answered = self.change_requests.filter(resolved_at=None).update(resolved_at=now)
        outbox.cancel(self.reminder_key)
        if membership and membership.can("resume"):
            membership.resume(by, self.number)
        self._tell_coordinators("report_submitted", event)
        self._tell_secretariat(event, is_again=bool(answered))

    @transaction.atomic
    def send_back(self, by, requests, due_on, read=None):
        """Return for changes. `requests` maps a part's key ("overview", "3") to what is asked; only those reopen.

        `read` is the stamp of the submission that was read; None: this very one.
        """
        self._lock_town()
        self._lock()
        self._refuse_decider(by)
        self._check_read(read)
        event = self._move("return", by, note="\n".join(requests.values()))
        ChangeRequest.objects.bulk_create(
            ChangeRequest(report=self, section=section, text=text, due_on=due_on, asked_by=by)
            for section, text in requests.items()
        )
        named = outline.titles()
        asked = [(named[section], text) for section, text in requests.items()]
        self._tell_coordinators("report_returned", event, asked=asked, due_on=due_on)

    @transaction.atomic
    def accept(self, by, at=None, read=None):
        """Take over into the plan what was said of its actions, freeze what was submitted and publish it.

        `at` is for records of the past: the frozen facts and the PDF say the instant of acceptance.
        `read` as in `send_back`.
        """
        self._lock_town()
        self._lock()
        self._refuse_decider(by)
        self._check_read(read)
        at = at or timezone.now()
        event = self._move("accept", by, accepted_at=at)
        carry_forward.take_into_plan(self)
        snapshot = Snapshot.freeze(self, by, at)
        self._tell_coordinators("report_accepted", event)
        return snapshot

    @transaction.atomic
    def correct(self, by, reason):
        """Reopen an accepted report as its next revision; the accepted one stays public."""
        self._lock_town()
        self._lock()
        self._membership("correct")
        self._move("correct", by, note=reason, revision=self.revision + 1, correction_reason=reason)

    def _membership(self, verb):
        """The town's membership, held as it is; WrongState where the town has left and the verb could be meant."""
        held = Membership.objects.select_for_update(no_key=True)
        membership = held.filter(municipality=self.municipality_id).first()
        if self.can(verb) and membership and membership.status == Membership.Status.ENDED:
            raise WrongState(
                self, verb, _("The municipality has left the coalition. Please write to the secretariat.")
            )
        return membership

    @contextmanager
    def held(self):
        """One at a time on this report: what is read inside is what the verbs called inside write upon."""
        with transaction.atomic():
            self._lock()
            yield

    def _refuse_decider(self, by):
        """Neither their own town's report, nor the one they submitted on a town's behalf."""
        self.municipality.refuse_decider(by, self.submitted_by)

    def _check_read(self, read):
        """WrongState where the decision is on another submission than the one that was read."""
        if read is not None and self.status == self.Status.SUBMITTED and self.stamp != read:
            raise WrongState(self, "decide", SUBMITTED_AGAIN)

    def _lock_town(self):
        """Before the report's own row, as publishing a plan does: two orders would wait for each other for ever."""
        Municipality.objects.select_for_update(no_key=True).get(pk=self.municipality_id)

    def _lock(self):
        """One verb at a time on this report; what another one did before is seen."""
        row = type(self)._base_manager.select_for_update(no_key=True).get(pk=self.pk)
        for name in ("status", "revision", "submitted_at", "submitted_by_id"):
            setattr(self, name, getattr(row, name))
        self.overview_en, self.overview_fr = row.overview_en, row.overview_fr

    def _tell_coordinators(self, template, event, **facts):
        key = f"report-{self.pk}-{event.action}-{event.pk}"
        self._tell(self.municipality.coordinators(), template, key, **facts)

    def _tell_secretariat(self, event, *, is_again):
        """`is_again`: what was asked has been changed."""
        people = User.objects.secretariat().wanting("arrival")
        self._tell(people, "report_to_review", f"report-{self.pk}-review-{event.pk}", is_again=is_again)

    def _tell(self, people, template, key, **facts):
        """One message to each of these people, in their language; `key` is completed by the person."""
        context = {"report": self, "municipality": self.municipality, **facts}
        outbox.put(
            [
                outbox.compose(
                    key=f"{key}-{person.pk}", category="report", to=person, template=template, context=context
                )
                for person in people
            ]
        )
