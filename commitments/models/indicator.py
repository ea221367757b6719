from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coalition.models import Event
from coalition.workflow import WrongState

from ..extensions import before_year_is_defined
from .commitment import CommonCommitment


class Indicator(models.Model):
    """Something counted every year. No commitment: it cuts across all ten. How it is defined, its versions say."""

    class Direction(models.TextChoices):
        UP = "up", _("higher is better")
        DOWN = "down", _("lower is better")
        TARGET = "target", _("best at 1, parity")
        CONTEXT = "context", _("no judgement, read with the notes")

    code = models.CharField(_("code"), max_length=6, primary_key=True)
    commitment = models.ForeignKey(
        CommonCommitment, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators"
    )
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    trace = models.CharField(_("where it comes from"), max_length=300, blank=True)
    # Not asked in reports of these years: from the first on, until the second where it was taken up again.
    retired_from = models.PositiveSmallIntegerField(_("retired from the year"), null=True, blank=True)
    reinstated_from = models.PositiveSmallIntegerField(_("reinstated from the year"), null=True, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reinstated_from__isnull=True)
                | models.Q(reinstated_from__gt=models.F("retired_from")),
                name="an_indicator_is_reinstated_after_it_was_retired",
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("indicator", args=[self.code])

    @property
    def is_retired(self):
        """Whether it was retired last, were it for a year to come."""
        return self.retired_from is not None and self.reinstated_from is None

    @transaction.atomic
    def define(self, by, *, from_year, is_comparable, seen, **words):
        """Write the version that applies from that year on; one that waits for the same year is written anew.

        None, and nothing changed, where the newest version is not the one whose fingerprint the person has `seen`.
        """
        self._hold(from_year)
        newest = self.versions.first()  # as it is now that nobody else can write one
        if newest.fingerprint() != seen:
            return None
        if from_year < newest.from_year:
            raise WrongState(newest, "define", _("A later year has a version already."))
        number = newest.number if newest.from_year == from_year else newest.number + 1
        before = self.versions.filter(number=number - 1).first()
        since = before.comparable_since if is_comparable and before else number
        version, _is_new = self.versions.update_or_create(
            from_year=from_year, defaults={**words, "number": number, "comparable_since": since}
        )
        Event.record(version, "define", by, note=str(from_year))
        return version

    @transaction.atomic
    def retire(self, by, from_year):
        """Ask it no more, from that year on; what was answered stays."""
        version = self._hold(from_year)
        if self.is_retired:
            raise WrongState(version, "retire", _("This indicator is retired already."))
        self._write(retired_from=from_year, reinstated_from=None)
        Event.record(version, "retire", by, note=str(from_year))

    @transaction.atomic
    def reinstate(self, by, from_year):
        """Ask it again, from that year on; one that was to be retired in a year not yet open stays as it was."""
        version = self._hold(from_year)
        if not self.is_retired:
            raise WrongState(version, "reinstate", _("This indicator is not retired."))
        if from_year <= self.retired_from:
            self._write(retired_from=None)
        else:
            self._write(reinstated_from=from_year)
        Event.record(version, "reinstate", by, note=str(from_year))

    def _hold(self, from_year):
        """One at a time on this indicator; the year is not open, and is not opened meanwhile. The newest version."""
        newest = self.versions.first()
        for check in before_year_is_defined:
            check(newest, from_year)
        row = type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        self.retired_from, self.reinstated_from = row.retired_from, row.reinstated_from
        return newest

    def _write(self, **years):
        for name, year in years.items():
            setattr(self, name, year)
        self.save(update_fields=years)
