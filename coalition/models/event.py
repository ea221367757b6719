import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .about import About


class Event(About):
    """One line of the trail: who did what, to what, when, and whether in a town's place. Never changed."""

    action = models.CharField(_("action"), max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="trail",
        verbose_name=_("person"),
    )
    # Not in the note, which never changes: a person who deletes their account is named nowhere any more.
    whom = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("person concerned"),
    )
    is_on_behalf = models.BooleanField(_("done by the secretariat on behalf of the town"), default=False)
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id", "at"], name="event_by_target")]
        triggers = [
            pgtrigger.ReadOnly(
                name="events_never_change",
                fields=["content_type", "object_id", "action", "is_on_behalf", "note", "at"],
            ),
            pgtrigger.Protect(name="events_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.action} ({self.content_type_id}:{self.object_id})"

    @classmethod
    def record(cls, target, action, actor, *, note="", whom=None, is_on_behalf=False):
        return cls.objects.create(
            target=target, action=action, actor=actor, note=note, whom=whom, is_on_behalf=is_on_behalf
        )
