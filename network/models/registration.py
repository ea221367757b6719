from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from coalition.i18n import speaking
from coalition.workflow import WrongState

from ..event_letters import tell, tell_registered_already, verify
from .gathering import Gathering

VERIFIED_WITHIN = timedelta(days=7)
KEPT_AFTER_EVENT = timedelta(days=60)  # to answer who asks whether they were there
MOST_MAILS = 3  # a day to one address about one event
FORGOTTEN = {"name": "", "email": "", "organization": "", "access_needs": "", "person": None}


def new_token():
    return get_random_string(32)


class RegistrationQuerySet(models.QuerySet):
    def registered(self):
        return self.filter(status=Registration.Status.REGISTERED)

    def waiting(self):
        """Who came first is first."""
        return self.filter(status=Registration.Status.WAITING).order_by("placed_at", "pk")

    def placed(self):
        """Who comes, then who waits, in the order in which they came."""
        order = models.Case(models.When(status=Registration.Status.REGISTERED, then=0), default=1)
        kept = self.filter(status__in=[Registration.Status.REGISTERED, Registration.Status.WAITING])
        return kept.order_by(order, "placed_at", "pk")

    def forget(self):
        """Whose they were; the rows stay, for the numbers."""
        return self.update(**FORGOTTEN)

    def at(self, *addresses):
        wanted = [address.lower() for address in addresses]
        return self.alias(address=Lower("email")).filter(address__in=wanted).exclude(email="")


class Registration(models.Model):
    """Somebody who takes part in an event, or waits for a place. The token opens its page, without an account."""

    class Status(models.TextChoices):
        UNVERIFIED = "unverified", _("Not confirmed yet")
        REGISTERED = "registered", _("Registered")
        WAITING = "waiting", _("On the waiting list")
        LEFT = "left", _("Has left")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    organization = models.CharField(_("organization"), max_length=150, blank=True)
    access_needs = models.TextField(_("what they need to take part"), blank=True)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    nonce = models.CharField(max_length=16, blank=True, editable=False)  # of the page it was sent from
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.UNVERIFIED)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    placed_at = models.DateTimeField(_("registered at"), null=True, blank=True)
    attended = models.BooleanField(_("was there"), default=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["pk"]
        indexes = [models.Index(fields=["gathering", "status", "placed_at"], name="registrations_in_order")]
        constraints = [
            models.UniqueConstraint(
                "gathering",
                Lower("email"),
                condition=~models.Q(email=""),
                name="one_registration_per_event_and_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["registered", "waiting"]) | models.Q(placed_at__isnull=False),
                name="who_has_a_place_has_the_time_of_it",
            ),
        ]

    def __str__(self):
        return f"{self.gathering_id}, {self.pk}"

    def get_absolute_url(self):
        return reverse("event_registration", args=[self.token])

    @property
    def page_url(self):
        """Absolute, in the reader's language, for mail."""
        with speaking(self.language):
            return settings.SITE_URL + self.get_absolute_url()

    @property
    def is_placed(self):
        return self.status in {self.Status.REGISTERED, self.Status.WAITING}

    @property
    def place_in_line(self):
        """1 is the next to move up."""
        return (
            self.gathering.registrations.waiting()
            .filter(
                models.Q(placed_at__lt=self.placed_at) | models.Q(placed_at=self.placed_at, pk__lte=self.pk)
            )
            .count()
        )

    @classmethod
    @transaction.atomic
    def ask(cls, gathering, nonce, language, **said):
        """Somebody gave this address: mail it the link that confirms. Who has a place already keeps it as it is."""
        gathering.hold()
        require_open(gathering)
        standing = cls._of(gathering, said["email"])
        if standing is None:
            verify(cls.objects.create(gathering=gathering, nonce=nonce, language=language, **said))
        elif standing.is_placed:
            tell_registered_already(standing, nonce, most=MOST_MAILS)
        elif standing.nonce != nonce:
            unverified = {"status": cls.Status.UNVERIFIED, "asked_at": timezone.now(), "person": None}
            standing._write(nonce=nonce, language=language, **said, **unverified)
            verify(standing, most=MOST_MAILS)

    @classmethod
    @transaction.atomic
    def join(cls, gathering, person, **said):
        """Somebody signed in, whose address is proved: a place at once, or one in the line. A second click changes nothing."""
        gathering.hold()
        standing = cls._of(gathering, person.email)
        if standing and standing.is_placed:
            return standing
        require_open(gathering)
        who = {"name": person.name, "email": person.email, "language": person.language, "person": person}
        if standing is None:
            standing = cls.objects.create(gathering=gathering, **who, **said)
        else:
            standing._write(**who, **said)
        standing._place()
        return standing

    @classmethod
    @transaction.atomic
    def mark_attendance(cls, gathering, *, shown, ticked):
        """Who was there: of `shown`, the keys that stood ticked on the page, only what is ticked otherwise is written."""
        registered = gathering.registrations.registered()
        registered.filter(pk__in=ticked - shown).update(attended=True)
        registered.filter(pk__in=shown - ticked).update(attended=False)

    @classmethod
    def of_person(cls, user, addresses):
        """Under the account, or at one of the person's addresses before there was one."""
        at_address = cls.objects.at(*addresses).values("pk")
        return cls.objects.filter(models.Q(person=user) | models.Q(pk__in=at_address))

    @classmethod
    def _of(cls, gathering, email):
        found = gathering.registrations.at(email).first()
        if found:
            found.gathering = gathering
        return found

    @transaction.atomic
    def confirm(self):
        """The owner of the address pressed the button. A second time changes nothing."""
        self._hold()
        if self.status == self.Status.UNVERIFIED:
            require_open(self.gathering)
            self._place()

    @transaction.atomic
    def leave(self):
        """Give the place back; the first who waits moves up. A second time changes nothing."""
        self._hold()
        if self.status != self.Status.LEFT:
            self._write(status=self.Status.LEFT)
            if timezone.now() < self.gathering.starts_at and not self.gathering.is_cancelled:
                self.gathering.fill()

    def move_up(self):
        self._write(status=self.Status.REGISTERED)

    def _hold(self):
        # The event first, always: two who come at once wait for each other there, and nowhere else.
        self.gathering.hold()
        self.refresh_from_db(fields=["status", "placed_at"])

    def _place(self):
        """A place where one is left, else one at the end of the line. The event is held."""
        is_free = self.gathering.places_left() != 0
        status = self.Status.REGISTERED if is_free else self.Status.WAITING
        self._write(status=status, placed_at=timezone.now())
        tell(
            self,
            "event_registered" if is_free else "event_waiting",
            f"placed-{self.placed_at:%Y%m%d%H%M%S%f}",
        )

    def _write(self, **changes):
        type(self).objects.filter(pk=self.pk).update(**changes)
        for name, value in changes.items():
            setattr(self, name, value)


def require_open(gathering):
    """WrongState where nobody can register any more."""
    if not gathering.is_open(timezone.now()):
        raise WrongState(gathering, "register", _("This event takes no registrations now."))
