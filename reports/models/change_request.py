from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeRequest(models.Model):
    """What the secretariat asks to be changed in one section, and by when."""

    report = models.ForeignKey(
        "reports.ProgressReport", on_delete=models.CASCADE, related_name="change_requests"
    )
    section = models.CharField(max_length=12)  # "overview", or a commitment's number
    text = models.TextField(_("what to change"))
    due_on = models.DateField(_("by"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        ordering = ["asked_at", "pk"]

    def __str__(self):
        return f"{self.report_id} {self.section}"
