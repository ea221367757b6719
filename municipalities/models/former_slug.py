from django.db import models
from django.utils.translation import gettext_lazy as _

from .municipality import Municipality


class FormerSlug(models.Model):
    """An address a town had before it was renamed or merged: it leads to where the town is now."""

    slug = models.SlugField(max_length=140, unique=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="former_slugs")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self):
        return self.slug
