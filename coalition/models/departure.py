from django.db import models
from django.utils.translation import gettext_lazy as _


class Departure(models.Model):
    """That an account was deleted: nothing of the person, but enough to delete it again from a restored copy."""

    person_id = models.BigIntegerField()
    # Numbers are given again after a restoration: the instant says which person had this one.
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("deleted account")
        verbose_name_plural = _("deleted accounts")
        ordering = ["left_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person_id", "joined_at"], name="one_departure_per_person")
        ]

    def __str__(self):
        return f"{self.person_id} {self.joined_at.isoformat()}"
