from datetime import date, timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.accounts import acts_for_secretariat
from coalition.models import Event
from coalition.ring import EMPTY
from coalition.workflow import Workflow, WrongState

from ..letters import tell
from ..stages import IN_SHORT, say_stage, stage_of
from .municipality import Municipality
from .reminder import Reminder

NEW_FOR = timedelta(days=365)
FIRST_DAY = date(2005, 1, 1)  # of the year the coalition began


class Membership(Workflow):
    """A town's place in the coalition.

    `ring`, `plan_published_on` and `last_report_year` are kept up by the verbs of commitments and reports in the
    transaction that changes them, so that the directory needs no counting.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", _("Member")
        ON_HOLD = "on_hold", _("On hold")
        ENDED = "ended", _("Former member")

    TRANSITIONS = {
        "hold": ({Status.ACTIVE}, Status.ON_HOLD),
        "resume": ({Status.ON_HOLD}, Status.ACTIVE),
        "end": ({Status.ACTIVE, Status.ON_HOLD}, Status.ENDED),
    }

    municipality = models.OneToOneField(Municipality, on_delete=models.PROTECT, related_name="membership")
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.ACTIVE)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    # Many towns joined before there was a register: only the year is known, or not even that.
    joined_year = models.PositiveSmallIntegerField(_("year of joining"), null=True, blank=True)
    basis = models.CharField(_("how the date is known"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    plan_expected_on = models.DateField(_("plan expected on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    # One digit a commitment: 0 not yet a priority, 1 priority, 2 in the plan, 3 under way, 4 done.
    ring = models.CharField(max_length=10, default=EMPTY, validators=[RegexValidator(r"^[0-4]{10}$")])
    plan_published_on = models.DateField(null=True, blank=True)
    last_report_year = models.PositiveSmallIntegerField(null=True, blank=True)
    # Whether its public page has a form to write to its coordinators, who decide.
    takes_messages = models.BooleanField(_("takes messages from its public page"), default=True)
    # What a merger ended, to be given back where it was a mistake; nothing where it ended no membership.
    before_merger = models.JSONField(null=True, blank=True, editable=False, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ring__regex=r"^[0-4]{10}$"), name="ring_is_ten_digits_0_to_4"
            ),
        ]

    def __str__(self):
        return f"{self.municipality}: {self.get_status_display()}"

    def get_absolute_url(self):
        return self.municipality.get_absolute_url()

    @property
    def stage(self):
        return stage_of(self.status, self.plan_published_on, self.last_report_year)

    @property
    def said_stage(self):
        return say_stage(self.stage)

    @property
    def stage_in_short(self):
        return IN_SHORT[self.stage]

    @property
    def ended_in(self):
        """The year in which it ended; None while it lasts, or where that is not known."""
        if self.status != self.Status.ENDED:
            return None
        return self.periods.filter(status=self.Status.ENDED).values_list("since_year", flat=True).last()

    def is_new(self, on):
        """Whether the town joined within the year before a day."""
        is_member = self.status != self.Status.ENDED
        return is_member and self.joined_on is not None and self.joined_on > on - NEW_FOR

    @property
    def can_be_written_to(self):
        """Whether the public page leads to a form; whether somebody is there to read it, `coordinators` says."""
        return self.takes_messages and self.status != self.Status.ENDED

    @transaction.atomic
    def take_messages(self, by, is_open):
        """Open the form of the public page, or close it. A second click changes nothing."""
        self.takes_messages = is_open
        if type(self).objects.filter(pk=self.pk, takes_messages=not is_open).update(takes_messages=is_open):
            verb = "open_contact_form" if is_open else "close_contact_form"
            Event.record(self, verb, by, is_on_behalf=acts_for_secretariat(by))

    def hold(self, by, reason):
        self.municipality.refuse_decider(by)
        self._change("hold", by, reason)

    def resume(self, by, reason):
        """Back from a hold. The town itself does it by filing a report, so only the page refuses its people."""
        self._change("resume", by, reason, kept="")

    @property
    def first_day(self):
        """The first day on which the town may have been a member this time."""
        return self.joined_on or (date(self.joined_year, 1, 1) if self.joined_year else FIRST_DAY)

    @transaction.atomic
    def end(self, by, reason, on=None):
        """End it today, or on an earlier day that somebody names."""
        self.municipality.refuse_decider(by)
        row = type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        if on and row.can("end") and not row.first_day <= on <= self._today():
            raise WrongState(
                self, "end", gettext("The town was no member on that day, or the day is to come.")
            )
        self._change("end", by, reason, on=on)

    @transaction.atomic
    def end_by_merger(self, by, reason, on):
        """The same on the day of the merger, with what it was kept for `give_back`."""
        self.municipality.refuse_decider(by)
        before = {"status": self.status, "reason": self.reason, "periods": self.periods.told()}
        self._change("end", by, reason, on=on)
        self.before_merger = before
        self.save(update_fields=["before_merger"])

    @transaction.atomic
    def give_back(self, by, reason):
        """The merger that ended it was a mistake: it goes on as it was, as if it had not ended."""
        before = self.before_merger or {}
        ended = type(self).objects.filter(pk=self.pk, status=self.Status.ENDED, before_merger__isnull=False)
        if not ended.update(status=before.get("status"), reason=before.get("reason"), before_merger=None):
            raise WrongState(self, "give_back", gettext("No merger has ended this membership."))
        self.periods.retell(before["periods"])
        self.refresh_from_db()
        event = Event.record(self, "give_back", by, note=reason)
        tell(self, event, "membership_give_back", self.municipality.coordinators())

    @transaction.atomic
    def _change(self, verb, by, reason, kept=None, on=None):
        event = self._move(verb, by, note=reason, reason=reason if kept is None else kept)
        period = self.periods.enter(self.status, on or self._today())
        Reminder.keep_back(municipality=self.municipality)
        tell(self, event, f"membership_{verb}", self.municipality.coordinators(), since=period.since)

    def _today(self):
        return timezone.localdate(timezone=self.municipality.time_zone)
