from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.models import Indicator, IndicatorVersion


class IndicatorReading(models.Model):
    """A town's answer for one indicator and year. Zero, not collected and not applicable are different answers."""

    class Answer(models.TextChoices):
        UNANSWERED = "unanswered", _("No answer yet")
        VALUE = "value", _("Value")
        NOT_COLLECTED = "not_collected", _("Not collected")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")

    # What the value is made of, and what is said about it: what a form asks besides answer and value.
    PARTS = ["numerator", "denominator", "comparison"]
    REMARKS = ["period", "source", "confidence", "response_rate", "served_by", "note"]
    ANSWERS = ["answer", "value", *PARTS, "is_small", *REMARKS]

    report = models.ForeignKey("reports.ProgressReport", on_delete=models.CASCADE, related_name="readings")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    # The definition in force in the report's year.
    version = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="readings")
    answer = models.CharField(_("answer"), max_length=14, choices=Answer, default=Answer.UNANSWERED)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=3, null=True, blank=True)
    numerator = models.DecimalField(_("first number"), max_digits=14, decimal_places=3, null=True, blank=True)
    denominator = models.DecimalField(
        _("second number"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    comparison = models.DecimalField(
        _("share it is compared with"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    # Of a value alone, the town says whether so few people stand behind it that it is not published.
    is_small = models.BooleanField(_("fewer than 10 people are behind this figure"), default=False)
    period = models.CharField(_("reference period"), max_length=60, blank=True)
    source = models.CharField(_("source of the data"), max_length=200, blank=True)
    confidence = models.CharField(_("how sure the figure is"), max_length=300, blank=True)
    response_rate = models.DecimalField(
        _("response rate"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    served_by = models.CharField(_("served by"), max_length=150, blank=True)
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
            models.CheckConstraint(
                condition=models.Q(numerator__isnull=True, denominator__isnull=True)
                | models.Q(numerator__isnull=False, denominator__isnull=False, value__isnull=False),
                name="reading_has_both_numbers_or_none",
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id}: {self.get_answer_display()}"

    @property
    def is_answered(self):
        return self.answer != self.Answer.UNANSWERED

    @property
    def is_begun(self):
        """Whether anything was typed here, answer or not."""
        remarks = [getattr(self, name) for name in (*self.PARTS, *self.REMARKS)]
        return self.is_answered or self.is_small or any(remark not in {None, ""} for remark in remarks)

    @property
    def is_computed(self):
        """Whether the value was made here from the numbers the town gave."""
        return self.numerator is not None
