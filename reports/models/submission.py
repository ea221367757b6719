import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..outline import Outline
from ..said import said_in


class Submission(models.Model):
    """What a report said each time it was submitted: the reviewer of the next round reads only what changed since.

    `answers` is described in reports/said.py. When it was, and who did it, is in the trail. Never changed.
    """

    report = models.ForeignKey("reports.ProgressReport", on_delete=models.PROTECT, related_name="submissions")
    revision = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField()
    answers = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["revision", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "revision", "round"], name="one_submission_per_report_and_round"
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="submissions_never_change"),
            pgtrigger.Protect(name="submissions_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.report_id} {self.revision}.{self.round}"

    @classmethod
    def keep(cls, report):
        """Write down what the report says in its present round, if that is not done yet."""
        if cls.of_round(report) is None:
            of_round = {"report": report, "revision": report.revision, "round": report.round}
            cls.objects.create(**of_round, answers=said_in(Outline(report)))

    @classmethod
    def of_round(cls, report):
        """What was submitted in the present round, or None."""
        return cls.objects.filter(report=report, revision=report.revision, round=report.round).first()

    @classmethod
    def before(cls, report):
        """What was submitted in the round before, or None."""
        of_revision = cls.objects.filter(report=report, revision=report.revision)
        return of_revision.filter(round__lt=report.round).last()
