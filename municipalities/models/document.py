import hashlib
import secrets

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .municipality import Municipality


def stored_name(document, filename):
    """A random name, so that nothing of the sender's reaches the disk."""
    return f"documents/{secrets.token_hex(16)}"


class DocumentQuerySet(models.QuerySet):
    def of_towns_of(self, user):
        return self.filter(municipality__people__user=user)


class Document(models.Model):
    """A file a town handed in. Stored outside the web root, served as an attachment after a permission check."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("Letter of interest")
        RESOLUTION = "resolution", _("Council resolution")
        EVIDENCE = "evidence", _("Evidence")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("file name"), max_length=150)
    content_type = models.CharField(max_length=40)
    file = models.FileField(upload_to=stored_name, max_length=100)
    size = models.PositiveIntegerField(_("size"))  # bytes
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-added_at"]

    def __str__(self):
        return self.name

    def discard(self):
        """Delete the row now and the file once that is certain."""
        self.delete()
        transaction.on_commit(lambda: self.file.storage.delete(self.file.name), robust=True)

    @classmethod
    def store(cls, municipality, upload, kind, by):
        """Keep a checked upload (municipalities/uploads.py) and return its Document."""
        digest = hashlib.sha256()
        for chunk in upload.chunks():
            digest.update(chunk)
        upload.seek(0)
        return cls.objects.create(
            municipality=municipality,
            kind=kind,
            name=upload.clean_name,
            content_type=upload.true_type,
            file=upload,
            size=upload.size,
            sha256=digest.hexdigest(),
            added_by=by,
        )
