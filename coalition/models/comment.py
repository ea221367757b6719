import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .about import About


@pghistory.track()
class Comment(About):
    """A line of the thread at one place of an application or a report; the town and the secretariat read it.

    One that `is_internal` is among the town's people: the secretariat does not read it.
    """

    place = models.CharField(max_length=40)  # the key of a step or a section
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="comments"
    )
    is_of_secretariat = models.BooleanField(default=False)
    is_internal = models.BooleanField(default=False)
    text = models.TextField(_("message"))
    written_at = models.DateTimeField(auto_now_add=True)
    # A thread is settled when all its lines are; whoever writes on opens it again.
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["written_at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id", "place"], name="comment_by_place")]

    def __str__(self):
        return self.text[:60]
