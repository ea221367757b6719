from django.db import models
from django.utils.translation import gettext_lazy as _

from .outgoing_message import OutgoingMessage


class Bounce(models.Model):
    """What came back of a mail, told by the mail server as it was handed over, or later by the mail provider."""

    class Kind(models.TextChoices):
        HARD = "hard", _("Refused for good")
        SOFT = "soft", _("Refused for now")
        COMPLAINT = "complaint", _("Marked as unwanted")

    # Providers tell the same thing again until we answer.
    key = models.CharField(max_length=64, unique=True)
    message = models.ForeignKey(
        OutgoingMessage, null=True, blank=True, on_delete=models.CASCADE, related_name="bounces"
    )
    address = models.EmailField(_("e-mail address"), max_length=254, help_text="In lower case.")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    told_by = models.CharField(_("told by"), max_length=40)  # "smtp", or the provider's name
    said = models.TextField(_("what was said"), blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("bounce")
        verbose_name_plural = _("bounces")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="bounces_by_time"),
            models.Index(fields=["address"], name="bounces_by_address"),
        ]

    def __str__(self):
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
