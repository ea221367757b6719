from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..units import say
from .action import Action
from .indicator import Indicator
from .indicator_version import IndicatorVersion


class Target(models.Model):
    """What an action should change, by one indicator: where it starts from and where it should arrive."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("indicator")
    )
    # How the indicator was defined when these numbers were set.
    version = models.ForeignKey(
        IndicatorVersion, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("definition")
    )
    baseline = models.DecimalField(
        gettext_lazy("baseline"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(
        gettext_lazy("year of the baseline"), null=True, blank=True
    )
    target = models.DecimalField(
        gettext_lazy("target"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    target_year = models.PositiveSmallIntegerField(gettext_lazy("year of the target"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("target")
        verbose_name_plural = gettext_lazy("targets")
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
    def newest_version(self):
        return self.indicator.versions.all()[0]

    @property
    def newer_version(self):
        """How the indicator is, or will be, defined otherwise than when this was set; None where it is not."""
        newest = self.newest_version
        return newest if newest.number > self.version.number else None

    @property
    def newer_in_words(self):
        """That the indicator is defined otherwise than when this was set; empty where it is not."""
        if self.newer_version is None:
            return ""
        said = (
            _("Defined anew from %(year)s on, after these numbers were set. They can still be compared.")
            if self.newer_version.is_comparable_with(self.version)
            else _(
                "Defined anew from %(year)s on, after these numbers were set. They cannot be compared with the figures"
                " reported since."
            )
        )
        return said % {"year": self.newer_version.from_year}

    @property
    def baseline_in_words(self):
        """The value with its unit, in the reader's language; empty where there is none."""
        return "" if self.baseline is None else say(self.baseline, self.version)

    @property
    def target_in_words(self):
        return "" if self.target is None else say(self.target, self.version)
