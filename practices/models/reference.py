from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """What a practice is about: one of the topics of the Intercultural Cities collection."""

    slug = models.SlugField(_("address"), max_length=80, primary_key=True)
    title = models.CharField(_("title"), max_length=120)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]

    def __str__(self):
        return self.title


class Country(models.Model):
    """Where a practice comes from: one of the countries of that collection."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)  # ISO 3166-1
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]

    def __str__(self):
        return self.name
