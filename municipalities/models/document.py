import hashlib
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition import doorbell
from coalition.accounts import acts_for_secretariat
from coalition.models import Event, TriedLink
from coalition.workflow import WrongState

from .document_queries import DocumentQuerySet
from .document_room import check_papers, check_room, check_twins
from .municipality import Municipality
from .reminder import Reminder


def stored_name(document, filename):
    """A random name, so that nothing of the sender's reaches the disk."""
    return f"documents/{secrets.token_hex(16)}"


def preview_name(document, filename):
    return f"previews/{secrets.token_hex(16)}"


class Document(TriedLink):
    """A file or a link of a town. A file lies outside the web root and is served as an attachment to who may read it."""

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
        BEYOND = "beyond", _("Could not be checked, locked")  # more than the scanner's limits
        NOT_CHECKED = "not_checked", _("Not checked for viruses")

    OF_APPLICATION = frozenset({Kind.LETTER, Kind.RESOLUTION})
    LOCKED = frozenset({Scan.WAITING, Scan.INFECTED, Scan.BEYOND})

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("file name"), max_length=150, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    access = models.CharField(_("who may read it"), max_length=7, choices=Access, default=Access.TOWN)
    content_type = models.CharField(max_length=40, blank=True)
    file = models.FileField(upload_to=stored_name, max_length=100, blank=True)
    size = models.PositiveIntegerField(_("size"), default=0)  # bytes
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)  # null: not counted
    preview = models.FileField(upload_to=preview_name, max_length=100, blank=True)  # PNG of the first page
    drawn_at = models.DateTimeField(null=True, blank=True)  # null: pages and preview were not tried yet
    scan = models.CharField(max_length=11, choices=Scan, default=Scan.NOT_CHECKED)
    scanned_at = models.DateTimeField(null=True, blank=True)
    # The document that took this one's place; what is replaced stays, as its history.
    replaced_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # out of the register, and kept
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
        return self.title or self.name or self.link

    def get_absolute_url(self):
        return reverse("evidence_item", args=[self.municipality.slug, self.pk])

    @property
    def matter(self):
        """Its key where people are reminded of it (models/reminder.py)."""
        return f"link:{self.pk}"

    @property
    def status(self):
        if self.withdrawn_at:
            return "withdrawn"
        return "replaced" if self.replaced_by_id else "current"

    @property
    def is_locked(self):
        """Whether nobody may have the file: it is being checked, or something is wrong with it."""
        return bool(self.file) and self.scan in self.LOCKED

    @property
    def mark(self):
        """How the scan or the link stands, as coalition/marks.py draws it."""
        state = self.scan if self.file else self.link_state
        return {"waiting": "checking" if self.file else "not_tried"}.get(state, state)

    @property
    def trouble(self):
        """The mark, where something is wrong or not known yet; what is as usual needs no word beside every title."""
        return self.mark if self.is_locked or self.mark == "broken" else ""

    @property
    def label(self):
        """What tells it from the one whose title it took over."""
        return self.link or self.name

    @property
    def format_name(self):
        return self.content_type.rpartition("/")[2].upper()

    @property
    def link_host(self):
        return urlsplit(self.link).hostname or self.link

    @property
    def is_of_application(self):
        """A paper of the application is changed there, not in the register."""
        return self.kind in self.OF_APPLICATION

    def is_cited(self):
        """Whether an application rests on it."""
        from .application import Application  # it imports this module

        return Application.objects.filter(models.Q(letter=self) | models.Q(resolution=self)).exists()

    def discard(self):
        """Delete the row now and the files once that is certain."""
        files = [file for file in (self.file, self.preview) if file]
        self.delete()
        for file in files:
            transaction.on_commit(lambda file=file: file.storage.delete(file.name), robust=True)

    @classmethod
    def store(cls, municipality, upload, kind, by, **details):
        """Keep a checked upload (municipalities/uploads.py) and return its Document."""
        document = cls.objects.create(
            municipality=municipality,
            kind=kind,
            name=upload.clean_name,
            content_type=upload.true_type,
            file=upload,
            size=upload.size,
            sha256=digest_of(upload),
            scan=cls.Scan.WAITING if settings.CLAMAV_ADDRESS else cls.Scan.NOT_CHECKED,
            added_by=by,
            **details,
        )
        transaction.on_commit(_ring_for_files, robust=True)
        return document

    @classmethod
    @transaction.atomic
    def add_file(cls, municipality, upload, by, **details):
        """Put a checked upload into the register. Refused where the town's room is full, Twin where it is there."""
        check_room(municipality, upload.size)
        check_twins(municipality, sha256=digest_of(upload))
        document = cls.store(municipality, upload, by=by, **details)
        Event.record(document, "add", by, is_on_behalf=acts_for_secretariat(by))
        return document

    @classmethod
    @transaction.atomic
    def add_link(cls, municipality, link, by, **details):
        """Put an address into the register; a task tries it (coalition/links.py)."""
        check_room(municipality)
        check_twins(municipality, link=link)
        document = cls.objects.create(municipality=municipality, link=link, added_by=by, **details)
        transaction.on_commit(_ring_for_links, robust=True)
        Event.record(document, "add", by, is_on_behalf=acts_for_secretariat(by))
        return document

    @transaction.atomic
    def revise(self, by, **details):
        """Change what the register says of it: title, kind, language, access."""
        self.require_change("revise")
        if all(getattr(self, name) == value for name, value in details.items()):
            return
        type(self).objects.filter(pk=self.pk).update(**details)
        for name, value in details.items():
            setattr(self, name, value)
        Event.record(self, "revise", by, is_on_behalf=acts_for_secretariat(by))

    @transaction.atomic
    def replace(self, by, *, upload=None, link=""):
        """A new file or link takes its place, under the same title and access; this one stays as its history."""
        Municipality.objects.select_for_update(no_key=True).get(pk=self.municipality_id)
        self.require_change("replace")
        details = {name: getattr(self, name) for name in ("kind", "title", "language", "access")}
        if upload:
            check_papers(self.municipality, digest_of(upload))
            document = type(self).add_file(self.municipality, upload, by, **details)
        else:
            document = type(self).add_link(self.municipality, link, by, **details)
        type(self).objects.filter(pk=self.pk).update(replaced_by=document)
        self.replaced_by = document
        Reminder.settle(self.matter)
        is_on_behalf = acts_for_secretariat(by)
        Event.record(self, "replace", by, note=document.label, is_on_behalf=is_on_behalf)
        Event.record(document, "succeed", by, note=self.label, is_on_behalf=is_on_behalf)
        return document

    @transaction.atomic
    def withdraw(self, by):
        """Take it out of the register. Its town and the secretariat can still read it at its address."""
        self.require_withdrawal()
        self.withdrawn_at = timezone.now()
        type(self).objects.filter(pk=self.pk).update(withdrawn_at=self.withdrawn_at)
        Reminder.settle(self.matter)
        Event.record(self, "withdraw", by, is_on_behalf=acts_for_secretariat(by))

    def require_change(self, verb):
        """WrongState unless it stands in the register and belongs there. Inside a transaction it stays so."""
        if self.is_of_application:
            raise WrongState(self, verb, _("It belongs to the application, and is changed there."))
        self._require_current(verb)

    def require_withdrawal(self):
        if self.is_cited():
            raise WrongState(self, "withdraw", _("The application to join rests on it, so it stays."))
        self._require_current("withdraw")

    def _require_current(self, verb):
        rows = type(self).objects.filter(pk=self.pk)
        if transaction.get_connection().in_atomic_block:
            rows = rows.select_for_update(no_key=True)
        row = rows.get()
        if row.status == "replaced":
            raise WrongState(self, verb, _("A newer document has taken its place."))
        if row.status == "withdrawn":
            raise WrongState(self, verb, _("It was taken out of the register."))


def digest_of(upload):
    """SHA-256 of an open file, which is left at its beginning."""
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _ring_for_files():
    doorbell.ring("municipalities.tasks.look_after_files")


def _ring_for_links():
    doorbell.ring("municipalities.tasks.try_links")
