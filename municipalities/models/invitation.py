import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition import outbox
from coalition.accounts import acts_for_secretariat
from coalition.models import Event, User
from coalition.workflow import Workflow, WrongState

from .. import extensions
from ..letters import tell
from .member import Member, Role, hold_people, require_coordinator
from .municipality import Municipality

LIFE = timedelta(days=7)
MOST_WAITING = 20
MOST_A_DAY = 50
# Anybody may open an application: until the town is a member its invitations reach fewer strangers.
MOST_A_DAY_BEFORE_MEMBERSHIP = 10
WORKS_THERE = _("This person already works for the municipality: change their role on the team page.")


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        """Without an answer, whether or not there is still time for one."""
        return self.filter(status=self.model.Status.WAITING)

    def answerable(self):
        """Waiting, with time left and sent by somebody who is still here; the newest first."""
        here = self.waiting().filter(expires_at__gt=timezone.now(), invited_by__is_active=True)
        return here.order_by("-invited_at", "-pk")

    def to(self, user):
        """Sent to an address of the person: proved, be it their second."""
        proved = user.emailaddress_set.filter(verified=True).values(address=Lower("email"))
        return self.alias(address=Lower("email")).filter(address__in=proved)

    def of_token(self, token):
        sha256 = digest(token)
        return self.filter(models.Q(token_sha256=sha256) | models.Q(second_token_sha256=sha256))


