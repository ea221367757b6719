import hashlib

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.accounts import acts_for_secretariat
from coalition.models import Event
from municipalities.models import Municipality, Reminder

from ..matters import matter_of_declaration


class Declaration(models.Model):
    """A version of the text a town signs. A signed version is never edited: a new text is a new version."""

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))  # paragraphs separated by blank lines
    in_force_from = models.DateField(_("in force from"))
    is_confirmed = models.BooleanField(_("confirmed by the Commission"), default=False)

    class Meta:
        verbose_name = _("Declaration")
        verbose_name_plural = _("Declarations")
        ordering = ["-version"]

    def __str__(self):
        return f"{self.title} ({self.version})"

    @classmethod
    def in_force(cls, on):
        return cls.objects.filter(in_force_from__lte=on).first()

    def sha256(self, language):
        """Hex digest of the text as shown to the signatory, in UTF-8."""
        return hashlib.sha256(getattr(self, f"text_{language}").encode()).hexdigest()


class Signature(models.Model):
    """The Declaration as signed for a town: by whom, when, which version, in which language."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="signatures")
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="signatures")
    signatory_name = models.CharField(_("name of the person who signs"), max_length=150)
    signatory_title = models.CharField(_("title of the person who signs"), max_length=150)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text_sha256 = models.CharField(max_length=64)
    signed_on = models.DateField(_("signed on"))
    # When it was recorded here: the ceremony is often days before.
    signed_at = models.DateTimeField(_("signed at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["-signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "declaration"], name="one_signature_per_municipality_and_declaration"
            ),
        ]

    def __str__(self):
        return f"{self.municipality}: {self.signatory_name}"

    @classmethod
    @transaction.atomic
    def sign(cls, municipality, declaration, *, by, name, title, signed_on, language):
        """Sign, or sign again: what changed replaces the signature, and a second click changes nothing."""
        signed = {
            "signatory_name": name,
            "signatory_title": title,
            "signed_on": signed_on,
            "language": language,
            "text_sha256": declaration.sha256(language),
        }
        new = signed | {"signed_at": timezone.now(), "recorded_by": by}
        signature, is_new = cls.objects.select_for_update(no_key=True).get_or_create(
            municipality=municipality, declaration=declaration, defaults=new
        )
        if is_new:
            Reminder.settle(matter_of_declaration(municipality))
            Event.record(signature, "sign", by, is_on_behalf=acts_for_secretariat(by))
        elif any(getattr(signature, field) != value for field, value in signed.items()):
            for field, value in new.items():
                setattr(signature, field, value)
            signature.save(update_fields=new)
            Event.record(signature, "sign_again", by, is_on_behalf=acts_for_secretariat(by))
        return signature
