from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from commitments.models import Action
from municipalities.models import Municipality

from .practice import Practice


class AdoptionQuerySet(models.QuerySet):
    def public(self):
        """Those whose action stands, or stood, in a plan that the town has published."""
        actions = Action.objects.filter(
            lineage=OuterRef("lineage"), plan__municipality=OuterRef("municipality")
        ).exclude(plan__edition=None)
        return self.filter(Exists(actions))


class Adoption(models.Model):
    """A town took a practice up into its plan: as the action of this lineage."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="adoptions")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="adopted_practices")
    lineage = models.UUIDField(editable=False)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    adopted_at = models.DateTimeField(auto_now_add=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adoption of a practice")
        verbose_name_plural = _("adoptions of practices")
        ordering = ["adopted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "municipality"], name="a_town_adopts_a_practice_once"
            ),
        ]

    def __str__(self):
        return f"{self.municipality}: {self.practice}"
