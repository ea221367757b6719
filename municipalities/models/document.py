import hashlib
import secrets

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .municipality import Municipality


def stored_name(document, filename):
    """A random name, so that nothing of the sender's reaches the disk."""
    return f"documents/{secrets.token_hex(16)}"


def preview_name(document, filename):
    return f"previews/{secrets.token_hex(16)}"


class DocumentQuerySet(models.QuerySet):
    def of_towns_of(self, user):
        return self.filter(municipality__people__user=user)


class Document(models.Model):
    """A file a town handed in. Stored outside the web root, served as an attachment after a permission check."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("Letter of interest")
        RESOLUTION = "resolution", _("Council resolution")
        EVIDENCE = "evidence", _("Evidence")
        POLICY = "policy", _("Policy or by-law")
        STUDY = "study", _("Report or study")
        PHOTO = "photo", _("Photograph")

    class Access(models.TextChoices):
        PUBLIC = "public", _("Everybody")
        MEMBERS = "members", _("Member municipalities and the secretariat")
        TOWN = "town", _("Our municipality and the secretariat")

    class Scan(models.TextChoices):
        WAITING = "waiting", _("Being checked")
        CLEAN = "clean", _("Checked, nothing found")
        INFECTED = "infected", _("Harmful, locked")
        NOT_CHECKED = "not_checked", _("Not checked for viruses")

    class LinkState(models.TextChoices):
        WAITING = "waiting", _("Not tried yet")
        WORKS = "works", _("Works")
        BROKEN = "broken", _("Does not answer")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("file name"), max_length=150, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    access = models.CharField(_("who may read it"), max_length=7, choices=Access, default=Access.TOWN)
    link = models.URLField(_("link"), max_length=500, blank=True)  # instead of a file
    link_state = models.CharField(max_length=7, choices=LinkState, default=LinkState.WAITING)
    link_tried_at = models.DateTimeField(null=True, blank=True)
    content_type = models.CharField(max_length=40, blank=True)
    file = models.FileField(upload_to=stored_name, max_length=100, blank=True)
    size = models.PositiveIntegerField(_("size"), default=0)  # bytes
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)  # null: not counted
    preview = models.FileField(upload_to=preview_name, max_length=100, blank=True)  # PNG of the first page
    scan = models.CharField(max_length=11, choices=Scan, default=Scan.NOT_CHECKED)
    scanned_at = models.DateTimeField(null=True, blank=True)
    # The document that took this one's place; what is replaced stays, as its history.
    replaced_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    withdrawn_at = models.DateTimeField(
        null=True, blank=True
    )  # out of the register; reports may still cite it
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-added_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file="") ^ models.Q(link=""), name="document_is_a_file_or_a_link"
            ),
        ]

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
