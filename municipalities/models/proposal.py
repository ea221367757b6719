from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models import Event, User
from coalition.workflow import Workflow, WrongState

from ..letters import tell
from .former_slug import FormerSlug
from .municipality import Municipality
from .province import Province

MOST_WAITING = 5  # of one person


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=Proposal.Status.WAITING)

    def has_room_for(self, user):
        """Whether the person may propose another municipality now."""
        return self.waiting().filter(proposed_by=user).count() < MOST_WAITING


class Proposal(Workflow):
    """A municipality that somebody misses in the registry; the secretariat looks before it is added."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ADDED = "added", _("Added to the registry")
        MATCHED = "matched", _("Already in the registry")
        DECLINED = "declined", _("Not added")

    TRANSITIONS = {
        "add": ({Status.WAITING}, Status.ADDED),
        "match": ({Status.WAITING}, Status.MATCHED),
        "decline": ({Status.WAITING}, Status.DECLINED),
    }

    name = models.CharField(_("name"), max_length=120)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="+")
    website = models.URLField(_("website"), blank=True)
    remarks = models.TextField(_("what kind of municipality it is"), blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.WAITING)
    reason = models.TextField(_("reason"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed municipality")
        verbose_name_plural = _("proposed municipalities")
        ordering = ["proposed_at", "pk"]

    def __str__(self):
        return f"{self.name} ({self.province_id})"

    @classmethod
    @transaction.atomic
    def propose(cls, by, name, province, website="", remarks=""):
        """Put a missing municipality before the secretariat; WrongState where the person's others wait already.

        Proposed twice, it waits once.
        """
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # no two proposals count at once
        mine = cls.objects.waiting().filter(proposed_by=by)
        if existing := mine.filter(name__iexact=name, province=province).first():
            return existing
        proposal = cls(name=name, province=province, website=website, remarks=remarks, proposed_by=by)
        if not cls.objects.has_room_for(by):
            raise WrongState(
                proposal, "propose", _("The secretariat has not yet looked at your other proposals.")
            )
        proposal.save()
        event = Event.record(proposal, "propose", by)
        tell(proposal, event, "proposal_received", User.objects.secretariat(), category="arrival")
        return proposal

    @transaction.atomic
    def add(self, by, name_en, name_fr, province, website="", level=Municipality.Level.OTHER):
        """Enter the municipality into the registry."""
        self.refuse_decider(by)
        event = self._move("add", by, decided_at=timezone.now())
        town = Municipality(
            level=level,
            name_en=name_en,
            name_fr=name_fr or name_en,
            province=province,
            website=website,
            slug=FormerSlug.objects.free(name_en, province.pk, f"p{self.pk}"),
        )
        town.save()
        Event.record(town, "enter_registry", by)
        self._settle(event, town)

    @transaction.atomic
    def match(self, by, municipality):
        """Say which municipality of the registry it is."""
        self.refuse_decider(by)
        self._settle(self._move("match", by, decided_at=timezone.now()), municipality)

    @transaction.atomic
    def decline(self, by, reason):
        self.refuse_decider(by)
        event = self._move("decline", by, note=reason, reason=reason, decided_at=timezone.now())
        self._tell_proposer(event)

    def refuse_decider(self, user):
        if user == self.proposed_by:
            raise PermissionDenied(_("Nobody decides on their own proposal."))

    def _settle(self, event, municipality):
        type(self).objects.filter(pk=self.pk).update(municipality=municipality)
        self.municipality = municipality
        self._tell_proposer(event)

    def _tell_proposer(self, event):
        if self.proposed_by:
            tell(self, event, f"proposal_{event.action}", [self.proposed_by])
