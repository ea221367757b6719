from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Translation(models.Model):
    """How the two versions of a bilingual text stand to each other: a line of the language ledger.

    Written by the database (KeepTranslations in coalition/ledger_trigger.py), whichever road a text is changed by: there is a line for each text
    that says something in one language or both. `original` leads, the other version follows.
    """

    class State(models.TextChoices):
        MISSING = "missing", _("Missing")
        OUTDATED = "outdated", _("Out of date")
        READY = "ready", _("Ready")

    model = models.CharField(max_length=60)  # "reports.progressreport"
    row_id = models.BigIntegerField()
    field = models.CharField(max_length=40)  # "overview"
    # Empty: both versions were written in one go, and neither has been changed alone since.
    original = models.CharField(_("original"), max_length=2, choices=settings.LANGUAGES, blank=True)
    state = models.CharField(_("other version"), max_length=8, choices=State)
    # What the original said when the other version was last ready: what has changed since can be shown.
    translated_from = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    # A machine's proposal for the other version. It is never published: a person reads it, changes it and saves it.
    draft = models.TextField(blank=True)
    draft_of = models.TextField(blank=True)  # the original it was made from
    draft_asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("language ledger line")
        verbose_name_plural = _("language ledger")
        constraints = [
            models.UniqueConstraint(fields=["model", "row_id", "field"], name="one_ledger_line_per_text"),
        ]
        indexes = [
            models.Index(
                fields=["model", "state"],
                condition=~models.Q(state="ready"),
                name="ledger_lines_that_lack",
            ),
        ]

    def __str__(self):
        return f"{self.model} {self.row_id} {self.field}: {self.get_state_display()}"
