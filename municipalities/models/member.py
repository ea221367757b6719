from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coalition.accounts import acts_for_secretariat
from coalition.models import Event
from coalition.workflow import WrongState

from ..letters import tell
from .municipality import Municipality
from .reminder import Reminder


class Role(models.IntegerChoices):
    """What a person may do for a town. A higher role may do all that a lower one may."""

    VIEWER = 1, _("viewer")
    CONTRIBUTOR = 2, _("contributor")
    COORDINATOR = 3, _("coordinator")


# The verbs of the trail, which says in both languages what somebody became.
MADE = {
    Role.VIEWER: "make_viewer",
    Role.CONTRIBUTOR: "make_contributor",
    Role.COORDINATOR: "make_coordinator",
}
VERBS_OF_PEOPLE = frozenset({*MADE.values(), "remove_person", "leave", "hand_over"})


class MemberQuerySet(models.QuerySet):
    def coordinating(self):
        return self.filter(role=Role.COORDINATOR, user__is_active=True)


class Member(models.Model):
    """A person's role in a municipality."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    role = models.PositiveSmallIntegerField(_("role"), choices=Role, default=Role.VIEWER)
    # The application whose opening gave the role: it goes again where the application comes to nothing.
    opening = models.ForeignKey(
        "municipalities.Application",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="roles_given",
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of a municipality")
        verbose_name_plural = _("people of municipalities")
        ordering = ["-role", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "user"], name="one_role_per_person_and_municipality"
            ),
            models.CheckConstraint(condition=models.Q(role__in=[1, 2, 3]), name="role_is_known"),
        ]

    def __str__(self):
        return f"{self.user} · {self.municipality} · {self.get_role_display()}"

    def get_absolute_url(self):
        return reverse("team", args=[self.municipality.slug])

    @transaction.atomic
    def change_role(self, by, role):
        """Another role, from the next request on. The last coordinator keeps theirs, but for the secretariat."""
        self._hold(by)
        if role == self.role:
            return
        if role < Role.COORDINATOR:
            self._require_successor(by)
        event = self.become(role, by)
        if by != self.user:
            tell(self, event, "role_changed", [self.user])

    @transaction.atomic
    def remove(self, by):
        """Take the role away, from the next request on."""
        self._hold(by)
        self._require_successor(by)
        event = self.go("remove_person", by)
        tell(self, event, "role_removed", [self.user])

    @transaction.atomic
    def leave(self):
        """Give the role back; the coordinators hear of it."""
        hold_people(self.municipality)
        self._read_again()
        self._require_successor(self.user)
        event = self.go("leave", self.user)
        tell(self, event, "role_left", self.municipality.coordinators())

    def become(self, role, by):
        """Write the role and the line of the trail; whoever calls has the town held and the right checked."""
        Member.objects.filter(pk=self.pk).update(role=role)
        self.role = role
        return record_of_person(self.municipality, MADE[Role(role)], by, self.user)

    def go(self, verb, by):
        """Delete the role; what waits for an answer of theirs goes with it, or it would let them in again."""
        Member.objects.filter(pk=self.pk).delete()
        Reminder.keep_back(municipality=self.municipality, person=self.user)
        for invitation in self.municipality.invitations.waiting().to(self.user):
            invitation.take_back(by)
        return record_of_person(self.municipality, verb, by, self.user)

    def _hold(self, by):
        hold_people(self.municipality)
        require_coordinator(self.municipality, by)
        self._read_again()

    def _read_again(self):
        role = Member.objects.filter(pk=self.pk).values_list("role", flat=True).first()
        if role is None:
            raise WrongState(self, "change", _("This person no longer works for the municipality."))
        self.role = Role(role)

    def _require_successor(self, by):
        others = self.municipality.people.coordinating().exclude(pk=self.pk)
        if self.role == Role.COORDINATOR and not acts_for_secretariat(by) and not others.exists():
            raise WrongState(
                self,
                "leave",
                _(
                    "You are the last coordinator of this municipality. Hand it over to a successor first,"
                    " or write to the secretariat."
                ),
            )


def hold_people(*municipalities):
    """Of two changes to a town's people at once, the second sees the first: each verb begins with this lock."""
    keys = [municipality.pk for municipality in municipalities]
    list(Municipality.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def require_coordinator(municipality, by):
    """PermissionDenied unless the person coordinates the town at this moment, or acts for the secretariat."""
    if not acts_for_secretariat(by) and not municipality.people.coordinating().filter(user=by).exists():
        raise PermissionDenied


def record_of_person(municipality, verb, by, whom):
    # Not only in the session of `by`: what they offered may be accepted days later.
    is_on_behalf = bool(by and by.is_secretariat)
    return Event.record(municipality, verb, by, whom=whom, is_on_behalf=is_on_behalf)