class Invitation(Workflow):
    """Asks somebody at an address to work for a town in a role; good for seven days and for one answer."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    TRANSITIONS = {
        "accept": ({Status.WAITING}, Status.ACCEPTED),
        "refuse": ({Status.WAITING}, Status.REFUSED),
        "withdraw": ({Status.WAITING}, Status.WITHDRAWN),
    }
    TOWN_VERBS = frozenset({"invite", "renew", "withdraw"})

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    role = models.PositiveSmallIntegerField(_("role"), choices=Role)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.WAITING)
    # Only the digest is kept here: the token goes with the words of the mail, a day after it left (coalition/tidying.py).
    token_sha256 = models.CharField(max_length=64, unique=True)
    # Of a second link to the same, in the mail that says it is about to lapse (municipalities/lapsing.py).
    second_token_sha256 = models.CharField(max_length=64, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="invitations_sent"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "municipality",
                condition=models.Q(status="waiting"),
                name="one_waiting_invitation_per_address_and_municipality",
            ),
            models.CheckConstraint(condition=models.Q(role__in=[1, 2, 3]), name="invitation_role_is_known"),
        ]

    def __str__(self):
        return f"{self.email} · {self.municipality}"

    def get_absolute_url(self):
        return reverse("team", args=[self.municipality.slug])

    @property
    def whom(self):
        """Of whom a line of the trail about it speaks."""
        return f"{self.name} ({self.email})" if self.name else self.email

    @property
    def is_expired(self):
        return self.expires_at <= timezone.now()

    @property
    def is_void(self):
        return self._is_void(self._coordinators())

    @property
    def state(self):
        """The status, or why an invitation that waits can no longer be answered: "void", "expired"."""
        return self.state_among(self._coordinators())

    def state_among(self, coordinators):
        """The same for whoever knows the keys of the town's coordinators."""
        if self.status != self.Status.WAITING:
            return self.status
        return "expired" if self.is_expired else "void" if self._is_void(coordinators) else self.status

    def _is_void(self, coordinators):
        """Whether the one who sent it could no longer send it: the invitation went with their right."""
        inviter = self.invited_by
        if inviter is None or not inviter.is_active:
            return True
        return not (inviter.is_secretariat or inviter.pk in coordinators)

    def _coordinators(self):
        return set(self.municipality.people.coordinating().values_list("user_id", flat=True))

    def is_for(self, user):
        """Whether the address is the person's: proved, be it their second."""
        addresses = user.emailaddress_set.filter(verified=True) if user.is_authenticated else None
        return addresses is not None and addresses.filter(email__iexact=self.email).exists()

    @classmethod
    def obstacle(cls, municipality, email):
        """Why the address cannot be invited, in words; empty where it can."""
        if cls._works_there(municipality, email):
            return WORKS_THERE
        waiting = municipality.invitations.waiting().filter(email__iexact=email).first()
        if waiting and not waiting.is_expired:
            return _(
                "An invitation to this address waits for an answer: renew or withdraw it on the team page."
            )
        return ""

    @staticmethod
    def _works_there(municipality, email):
        address = {"user__emailaddress__email__iexact": email, "user__emailaddress__verified": True}
        return municipality.people.filter(**address).exists()

    @classmethod
    @transaction.atomic
    def send(cls, municipality, by, *, email, role, language, name=""):
        """Invite an address. One that let an invitation expire gets it anew, with the role said now."""
        hold_people(municipality)
        require_coordinator(municipality, by)
        email = email.lower()
        asked = cls(municipality=municipality, email=email, role=role, language=language, name=name)
        if reason := cls.obstacle(municipality, email):
            raise WrongState(asked, "invite", reason)
        if expired := municipality.invitations.waiting().filter(email__iexact=email).first():
            asked.pk, asked._state.adding = expired.pk, False
            asked._untie_handovers()
        elif municipality.invitations.waiting().count() >= MOST_WAITING:
            raise WrongState(
                asked, "invite", _("Twenty invitations wait for an answer. Withdraw those not needed first.")
            )
        asked._mail("invite", by)
        return asked

    @transaction.atomic
    def renew(self, by):
        """A new link and seven new days; the former link opens nothing any more."""
        hold_people(self.municipality)
        require_coordinator(self.municipality, by)
        self._read_again()
        if self.status != self.Status.WAITING:
            raise WrongState(self, "renew", _("This invitation has been answered or withdrawn."))
        if self._works_there(self.municipality, self.email):
            raise WrongState(self, "renew", WORKS_THERE)
        self._untie_handovers(but_of=by)
        self._mail("renew", by)

    @transaction.atomic
    def withdraw(self, by):
        hold_people(self.municipality)
        require_coordinator(self.municipality, by)
        self.take_back(by)

    def take_back(self, by):
        """Withdraw it and its mail; whoever calls has the town held and the right checked."""
        self._move("withdraw", by)
        outbox.cancel(f"invitation-{self.pk}-")

    @transaction.atomic
    def accept(self, by):
        """Give the role to the person, whose address it must be; never a lower one than they have."""
        self._open_for(by, "accept")
        event = self._move("accept", by, answered_at=timezone.now(), answered_by=by)
        outbox.cancel(f"invitation-{self.pk}-lapse-")
        member = self._give_role(by)
        for prepare in extensions.on_acceptance:
            prepare(self, member)
        handed = self.municipality.handovers.filter(invitation=self, completed_at=None).first()
        if handed:
            handed.complete(by)
        tell(self, event, "invitation_accepted", [self.invited_by], handover=handed)

    @transaction.atomic
    def refuse(self, by=None):
        """Whoever holds the link may say no without an account; somebody else who is signed in may not."""
        self._open_for(by, "refuse")
        event = self._move("refuse", by, answered_at=timezone.now(), answered_by=by)
        outbox.cancel(f"invitation-{self.pk}-lapse-")
        told = self.municipality.coordinators() if self.is_void else [self.invited_by]
        tell(self, event, "invitation_refused", told)

    def _open_for(self, by, action):
        hold_people(self.municipality)
        token = self.token_sha256
        self._read_again()
        if by and not self.is_for(by):
            raise PermissionDenied
        if self.token_sha256 != token:
            raise WrongState(
                self, action, _("There is a newer invitation: open the link of the last message.")
            )
        if action == "accept" and self.status == self.Status.WAITING and self.state != self.Status.WAITING:
            raise WrongState(self, action, _("This invitation is no longer good."))

    def _read_again(self):
        self.refresh_from_db(fields=["status", "token_sha256", "expires_at", "invited_by", "role"])

    def _give_role(self, by):
        inviter = self.municipality.people.filter(user=self.invited_by).first()
        member, _is_new = Member.objects.get_or_create(
            municipality=self.municipality,
            user=by,
            # What hangs on an application, be it the inviter's own role, ends with it.
            defaults={"role": self.role, "opening": inviter and inviter.opening},
        )
        if member.role < self.role:
            member.become(self.role, self.invited_by)
        return member

    def _mail(self, action, by):
        """A new token, of which only the digest stays here, in a message of its own."""
        self._check_pace()
        token = secrets.token_urlsafe(32)
        self.token_sha256, self.second_token_sha256, self.invited_by = digest(token), "", by
        self.invited_at = timezone.now()
        self.expires_at = self.invited_at + LIFE
        self.save()
        outbox.cancel(f"invitation-{self.pk}-")
        event = Event.record(self, action, by, is_on_behalf=acts_for_secretariat(by))
        tell(self, event, "invitation", [self.reader()], token=token)

    def _check_pace(self):
        town = self.municipality
        sent = Event.objects.filter(
            content_type=ContentType.objects.get_for_model(Invitation),
            object_id__in=town.invitations.values("pk"),
            action__in=["invite", "renew"],
            at__gt=timezone.now() - timedelta(days=1),
        )
        if sent.count() >= (MOST_A_DAY if town.has_membership else MOST_A_DAY_BEFORE_MEMBERSHIP):
            raise WrongState(self, "invite", _("So many invitations went out today. Go on tomorrow."))

    def _untie_handovers(self, but_of=None):
        """Who offered the town steps back for an invitation of theirs only, and only for that one."""
        offered = self.municipality.handovers.filter(invitation=self, completed_at=None)
        (offered.exclude(giver=but_of) if but_of else offered).update(invitation=None)

    def reader(self):
        """Whom its mail goes to: in the language that a person with an account has chosen, else in both."""
        known = User.objects.filter(emailaddress__email__iexact=self.email, emailaddress__verified=True)
        chosen = known.values_list("language", flat=True).first()
        return (self.email, chosen) if chosen else outbox.Stranger(self.email, self.language)
