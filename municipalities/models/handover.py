from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .municipality import Municipality


class Handover(models.Model):
    """What one coordinator leaves to the next: a note in their own words; the facts are read when it is opened."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(_("what your successor should know"), blank=True)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-given_at"]

    def __str__(self):
        return f"{self.municipality} ({self.given_at:%Y-%m-%d})"
