from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.ledger_trigger import KeepTranslations
from commitments.models import Action, CommonCommitment


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

    # Whether the public plan has the action no more; rows_of (reports/rows.py) looks.
    has_left_the_plan = False

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
    def is_begun(self):
        """Whether anything was typed here, answer or not."""
        return self.is_answered or bool(self.text_en or self.text_fr)

    @property
    def needs_words(self):
        """Updated or dropped says nothing without a reason."""
        return self.outcome in {self.Outcome.UPDATED, self.Outcome.DROPPED} and not (
            self.text_en or self.text_fr
        )
