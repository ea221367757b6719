from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.workflow import Workflow

from .municipality import Municipality


class BulkMessage(Workflow):
    """What the secretariat writes to many towns at once, in both languages; each reader gets their own."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent")

    class Audience(models.TextChoices):
        COORDINATORS = "coordinators", _("Coordinators")
        EVERYBODY = "everybody", _("Everybody who works for the towns")

    TRANSITIONS = {"send": ({Status.DRAFT}, Status.SENT)}

    subject = models.CharField(_("subject"), max_length=150)
    text = models.TextField(_("text"))
    audience = models.CharField(_("to whom"), max_length=12, choices=Audience, default=Audience.COORDINATORS)
    municipalities = models.ManyToManyField(Municipality, related_name="+", verbose_name=_("municipalities"))
    status = models.CharField(_("status"), max_length=5, choices=Status, default=Status.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.PositiveIntegerField(_("people written to"), default=0)

    class Meta:
        verbose_name = _("message to members")
        verbose_name_plural = _("messages to members")
        ordering = ["-written_at"]

    def __str__(self):
        return self.subject
