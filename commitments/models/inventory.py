from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities.models import Application

from .commitment import CommonCommitment


def lines_of(text):
    """The things a text names, one a line, without the marks of a list."""
    lines = (line.strip().lstrip("-–•*·").strip() for line in text.splitlines())
    return [line for line in lines if line]


class InventoryEntry(models.Model):
    """What a town that applies already does for a commitment: one thing a line, in one language."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="inventory")
    commitment = models.ForeignKey(CommonCommitment, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("what you already do"))
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)

    class Meta:
        verbose_name = _("inventory entry")
        verbose_name_plural = _("inventory entries")
        ordering = ["commitment"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "commitment"],
                name="one_inventory_entry_per_application_and_commitment",
            ),
        ]

    def __str__(self):
        return f"{self.application.number} {self.commitment_id}"

    @property
    def lines(self):
        return lines_of(self.text)
