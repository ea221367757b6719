from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from coalition.i18n import speaking
from coalition.text import masked
from coalition.visitors import DAY

from .. import consent as consents
from ..letters import cancel_bulletins, send_already_subscribed, send_confirmation

SALT = "bulletin"
MOST_MAILS_A_DAY = 3  # to one address, whoever asks for them


def new_token():
    return get_random_string(32)


class SubscriptionQuerySet(models.QuerySet):
    def active(self):
        return self.filter(status=Subscription.Status.ACTIVE)

    def at(self, *addresses):
        wanted = [address.lower() for address in addresses]
        return self.alias(address=Lower("email")).filter(address__in=wanted).exclude(email="")


class Subscription(models.Model):
    """An address and the bulletin: whether it is sent there, in which language, and the token that ends it.

    It belongs to the address, with or without an account. The token is good for ever: a mail of years ago ends it.
    """

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Not confirmed yet")
        ACTIVE = "active", _("Active")
        ENDED = "ended", _("Ended")

    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)  # blank once it is forgotten
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    status = models.CharField(_("status"), max_length=11, choices=Status, default=Status.UNCONFIRMED)
    joined_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="one_subscription_per_address"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="active") | ~models.Q(email=""),
                name="an_active_subscription_has_an_address",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "id"], name="subscriptions_to_send_to"),
        ]

    def __str__(self):
        return f"{self.pk}"

    def get_absolute_url(self):
        return reverse("bulletin_subscription", args=[self.token])

    @property
    def is_active(self):
        return self.status == self.Status.ACTIVE

    @property
    def leaving_url(self):
        """Absolute, in the reader's language: the link in each mail, and what a mailbox posts to (RFC 8058)."""
        with speaking(self.language):
            return settings.SITE_URL + self.get_absolute_url()

    @property
    def masked_email(self):
        """Enough to tell one's own addresses apart: "l…@example.org"."""
        return masked(self.email)

    @classmethod
    @transaction.atomic
    def ask(cls, email, language, nonce):
        """Somebody gave this address on the public page: mail it the link that confirms. Once for each nonce."""
        subscription = cls._of(email, language)
        if subscription.is_active:
            send_already_subscribed(subscription, nonce, most=MOST_MAILS_A_DAY)
        elif subscription._asked_lately() < MOST_MAILS_A_DAY:
            consent, is_new = Consent.objects.get_or_create(
                subscription=subscription,
                nonce=nonce,
                defaults=Consent.said(language, Consent.Source.PAGE),
            )
            if is_new:
                send_confirmation(subscription, consent)

    @classmethod
    @transaction.atomic
    def tick(cls, person):
        """Somebody signed in, whose address is proved, ticks the box in the pages of the account."""
        subscription = cls._of(person.email, person.language)
        if not subscription.is_active:
            now = timezone.now()
            said = Consent.said(person.language, Consent.Source.ACCOUNT)
            subscription.consents.create(**said, confirmed_at=now)
            subscription._begin(person.language, now)
        return subscription

    @classmethod
    def _of(cls, email, language):
        """The address's own row, held until the transaction ends."""
        standing = cls.objects.at(email).select_for_update(no_key=True).first()
        if standing is None:
            cls.objects.bulk_create([cls(email=email, language=language)], ignore_conflicts=True)
            standing = cls.objects.at(email).select_for_update(no_key=True).get()
        return standing

    def _asked_lately(self):
        return self.consents.filter(asked_at__gt=timezone.now() - DAY).count()

    def _begin(self, language, now):
        self._write(status=self.Status.ACTIVE, language=language, joined_at=now)

    def _write(self, **changes):
        type(self).objects.filter(pk=self.pk).update(**changes)
        for name, value in changes.items():
            setattr(self, name, value)

    def hold(self):
        """Nobody else writes the row until the transaction ends; it is read as it stands."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(no_key=True))

    @transaction.atomic
    def speak(self, language):
        """From now on the bulletin comes in this language."""
        self.hold()
        self._write(language=language)

    @transaction.atomic
    def leave(self):
        """End it at once; what waits in the outbox is not sent any more. A second time changes nothing."""
        self.hold()
        if self.is_active:
            self._write(status=self.Status.ENDED)
            self.consents.holding().update(ended_at=timezone.now())
            cancel_bulletins(self)


class ConsentQuerySet(models.QuerySet):
    def holding(self):
        return self.filter(confirmed_at__isnull=False, ended_at=None)


class Consent(models.Model):
    """The proof that an address may be written to: who asked where, in which words, and when it was confirmed and ended."""

    class Source(models.TextChoices):
        PAGE = "page", _("the public page, confirmed by mail")
        ACCOUNT = "account", _("the pages of an account")

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="consents")
    wording = models.TextField(_("wording"))
    version = models.PositiveSmallIntegerField(_("version of the wording"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    source = models.CharField(_("source"), max_length=7, choices=Source)
    nonce = models.CharField(max_length=16, blank=True, editable=False)  # of the page it was sent from
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "nonce"],
                condition=~models.Q(nonce=""),
                name="one_consent_per_sending",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(confirmed_at__isnull=False),
                name="a_consent_ends_after_it_was_given",
            ),
        ]

    def __str__(self):
        return f"{self.subscription_id}, {self.asked_at:%Y-%m-%d}"

    @staticmethod
    def said(language, source):
        with speaking(language):
            wording = str(consents.WORDING)
        return {"wording": wording, "version": consents.VERSION, "language": language, "source": source}

    @property
    def token(self):
        """Of the link in the mail; good for CONFIRMED_WITHIN."""
        return signing.dumps(self.pk, salt=SALT)

    @property
    def state(self):
        """ "asked", "given" or "ended": what the page of the link says."""
        if self.ended_at:
            return "ended"
        is_given = self.confirmed_at or self.subscription.is_active
        return "given" if is_given else "asked"

    @transaction.atomic
    def confirm(self):
        """The owner of the address pressed the button: from now on the bulletin comes. A second time changes nothing."""
        subscription = self.subscription
        subscription.hold()
        self.refresh_from_db(fields=["confirmed_at", "ended_at"])
        if self.state == "asked":
            now = timezone.now()
            type(self).objects.filter(pk=self.pk).update(confirmed_at=now)
            subscription._begin(self.language, now)


def read_token(token):
    """The consent whose link somebody holds; None where it is not ours, too old, or of what is gone."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=consents.CONFIRMED_WITHIN)
    except signing.BadSignature:
        return None
    return Consent.objects.select_related("subscription").filter(pk=pk).first()
