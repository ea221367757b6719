from django.db import models
from django.utils.translation import gettext_lazy as _

from ..units import say
from .action import Action
from .indicator import Indicator


class Target(models.Model):
    """What an action should change, by one indicator: where it starts from and where it should arrive."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=3, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("year of the baseline"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=3, null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(_("year of the target"), null=True, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "indicator"], name="one_target_per_action_and_indicator"
            ),
            models.CheckConstraint(
                condition=models.Q(baseline__isnull=True, baseline_year__isnull=True)
                | models.Q(baseline__isnull=False, baseline_year__isnull=False),
                name="a_baseline_has_its_year",
            ),
            models.CheckConstraint(
                condition=models.Q(target__isnull=True, target_year__isnull=True)
                | models.Q(target__isnull=False, target_year__isnull=False),
                name="a_target_has_its_year",
            ),
            models.CheckConstraint(
                condition=models.Q(baseline__isnull=False) | models.Q(target__isnull=False),
                name="a_target_says_something",
            ),
        ]

    def __str__(self):
        return f"{self.action_id} {self.indicator_id}"

    @property
    def version(self):
        """How the indicator is defined now."""
        return self.indicator.versions.all()[0]

    @property
    def baseline_in_words(self):
        """The value with its unit, in the reader's language; empty where there is none."""
        return "" if self.baseline is None else say(self.baseline, self.version)

    @property
    def target_in_words(self):
        return "" if self.target is None else say(self.target, self.version)
