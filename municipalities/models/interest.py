from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.workflow import Workflow


class Interest(Workflow):
    """A town's letter of interest, sent to the secretariat ahead of the rest of its application."""

    class Status(models.TextChoices):
        DECLARED = "declared", _("Declared")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")

    TRANSITIONS = {"acknowledge": ({Status.DECLARED}, Status.ACKNOWLEDGED)}
    TOWN_VERBS = frozenset({"declare"})

    application = models.OneToOneField(
        "municipalities.Application", on_delete=models.CASCADE, related_name="interest"
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DECLARED)
    # With the town's consent its profile says that it has declared its intent, once that is acknowledged.
    is_public = models.BooleanField(_("may be said on the town's page"), default=False)
    declared_at = models.DateTimeField(auto_now_add=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("declaration of intent")
        verbose_name_plural = _("declarations of intent")

    def __str__(self):
        return f"{self.application.municipality}: {self.get_status_display()}"

    @property
    def municipality(self):
        return self.application.municipality
