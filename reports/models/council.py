import hashlib
import secrets

import pgtrigger
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coalition.workflow import WrongState

from ..council_pack import compose, render_pdf


class CouncilPaper(models.Model):
    """What only people know of the pack that goes to council with a report; all else is made from the report."""

    ANSWERS = [
        "meeting_on",
        "file_number",
        "contact",
        "recommendation_en",
        "recommendation_fr",
        "finance_en",
        "finance_fr",
    ]

    report = models.OneToOneField(
        "reports.ProgressReport", on_delete=models.CASCADE, related_name="council_paper"
    )
    meeting_on = models.DateField(_("date of the meeting"), null=True, blank=True)
    file_number = models.CharField(_("file number"), max_length=60, blank=True)
    contact = models.CharField(_("contact"), max_length=250, blank=True)
    recommendation = models.TextField(_("recommendation"), blank=True)
    finance = models.TextField(_("financial implications"), blank=True)

    class Meta:
        verbose_name = _("council paper")
        verbose_name_plural = _("council papers")

    def __str__(self):
        return f"{self.report_id}"

    @classmethod
    def of(cls, report):
        """The report's paper, unsaved and empty where nobody has typed anything yet."""
        return cls.objects.filter(report=report).first() or cls(report=report)

    def answers(self):
        return {name: getattr(self, name) or ("" if name != "meeting_on" else None) for name in self.ANSWERS}

    def revise(self, **answers):
        """Keep what was typed; within `report.held()`, after the report was read there."""
        if not self.report.is_editable:
            raise WrongState(
                self.report, "revise", _("The report is filed: its council pack is kept as it was.")
            )
        type(self).objects.update_or_create(report=self.report, defaults=answers)


def stored_name(pack, filename):
    return f"council/{pack.report_id}/{secrets.token_hex(16)}.pdf"


class FiledPack(models.Model):
    """The council pack as it stood when the report was filed. Never changed, never deleted.

    A report that is submitted again has one for each time. `sha256` is of the file's bytes.
    """

    report = models.ForeignKey("reports.ProgressReport", on_delete=models.PROTECT, related_name="filed_packs")
    revision = models.PositiveSmallIntegerField(_("revision"))
    filed_at = models.DateTimeField(_("filed at"))
    pdf = models.FileField(upload_to=stored_name, max_length=120)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("filed council pack")
        verbose_name_plural = _("filed council packs")
        ordering = ["-filed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "filed_at"], name="one_council_pack_per_filing"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="filed_packs_never_change"),
            pgtrigger.Protect(name="filed_packs_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.report_id}.{self.revision}"

    def get_absolute_url(self):
        report = self.report
        return reverse("filed_pack", args=[report.municipality.slug, report.cycle.year, self.pk])

    @classmethod
    @transaction.atomic
    def freeze(cls, report):
        """Keep the pack of the report as it is submitted now."""
        pdf = render_pdf(compose(report, CouncilPaper.of(report), report.submitted_at))
        pack = cls(
            report=report,
            revision=report.revision,
            filed_at=report.submitted_at,
            sha256=hashlib.sha256(pdf).hexdigest(),
        )
        pack.pdf.save("pack.pdf", ContentFile(pdf), save=False)
        pack.save()
        return pack
