from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from coalition.models import Event

from .municipality import Municipality


class Note(models.Model):
    """What the secretariat writes down about a town for itself; the town never sees it."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("note"))
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("note of the secretariat")
        verbose_name_plural = _("notes of the secretariat")
        ordering = ["-written_at", "-pk"]

    def __str__(self):
        return self.text[:60]

    @classmethod
    @transaction.atomic
    def write(cls, municipality, by, text):
        """Keep it. Its line of the trail stands at the note itself, which no page of the town shows."""
        note = cls.objects.create(municipality=municipality, author=by, text=text)
        Event.record(note, "write", by)
        return note
