from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationRequestManager(models.Manager):
    def ask(self, application, requests, answer_by):
        """Ask at each of `requests`, [(step, what to change)], and remember what the step says now."""
        return self.bulk_create(
            self.model(
                application=application,
                step=step.key,
                text=text,
                answer_by=answer_by,
                answer_sha256=step.digest(application),
                answer_text=step.say(application),
                file_sha256=step.file_sha256(application),
            )
            for step, text in requests
        )


class ApplicationRequest(models.Model):
    """What the secretariat asks to be changed, at one step."""

    application = models.ForeignKey(
        "municipalities.Application", on_delete=models.CASCADE, related_name="requests"
    )
    step = models.CharField(max_length=20)
    text = models.TextField(_("what to change"))
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    # A digest of the step's answer as it was read: the second reading says whether it changed.
    answer_sha256 = models.CharField(max_length=64, blank=True)
    # The same in words, as they were read, and the file that was handed in: what the second reading compares.
    answer_text = models.TextField(blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationRequestManager()

    class Meta:
        verbose_name = _("request for changes")
        verbose_name_plural = _("requests for changes")
        ordering = ["asked_at", "pk"]

    def __str__(self):
        return f"{self.application.number} {self.step}"

    def is_unchanged(self, step):
        """Whether the step says what it said when this was asked; None where that was not kept."""
        return self.answer_sha256 == step.digest(self.application) if self.answer_sha256 else None

    def has_same_file(self, step):
        """Whether the file is the one that was read, whatever is written beside it."""
        return bool(self.file_sha256) and self.file_sha256 == step.file_sha256(self.application)
