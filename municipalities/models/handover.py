from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.workflow import WrongState

from ..letters import tell
from .invitation import Invitation
from .member import Role, hold_people, record_of_person, require_coordinator
from .municipality import Municipality


class Handover(models.Model):
    """What one coordinator leaves to the next: a note in their own words; the facts are read when it is opened."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(_("what your successor should know"), blank=True)
    # What the giver does afterwards: a lower role, or none. Null too where the secretariat names a coordinator.
    keeps = models.PositiveSmallIntegerField(_("role kept"), choices=Role, null=True, blank=True)
    # A successor from outside is invited first: the hand-over is complete once they accept.
    invitation = models.OneToOneField(
        Invitation, null=True, blank=True, on_delete=models.SET_NULL, related_name="handover"
    )
    given_at = models.DateTimeField(auto_now_add=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-given_at"]

    def __str__(self):
        return f"{self.municipality} ({self.given_at:%Y-%m-%d})"

    def get_absolute_url(self):
        return reverse("handover_pack", args=[self.municipality.slug, self.pk])

    @classmethod
    @transaction.atomic
    def give(cls, municipality, by, *, successor, note, keeps=None):
        """Hand the town over to one of its people, a Member; the giver keeps a lower role, or none."""
        hold_people(municipality)
        require_coordinator(municipality, by)
        handover = cls.objects.create(municipality=municipality, giver=by, note=note, keeps=keeps)
        handover.complete(successor.user)
        return handover

    @classmethod
    @transaction.atomic
    def offer(cls, municipality, by, *, email, name, language, note, keeps=None):
        """Hand it over to somebody who is not here yet: they are invited, and the giver stays until they accept."""
        address = {"email": email, "name": name, "language": language}
        invitation = Invitation.send(municipality, by, role=Role.COORDINATOR, **address)
        return cls.objects.create(
            municipality=municipality, giver=by, note=note, keeps=keeps, invitation=invitation
        )

    @transaction.atomic
    def complete(self, successor):
        """The successor, already of the town, coordinates; the giver steps back as they chose."""
        hold_people(self.municipality)
        people = self.municipality.people.select_related("user")
        taking = people.filter(user=successor).first()
        if taking is None:
            raise WrongState(
                self.municipality, "hand_over", _("This person no longer works for the municipality.")
            )
        if taking.role < Role.COORDINATOR:
            taking.become(Role.COORDINATOR, self.giver)
        event = record_of_person(self.municipality, "hand_over", self.giver, successor)
        giving = people.filter(user=self.giver).first()
        if giving and giving != taking and giving.role == Role.COORDINATOR:
            self._pass_on_invitations(successor)
            if self.keeps is None:
                giving.go("leave", self.giver)
            else:
                giving.become(self.keeps, self.giver)
        self.successor, self.completed_at = successor, timezone.now()
        self.save(update_fields=["successor", "completed_at"])
        tell(self, event, "handover_received", [successor])

    def _pass_on_invitations(self, successor):
        """What the giver offered stays good, in the successor's name; but for another hand-over, which this one ends."""
        waiting = self.municipality.invitations.waiting().filter(invited_by=self.giver, handover=None)
        Invitation.objects.filter(pk__in=waiting.values("pk")).update(invited_by=successor)
