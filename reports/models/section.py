from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.ledger_trigger import KeepTranslations
from commitments.models import Action, CommonCommitment, Indicator


class ReportSection(models.Model):
    """What a report says of one commitment. Priorities need words; the others one line or none."""

    report = models.ForeignKey("reports.ProgressReport", on_delete=models.CASCADE, related_name="sections")
    commitment = models.ForeignKey(CommonCommitment, on_delete=models.PROTECT, related_name="+")
    is_priority = models.BooleanField(default=False)
    text = models.TextField(_("what happened this year"), blank=True)
    # Copied from last year and not yet confirmed: does not count as an answer.
    is_carried = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["commitment"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "commitment"], name="one_section_per_report_and_commitment"
            ),
        ]
        triggers = [KeepTranslations("text")]

    def __str__(self):
        return f"{self.report_id}: {self.commitment_id}"


class ActionUpdate(models.Model):
    """What became of one action of the plan in the year."""

    class Outcome(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("To confirm")
        UNCHANGED = "unchanged", _("Unchanged")
        UPDATED = "updated", _("Updated")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    report = models.ForeignKey("reports.ProgressReport", on_delete=models.CASCADE, related_name="updates")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    outcome = models.CharField(
        _("what became of it"), max_length=12, choices=Outcome, default=Outcome.UNCONFIRMED
    )
    text = models.TextField(_("in a few words"), blank=True)
    # Last year's words and outcome, shown beside.
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="next"
    )

    # The action's state before the first acceptance, for a correction that takes the outcome back.
    status_before = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("update of an action")
        verbose_name_plural = _("updates of actions")
        ordering = ["action__position", "action_id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "action"], name="one_update_per_report_and_action"),
        ]
        triggers = [KeepTranslations("text")]

    def __str__(self):
        return f"{self.action}: {self.get_outcome_display()}"

    @property
    def is_answered(self):
        return self.outcome != self.Outcome.UNCONFIRMED

    @property
    def needs_words(self):
        """Updated or dropped says nothing without a reason."""
        return self.outcome in {self.Outcome.UPDATED, self.Outcome.DROPPED} and not (
            self.text_en or self.text_fr
        )


class IndicatorReading(models.Model):
    """A town's answer for one indicator and year. Zero, not collected and not applicable are different answers."""

    class Answer(models.TextChoices):
        UNANSWERED = "unanswered", _("No answer yet")
        VALUE = "value", _("Value")
        NOT_COLLECTED = "not_collected", _("Not collected")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")

    report = models.ForeignKey("reports.ProgressReport", on_delete=models.CASCADE, related_name="readings")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    definition_version = models.PositiveSmallIntegerField(default=1)
    answer = models.CharField(_("answer"), max_length=14, choices=Answer, default=Answer.UNANSWERED)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=3, null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("reading of an indicator")
        verbose_name_plural = _("readings of indicators")
        ordering = ["indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "indicator"], name="one_reading_per_report_and_indicator"
            ),
            models.CheckConstraint(
                condition=models.Q(answer="value", value__isnull=False)
                | (~models.Q(answer="value") & models.Q(value__isnull=True)),
                name="reading_has_a_value_only_when_it_says_so",
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id}: {self.get_answer_display()}"

    @property
    def is_answered(self):
        return self.answer != self.Answer.UNANSWERED
