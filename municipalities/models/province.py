from django.db import models
from django.utils.translation import gettext_lazy as _


class Province(models.Model):
    """One of the thirteen provinces and territories."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)  # AB, BC, ...
    sgc_code = models.CharField(
        max_length=2, unique=True
    )  # Standard Geographical Classification: 48, 59, ...
    name = models.CharField(_("name"), max_length=60)
    abbreviation = models.CharField(_("abbreviation"), max_length=12)
    is_territory = models.BooleanField(default=False)
    population = models.PositiveIntegerField(_("population"))

    class Meta:
        verbose_name = _("province or territory")
        verbose_name_plural = _("provinces and territories")
        ordering = ["sgc_code"]

    def __str__(self):
        return self.name
