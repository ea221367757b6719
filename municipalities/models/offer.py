"""What somebody without an account offers the coalition: verified by mail, read by the secretariat, then public."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition import outbox
from coalition.models import User
from coalition.workflow import Workflow

VERIFIED_WITHIN = timedelta(days=7)
# Who wrote what was declined or taken back is known for so long, to answer when they ask why.
WRITER_KEPT = timedelta(days=90)
SALT = "offer"


class OfferQuerySet(models.QuerySet):
    def waiting(self):
        """Verified and not decided yet, the oldest first."""
        return self.filter(status=Offer.Status.WAITING).order_by("verified_at", "pk")

    def listed(self):
        return self.filter(status=Offer.Status.LISTED)


class Offer(Workflow):
    class Status(models.TextChoices):
        UNVERIFIED = "unverified", _("Not verified yet")
        WAITING = "waiting", _("Waiting")
        LISTED = "listed", _("Listed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Taken off the list")

    TRANSITIONS = {
        "verify": ({Status.UNVERIFIED}, Status.WAITING),
        "publish": ({Status.WAITING}, Status.LISTED),
        "decline": ({Status.WAITING}, Status.DECLINED),
        "withdraw": ({Status.LISTED}, Status.WITHDRAWN),
    }

    key = ""  # what it is called in addresses

    # Sent twice from the same page, it is still one.
    nonce = models.CharField(max_length=16, unique=True, editable=False)
    contact_name = models.CharField(_("your name"), max_length=150, blank=True)
    contact_email = models.EmailField(_("your e-mail address"), max_length=254, blank=True)
    remarks = models.TextField(_("a word to the secretariat"), blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)  # of the page it was written on
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.UNVERIFIED)
    reason = models.TextField(_("reason"), blank=True)
    offered_at = models.DateTimeField(auto_now_add=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return reverse("review_offer", args=[self.key, self.pk])

    @classmethod
    @transaction.atomic
    def offer(cls, nonce, language, **answers):
        """Keep it and mail its writer the link that verifies it; nobody else hears of it before."""
        offered, is_new = cls.objects.get_or_create(nonce=nonce, defaults={"language": language, **answers})
        if is_new:
            offered._tell_writer("offer_verification", "verification", token=offered.token)
        return offered

    @property
    def token(self):
        """Of the link; good for VERIFIED_WITHIN, and once: what was verified is not verified again."""
        return signing.dumps([self.key, self.pk], salt=SALT)

    @transaction.atomic
    def verify(self):
        event = self._move("verify", None, verified_at=timezone.now())
        outbox.put(
            [
                outbox.compose(
                    key=f"offer-{self.key}-{self.pk}-{event.pk}-{reader.pk}",
                    category="arrival",
                    to=reader,
                    template="offer_received",
                    context={"offer": self},
                )
                for reader in User.objects.secretariat()
            ]
        )

    @transaction.atomic
    def publish(self, by):
        """Put it on the public page."""
        event = self._move("publish", by, decided_at=timezone.now())
        self._tell_writer("offer_listed", event.pk)

    @transaction.atomic
    def decline(self, by, reason):
        event = self._move("decline", by, note=reason, reason=reason, decided_at=timezone.now())
        self._tell_writer("offer_declined", event.pk)

    @transaction.atomic
    def withdraw(self, by, reason):
        """Take it off the public page."""
        event = self._move("withdraw", by, note=reason, reason=reason, decided_at=timezone.now())
        self._tell_writer("offer_withdrawn", event.pk)

    def _tell_writer(self, template, occasion, **context):
        if "@" not in self.contact_email:  # forgotten meanwhile (coalition/forgetting.py)
            return
        outbox.queue(
            key=f"offer-{self.key}-{self.pk}-{occasion}",
            category="visitor",
            to=(self.contact_email, self.language),
            template=template,
            context={"offer": self, **context},
        )

    @classmethod
    def tidy(cls, now):
        """Forget what was never verified, and who wrote what is not listed."""
        cls.objects.filter(status=cls.Status.UNVERIFIED, offered_at__lt=now - VERIFIED_WITHIN).delete()
        gone = {cls.Status.DECLINED, cls.Status.WITHDRAWN}
        past = cls.objects.filter(status__in=gone, decided_at__lt=now - WRITER_KEPT)
        past.exclude(contact_name="", contact_email="", remarks="").update(
            contact_name="", contact_email="", remarks=""
        )


class Endorsement(Offer):
    """An organization that stands behind the coalition in public."""

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("Community organization")
        INDIGENOUS = "indigenous", _("Indigenous organization")
        LABOUR = "labour", _("Union or professional body")
        BUSINESS = "business", _("Business")
        SCHOOL = "school", _("School, college or university")
        FAITH = "faith", _("Faith community")
        PUBLIC = "public", _("Public body")
        OTHER = "other", _("Other")

    key = "endorsement"

    name = models.CharField(_("name of the organization"), max_length=150)
    kind = models.CharField(_("kind of organization"), max_length=12, choices=Kind)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Research(Offer):
    """A study that somebody contributes; the reference only, the text stays where it is."""

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")
        BOTH = "both", _("English and French")
        OTHER = "other", _("Another language")

    key = "research"

    title = models.CharField(_("title"), max_length=300)
    authors = models.CharField(_("authors"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"))
    written_in = models.CharField(_("language of the text"), max_length=5, choices=Language)
    link = models.URLField(_("where it can be read"), max_length=500)
    summary = models.TextField(_("summary"))

    class Meta:
        verbose_name = _("contributed research")
        verbose_name_plural = _("contributed research")
        ordering = ["-year", "title", "pk"]

    def __str__(self):
        return self.title


OFFERS = {model.key: model for model in (Endorsement, Research)}


def read_token(token):
    """The offer whose link somebody holds; None where the link is not ours, too old, or of what is gone."""
    try:
        key, pk = signing.loads(token, salt=SALT, max_age=VERIFIED_WITHIN)
    except signing.BadSignature:
        return None
    return OFFERS[key].objects.filter(pk=pk).first()
