from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .timed import Timed


class Notice(Timed):
    """A sentence above every page, in both languages: that the portal will be closed on Sunday, that reports are due."""

    class Level(models.TextChoices):
        INFO = "info", _("For information")
        WARNING = "warning", _("Warning")

    text = models.CharField(_("text"), max_length=300)
    level = models.CharField(_("how pressing"), max_length=7, choices=Level, default=Level.INFO)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="notice_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return self.text

    def get_desk_url(self):
        return reverse("edit_notice", args=[self.pk])
