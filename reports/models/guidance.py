from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from coalition.models import Event
from coalition.workflow import WrongState

from .cycle import ReportingCycle

CLOSED = _("This reporting year is closed, so its guidance stays.")


class Guidance(models.Model):
    """What the secretariat explains about one part of the report of a year, in both languages; plain paragraphs."""

    cycle = models.ForeignKey(ReportingCycle, on_delete=models.CASCADE, related_name="guidance")
    part = models.CharField(max_length=12)  # "overview", "indicators", or a commitment's number (outline.py)
    text = models.TextField(_("guidance"), blank=True)

    class Meta:
        verbose_name = _("guidance of a year")
        verbose_name_plural = _("guidance of a year")
        ordering = ["part"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "part"], name="one_guidance_per_cycle_and_part")
        ]

    def __str__(self):
        return f"{self.cycle_id} {self.part}"

    @classmethod
    @transaction.atomic
    def explain(cls, cycle, by, texts):
        """Write the guidance of some parts: {part: {"text_en": ..., "text_fr": ...}}. A closed year keeps its own."""
        cls.check_open(ReportingCycle.objects.select_for_update(no_key=True).get(pk=cycle.pk))
        if texts:
            cls.objects.bulk_create(
                [cls(cycle=cycle, part=part, **text) for part, text in texts.items()],
                update_conflicts=True,
                unique_fields=["cycle", "part"],
                update_fields=["text_en", "text_fr"],
            )
            Event.record(cycle, "explain", by)

    @staticmethod
    def check_open(cycle):
        """WrongState in a closed year."""
        if cycle.status == cycle.Status.CLOSED:
            raise WrongState(cycle, "explain", CLOSED)
