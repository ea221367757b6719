from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from coalition.accounts import acts_for_secretariat
from coalition.models import Event
from municipalities.models import Municipality

from ..extensions import on_publication
from ..ring import refresh_ring
from .commitment import CommonCommitment


class Priority(models.Model):
    """A commitment a town works on. A member may start with some of the ten."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="priorities")
    commitment = models.ForeignKey(CommonCommitment, on_delete=models.PROTECT, related_name="priorities")
    reason = models.TextField(_("why this one"), blank=True)
    since = models.DateField(auto_now_add=True)

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["commitment"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "commitment"], name="one_priority_per_municipality_and_commitment"
            ),
        ]

    def __str__(self):
        return f"{self.municipality}: {self.commitment_id}"

    @staticmethod
    def hold(municipality):
        """The town's priorities as they are now stay so until the end of the transaction: for comparing and writing."""
        Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)

    @classmethod
    @transaction.atomic
    def choose(cls, municipality, reasons):
        """Make exactly these the town's priorities. `reasons` maps a commitment's number to the town's words."""
        cls.objects.filter(municipality=municipality).exclude(commitment__in=reasons).delete()
        for number, reason in reasons.items():
            cls.objects.update_or_create(
                municipality=municipality, commitment_id=number, defaults={"reason": reason}
            )
        refresh_ring(municipality)

    @classmethod
    @transaction.atomic
    def revise(cls, municipality, by, reasons):
        """Choose anew, as a member. A second click changes nothing."""
        cls.hold(municipality)
        if dict(municipality.priorities.values_list("commitment_id", "reason")) == reasons:
            return
        cls.choose(municipality, reasons)
        is_on_behalf = acts_for_secretariat(by)
        Event.record(municipality.membership, "choose_priorities", by, is_on_behalf=is_on_behalf)
        for follow in on_publication:
            follow(municipality, by)
