from django.db import models
from django.utils.translation import gettext_lazy as _

from .commitment import CommonCommitment


class Indicator(models.Model):
    """Something counted every year. No commitment: it cuts across all ten."""

    class Direction(models.TextChoices):
        UP = "up", _("higher is better")
        DOWN = "down", _("lower is better")
        TARGET = "target", _("best at 1, parity")
        CONTEXT = "context", _("no judgement, read with the notes")

    code = models.CharField(_("code"), max_length=6, primary_key=True)
    commitment = models.ForeignKey(
        CommonCommitment, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators"
    )
    name = models.CharField(_("name"), max_length=200)
    unit = models.CharField(_("unit"), max_length=80)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    definition = models.TextField(_("definition"))
    trace = models.CharField(_("where it comes from"), max_length=300, blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.name}"
