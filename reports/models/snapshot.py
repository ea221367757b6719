import hashlib
import json
import secrets

import pgtrigger
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coalition.i18n import speaking
from municipalities.models import Membership, Municipality

from ..freezing import cited_number, facts
from ..pdf import render_report
from .cycle import ReportingCycle
from .summary import summarize


def stored_name(snapshot, filename):
    return f"snapshots/{snapshot.municipality_id}/{secrets.token_hex(16)}.pdf"


class SnapshotQuerySet(models.QuerySet):
    def newest_revisions(self):
        return self.filter(is_newest=True)

    def with_file(self, sha256):
        """The snapshot one of whose files has this digest, without its data; None where there is none."""
        files = models.Q(sha256=sha256) | models.Q(pdf_en_sha256=sha256) | models.Q(pdf_fr_sha256=sha256)
        return self.filter(files).select_related("cycle", "municipality").defer("data").first()

    def of(self, municipality):
        """All that was accepted of a town, newest first, without the data."""
        return self.filter(municipality=municipality).select_related("cycle", "municipality").defer("data")


class Snapshot(models.Model):
    """An accepted report, frozen: what the public reads, in both languages. Never changed, never deleted.

    `data` is described in reports/freezing.py; `sha256` is of its canonical JSON (sorted keys, UTF-8, no spaces).
    Each PDF has a digest of its own, of the file's bytes.
    """

    report = models.ForeignKey("reports.ProgressReport", on_delete=models.PROTECT, related_name="snapshots")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="snapshots")
    cycle = models.ForeignKey(ReportingCycle, on_delete=models.PROTECT, related_name="snapshots")
    revision = models.PositiveSmallIntegerField(_("revision"))
    is_newest = models.BooleanField(default=True)
    reason = models.TextField(_("reason for the correction"), blank=True)
    data = models.JSONField(encoder=DjangoJSONEncoder)
    sha256 = models.CharField(max_length=64)
    pdf_en = models.FileField(upload_to=stored_name, max_length=120)
    pdf_fr = models.FileField(upload_to=stored_name, max_length=120)
    pdf_en_sha256 = models.CharField(max_length=64)
    pdf_fr_sha256 = models.CharField(max_length=64)
    accepted_at = models.DateTimeField(_("accepted at"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("accepted report")
        verbose_name_plural = _("accepted reports")
        ordering = ["-cycle__year", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "revision"], name="one_snapshot_per_report_and_revision"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=models.Q(is_newest=True), name="one_newest_snapshot_per_report"
            ),
        ]

        triggers = [
            # A new revision takes the place of the newest one, and a person may be deleted.
            pgtrigger.ReadOnly(name="snapshots_never_change", exclude=["is_newest", "accepted_by"]),
            pgtrigger.Protect(name="snapshots_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.municipality} {self.cycle} ({self.revision})"

    def get_absolute_url(self):
        return reverse("public_report", args=[self.municipality.slug, self.cycle.year])

    @property
    def number(self):
        """What it is cited by, whatever the town is called later: "2025-00017.1"."""
        return cited_number(self.report_id, self.cycle.year, self.revision)

    @property
    def names(self):
        """How the address of a comparison calls it: "2025.1", and "2025" where it is the newest of its year."""
        exact = f"{self.cycle.year}.{self.revision}"
        return [str(self.cycle.year), exact] if self.is_newest else [exact]

    def is_before(self, other):
        """Whether `other`, of the same town, can be compared with this one as what came earlier."""
        is_of_the_year = self.report_id == other.report_id
        return self.revision < other.revision if is_of_the_year else self.cycle.year < other.cycle.year

    def files(self):
        """(what it is, its address, its name when saved, SHA-256 of its bytes) of each file that is kept for good."""
        return [
            (_("The data (JSON)"), self._address_of("data", ""), f"{self.number}.json", self.sha256),
            (
                _("The report in English (PDF)"),
                self._address_of("pdf", "en"),
                f"{self.number}-en.pdf",
                self.pdf_en_sha256,
            ),
            (
                _("The report in French (PDF)"),
                self._address_of("pdf", "fr"),
                f"{self.number}-fr.pdf",
                self.pdf_fr_sha256,
            ),
        ]

    def file_with(self, sha256):
        """What the file of that digest is."""
        return next((file for file in self.files() if file[3] == sha256), None)

    def _address_of(self, kind, language):
        with speaking(language or get_language()):
            return reverse(
                f"public_report_{kind}", args=[self.municipality.slug, self.cycle.year, self.revision]
            )

    def earlier(self):
        """What it can be compared with, the nearest first, without the data: revisions of its year, then other years."""
        before = models.Q(cycle__year__lt=self.cycle.year, is_newest=True)
        own = models.Q(report=self.report_id, revision__lt=self.revision)
        return list(type(self).objects.of(self.municipality).filter(before | own))

    @staticmethod
    def canonical(data):
        """The one way to write the data as JSON: sorted keys, UTF-8, no spaces."""
        return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    @classmethod
    def digest(cls, data):
        """SHA-256 of the canonical JSON, in hex."""
        return hashlib.sha256(cls.canonical(data)).hexdigest()

    @classmethod
    def freeze(cls, report, by, at):
        """Write the report's facts, both PDFs and the digest; the former revision stays, no longer the newest."""
        data = facts(report)
        sha256 = cls.digest(data)
        cls.objects.filter(report=report).update(is_newest=False)
        snapshot = cls(
            report=report,
            municipality=report.municipality,
            cycle=report.cycle,
            revision=report.revision,
            reason=report.correction_reason,
            data=data,
            sha256=sha256,
            accepted_at=at,
            accepted_by=by,
        )
        for language, _name in settings.LANGUAGES:
            pdf = render_report(data, sha256, language)
            getattr(snapshot, f"pdf_{language}").save("report.pdf", ContentFile(pdf), save=False)
            setattr(snapshot, f"pdf_{language}_sha256", hashlib.sha256(pdf).hexdigest())
        snapshot.save()
        summarize(snapshot)
        Membership.objects.filter(municipality=report.municipality).exclude(
            last_report_year__gt=report.cycle.year
        ).update(last_report_year=report.cycle.year)
        return snapshot
