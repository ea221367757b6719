from django.db import models
from django.utils.translation import gettext_lazy as _

from .membership import Membership


class MembershipPeriod(models.Model):
    """From when to when a membership had a state. The last one is open; the register by date reads these."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="periods")
    status = models.CharField(_("status"), max_length=8, choices=Membership.Status)
    # Of towns that joined before there was a register the year is known at most.
    since_year = models.PositiveSmallIntegerField(null=True, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)  # the day the next one begins

    class Meta:
        verbose_name = _("period of a membership")
        verbose_name_plural = _("periods of memberships")
        ordering = ["membership", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=models.Q(until=None),
                name="one_open_period_per_membership",
            ),
        ]

    def __str__(self):
        return f"{self.membership_id}: {self.status} {self.since or self.since_year or '?'}"
