import re

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .outgoing_message import OutgoingMessage

FOOT = re.compile(r"^-- ?$", re.MULTILINE)


class NotificationQuerySet(models.QuerySet):
    def standing(self):
        """Without what was taken back before it was sent, such as an invitation that was withdrawn."""
        return self.exclude(message__status=OutgoingMessage.Status.CANCELLED)

    def unread(self):
        return self.standing().filter(read_at=None)

    def mark_read(self, at):
        """What was read before keeps its time: two windows may say it."""
        return self.filter(read_at=None).update(read_at=at)


class Notification(models.Model):
    """A message to a person, as the portal itself shows it to them, whether or not it also comes by mail.

    The outbox writes it with the message (coalition/outbox/writing.py), whose subject is its title. Of it no history is
    kept, as of messages: nobody changes it but who reads it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    message = models.OneToOneField(OutgoingMessage, on_delete=models.CASCADE, related_name="notification")
    # Of what it speaks of, in the portal. Blank: of nothing but what the message says.
    path = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["person", "-id"], name="notifications_of_person"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notifications_unread"),
        ]

    def __str__(self):
        return f"{self.message_id}"

    def get_absolute_url(self):
        """The page with the words of the message."""
        return reverse("notification", args=[self.pk])

    @property
    def title(self):
        return self.message.subject

    @property
    def language(self):
        return self.message.language

    @property
    def words(self):
        """What the message says, without the foot of a mail; "" once its words are no longer kept."""
        return FOOT.split(self.message.text, maxsplit=1)[0].strip()

    @property
    def url(self):
        """Where it leads."""
        return self.path or self.get_absolute_url()

    def mark_read(self):
        type(self).objects.filter(pk=self.pk).mark_read(timezone.now())

    @transaction.atomic
    def renew(self):
        """More is said in the same message: it is unread again, and the newest."""
        self.delete()
        type(self).objects.create(person_id=self.person_id, message_id=self.message_id, path=self.path)
