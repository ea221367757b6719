from contextlib import contextmanager

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition import outbox
from coalition.ledger_trigger import KeepTranslations
from coalition.workflow import Workflow, WrongState
from municipalities.models import Membership, Municipality, Reminder

from .. import carry_forward, completeness, letters, outline
from .council import FiledPack
from .cycle import ReportingCycle
from .deadline import Deadline
from .reading import IndicatorReading
from .report_queries import ProgressReportQuerySet
from .section import ActionUpdate
from .snapshot import Snapshot
from .submission import Submission

SUBMITTED_AGAIN = _("It was submitted again since you opened it.")


class ProgressReport(Deadline, Workflow):
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
    council_on = models.DateField(_("taken to council on"), null=True, blank=True)
    council_resolution = models.CharField(_("number of council's resolution"), max_length=60, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    correction_reason = models.TextField(_("reason for the correction"), blank=True)
    # How often this revision was submitted.
    round = models.PositiveSmallIntegerField(_("round"), default=0)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # What the secretariat wrote when it accepted; for the town, not for the public.
    thanks = models.TextField(_("note of thanks"), blank=True)
    # When somebody last wrote in it.
    touched_at = models.DateTimeField(null=True, blank=True)

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
        triggers = [KeepTranslations("overview")]

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
    def matter(self):
        """Its key where people are reminded of it."""
        return f"report:{self.pk}"

    @property
    def champion_prefix(self):
        """What the keys of messages to the elected champion begin with in the outbox."""
        return f"champion:{self.pk}:"

    @property
    def matter_of_changes(self):
        return f"changes:{self.pk}"

    @property
    def is_editable(self):
        return self.status in self.EDITABLE

    @property
    def is_correction(self):
        return self.revision > 1

    def is_first(self):
        """Whether the town has reported nothing here before."""
        return not self.municipality.snapshots.exists()

    def is_open_at(self, key, requests):
        """Whether the part may be changed now: all of a draft, only what `requests` ask of a returned report."""
        if self.status == self.Status.RETURNED:
            return any(request.section == key for request in requests)
        return self.status == self.Status.DRAFT and self.is_in_time

    def gaps(self):
        """What is missing before the report can be submitted; see completeness.py."""
        return completeness.gaps(self)

    def check_open(self, key, part=None):
        """WrongState unless the part may be changed now; `part` is the one of that key, where it was just read."""
        part = part or outline.Outline(self).part(key)
        if not (part and part.is_open):
            raise WrongState(self, "revise", self.why_closed())

    def check_editable(self, verb):
        """WrongState unless the town is writing it."""
        if not (self.is_editable and self.is_in_time):
            raise WrongState(self, verb, self.why_closed())

    def why_closed(self):
        """Why a part that is not open may not be changed."""
        if self.status == self.Status.SUBMITTED:
            return _("The report is with the secretariat, so it cannot be changed now.")
        if self.status == self.Status.ACCEPTED:
            return _("The report is accepted. To change it, open it for correction.")
        if self.status == self.Status.RETURNED:
            return _("Only the sections that the secretariat asks about are open for changes.")
        return _("This reporting year is closed. Please write to the secretariat.")

    @transaction.atomic
    def revise(self, key, *, words=None, updates=(), readings=(), answers=(), part=None):
        """Keep what was answered in one part: its words (a mapping of fields), changed updates, readings and answers.

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
        IndicatorReading.objects.bulk_update(readings, IndicatorReading.ANSWERS)
        self.answers.keep(answers)
        if words or updates or readings or answers:
            type(self).objects.filter(pk=self.pk).update(touched_at=timezone.now())

    @transaction.atomic
    def submit(self, by, *, name, title, council_on=None, council_resolution="", at=None):
        """File the report for review, with its council pack as it stands; a town on hold is active again.

        `at` is for records of the past: the pack that is kept says when it was filed.
        """
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
            "submit",
            by,
            submitted_at=at or now,
            submitted_by=by,
            round=self.round + 1,
            signed_name=name,
            signed_title=title,
            council_on=council_on,
            council_resolution=council_resolution,
        )
        FiledPack.freeze(self)
        answered = self.change_requests.filter(resolved_at=None).update(resolved_at=now)
        Submission.keep(self)
        Reminder.settle(self.matter, self.matter_of_changes)
        outbox.cancel(self.champion_prefix)
        if membership and membership.can("resume"):
            membership.resume(by, self.number)
        self._tell_coordinators("report_submitted", event)
        letters.tell_reviewers(self, event, is_again=bool(answered))

    @transaction.atomic
    def send_back(self, by, requests, due_on, read=None, dates=None):
        """Return for changes. `requests` maps a part's key ("overview", "3") to what is asked; only those reopen.

        `read` is the stamp of the submission that was read; None: this very one. `dates` are of the parts that
        have another day than `due_on`.
        """
        self._lock_town()
        self._lock()
        self.check_decider(by)
        self._check_read(read)
        event = self._move("return", by, note="\n".join(requests.values()))
        Submission.keep(self)  # of what was submitted before submissions were kept
        self.change_requests.settle_others(by, asked_again=requests)
        self.change_requests.ask(self, by, requests, due_on, dates or {})
        letters.tell_returned(self, event, requests, due_on, dates or {})

    @transaction.atomic
    def accept(self, by, at=None, read=None, thanks=None):
        """Take over into the plan what was said of its actions, freeze what was submitted and publish it.

        `at` is for records of the past: the frozen facts and the PDF say the instant of acceptance.
        `read` as in `send_back`. `thanks` are words for the town, by language; the public does not read them.
        """
        self._lock_town()
        self._lock()
        self.check_decider(by)
        self._check_read(read)
        at, thanks = at or timezone.now(), thanks or {}
        words = {f"thanks_{language}": thanks.get(language, "") for language, _name in settings.LANGUAGES}
        event = self._move(
            "accept", by, note="\n\n".join(filter(None, words.values())), accepted_at=at, **words
        )
        self.change_requests.settle_others(by)
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
        revision = {"revision": self.revision + 1, "round": 0}
        self._move("correct", by, note=reason, correction_reason=reason, **revision)

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

    def check_decider(self, by):
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
        taken_over = "status revision round submitted_at submitted_by_id reviewer_id extended_to"
        for name in taken_over.split():
            setattr(self, name, getattr(row, name))
        self.overview_en, self.overview_fr = row.overview_en, row.overview_fr

    def _tell_coordinators(self, template, event, **facts):
        letters.tell_coordinators(self, template, event, **facts)
