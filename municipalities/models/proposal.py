from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.workflow import Workflow

from .municipality import Municipality
from .province import Province


class Proposal(Workflow):
    """A municipality that somebody misses in the registry; the secretariat looks before it is added."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ADDED = "added", _("Added to the registry")
        MATCHED = "matched", _("Already in the registry")
        DECLINED = "declined", _("Not added")

    TRANSITIONS = {
        "add": ({Status.WAITING}, Status.ADDED),
        "match": ({Status.WAITING}, Status.MATCHED),
        "decline": ({Status.WAITING}, Status.DECLINED),
    }

    name = models.CharField(_("name"), max_length=120)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="+")
    website = models.URLField(_("website"), blank=True)
    remarks = models.TextField(_("what kind of municipality it is"), blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.WAITING)
    reason = models.TextField(_("reason"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )

    class Meta:
        verbose_name = _("proposed municipality")
        verbose_name_plural = _("proposed municipalities")
        ordering = ["proposed_at", "pk"]

    def __str__(self):
        return f"{self.name} ({self.province_id})"
