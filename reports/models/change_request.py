from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.accounts import acts_for_secretariat
from coalition.models import Event
from coalition.workflow import WrongState


class ChangeRequestQuerySet(models.QuerySet):
    def ask(self, report, by, requests, due_on, dates):
        """Ask at each part of `requests`, {key: text}, by its day in `dates` or else `due_on`."""
        facts = {"report": report, "revision": report.revision, "round": report.round, "asked_by": by}
        return self.bulk_create(
            ChangeRequest(section=key, text=text, due_on=dates.get(key, due_on), **facts)
            for key, text in requests.items()
        )

    def unsettled(self):
        return self.filter(outcome="")

    def settle_others(self, by, *, asked_again=()):
        """The reviewer decides on the report: what is not asked again in one of these sections is settled."""
        settled = {"settled_by": by, "settled_at": timezone.now()}
        waiting = self.unsettled()
        waiting.filter(section__in=asked_again).update(outcome=ChangeRequest.Outcome.ASKED_AGAIN, **settled)
        waiting.exclude(section__in=asked_again).update(outcome=ChangeRequest.Outcome.SETTLED, **settled)


class ChangeRequest(models.Model):
    """What the secretariat asks to be changed in one section, by when, what the town answers, what came of it."""

    class Reply(models.TextChoices):
        DONE = "done", _("It is done")
        DISAGREES = "disagrees", _("We see it otherwise")

    class Outcome(models.TextChoices):
        SETTLED = "settled", _("Settled")
        ASKED_AGAIN = "asked_again", _("Asked again")

    report = models.ForeignKey(
        "reports.ProgressReport", on_delete=models.CASCADE, related_name="change_requests"
    )
    section = models.CharField(max_length=12)  # "overview", or a commitment's number
    # Which submission it was asked of: that of this revision and round.
    revision = models.PositiveSmallIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(_("what to change"))
    due_on = models.DateField(_("by"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    reply = models.CharField(_("answer"), max_length=10, choices=Reply, blank=True)
    answer = models.TextField(_("in a few words"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    # When the report was submitted again, with or without an answer here.
    resolved_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=12, choices=Outcome, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        ordering = ["asked_at", "pk"]

    def __str__(self):
        return f"{self.report_id} {self.section}"

    @property
    def state(self):
        """ "asked", "done", "disagrees", "submitted" (again, without a word), "settled" or "asked_again"."""
        return self.outcome or self.reply or ("submitted" if self.resolved_at else "asked")

    @property
    def may_be_answered(self):
        """Asked now, of a report that is with the town."""
        return self.resolved_at is None and self.report.status == "returned"

    def check_may_be_answered(self):
        if not self.may_be_answered:
            raise WrongState(self.report, "answer", _("This request is not open for an answer now."))

    @transaction.atomic
    def give_answer(self, by, *, reply, answer):
        """The town says that it is done, or why not; until it submits the report again, it may say otherwise."""
        report = self.report
        with report.held():
            self.refresh_from_db(fields=["resolved_at"])
            self.check_may_be_answered()
            self.reply, self.answer, self.answered_by = reply, answer, by
            self.answered_at = timezone.now()
            self.save(update_fields=["reply", "answer", "answered_by", "answered_at"])
            Event.record(
                report, "answer_request", by, note=self.section, is_on_behalf=acts_for_secretariat(by)
            )

    @transaction.atomic
    def settle(self, by):
        """The reviewer has what was asked for. A second click settles once; whether it did now."""
        report = self.report
        with report.held():
            report.check_decider(by)
            self.refresh_from_db(fields=["resolved_at", "outcome"])
            if self.outcome == self.Outcome.SETTLED:
                return False
            if report.status != "submitted" or self.outcome or not self.resolved_at:
                raise WrongState(report, "settle", _("Only what came back with the report is settled."))
            self.outcome, self.settled_by = self.Outcome.SETTLED, by
            self.settled_at = timezone.now()
            self.save(update_fields=["outcome", "settled_by", "settled_at"])
            Event.record(report, "settle_request", by, note=self.section)
            return True
