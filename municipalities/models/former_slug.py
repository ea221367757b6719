from itertools import count

from django.db import models
from django.utils.translation import gettext_lazy as _

from .municipality import Municipality
from .province import Province


class FormerSlugManager(models.Manager):
    def free(self, name, province_code, sgc_code=None, town=None):
        """An address that no other town has or had: its name and province, then its code, then a number.

        Nobody else is given one in the province until the end of the transaction.
        """
        Province.objects.select_for_update(no_key=True).get(pk=province_code)
        plain = Municipality.make_slug(name, province_code)
        wished = [plain, Municipality.make_slug(name, province_code, sgc_code)]
        numbered = (f"{plain}-{number}" for number in count(2))
        own = town.pk if town else None
        while self._is_taken(wished[0], own):
            wished = wished[1:] or [next(numbered)]
        return wished[0]

    def _is_taken(self, slug, own):
        return (
            Municipality.objects.filter(slug=slug).exclude(pk=own).exists()
            or self.filter(slug=slug).exclude(municipality=own).exists()
        )

    def taken(self):
        """Every address that a town has or had."""
        return {
            *Municipality.objects.values_list("slug", flat=True),
            *self.values_list("slug", flat=True),
        }


class FormerSlug(models.Model):
    """An address a town had before it was renamed: it leads to where the town is now, and is never another town's."""

    slug = models.SlugField(max_length=140, unique=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="former_slugs")
    since = models.DateTimeField(auto_now_add=True)

    objects = FormerSlugManager()

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self):
        return self.slug
