from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .timed import Timed

MOST = 3


class Feature(Timed):
    """Something that the secretariat points to on the home page: a report, a practice, a page of the book."""

    title = models.CharField(_("title"), max_length=80)
    text = models.CharField(_("text"), max_length=240)
    link = models.CharField(
        _("where it leads"), max_length=500
    )  # a path of the portal, or an address elsewhere
    position = models.PositiveSmallIntegerField(_("place"), default=1)

    class Meta:
        verbose_name = _("feature of the home page")
        verbose_name_plural = _("features of the home page")
        ordering = ["position", "-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="feature_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return self.title

    def get_desk_url(self):
        return reverse("edit_feature", args=[self.pk])
