from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OutgoingMessage(models.Model):
    """A mail to be sent, or that was. All mail goes through here; coalition/outbox.py writes and sends it."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    key = models.CharField(max_length=200, help_text="The same key is never queued twice.")
    category = models.CharField(max_length=40)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="messages_received",
    )
    to_address = models.EmailField(max_length=254)
    # Whom an answer goes to, where that is not the secretariat: a visitor who wrote to a town.
    reply_to = models.EmailField(max_length=254, blank=True)
    # Where one click ends this kind of mail (RFC 8058). Blank: a service message, which always comes.
    unsubscribe_url = models.URLField(max_length=250, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["key"], name="one_message_per_key")]
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(status="queued"), name="messages_to_send")
        ]

    def __str__(self):
        return self.key

    @property
    def message_id(self):
        """The same at each try, so that a mailbox can drop a second copy."""
        return f"<{self.pk}.{self.created_at:%Y%m%d%H%M%S}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"
