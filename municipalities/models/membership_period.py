from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .membership import Membership

Status = Membership.Status
TOLD = ["status", "since_year", "since", "until", "recorded_on"]


class PeriodManager(models.Manager):
    """The verbs are those of one membership: `membership.periods.enter(...)`."""

    @transaction.atomic
    def begin(self):
        """The first period, from the day or year of joining; it follows when what is known of that is corrected."""
        joining = {"since": self.instance.joined_on, "since_year": self.instance.joined_year}
        if (first := self.first()) is None:
            return self.create(status=Status.ACTIVE, **joining)
        # Of a town that left and came back, the membership says when it came back.
        if not self.filter(status=Status.ENDED).exists():
            self.filter(pk=first.pk).update(**joining)
        return first

    @transaction.atomic
    def enter(self, status, on):
        """Close the open period on the day `on` and open the next. Of several changes on one day the last one counts.

        Periods that began after that day have not been: a merger is recorded later than it took effect.
        """
        if status != Status.ACTIVE and not self.exists():
            self.begin()
        *before, last = self.all() or [None]
        if last is None:
            return self.create(status=status, since=on, since_year=on.year)
        while before and last.since > on:
            last.delete()
            last = before.pop()
        if last.status == status:
            return last if last.until is None else last._reopen()
        on = max(on, last.since or on)
        if last.since == on:
            last.delete()  # it would not have a day of its own
            if before and before[-1].status == status:
                return before[-1]._reopen()
        else:
            self.filter(pk=last.pk).update(until=on)
        return self.create(status=status, since=on, since_year=on.year)

    def told(self):
        """All of them, to be kept for `retell`."""
        return list(self.values(*TOLD))

    @transaction.atomic
    def retell(self, told):
        """Put them back as they were: what was entered since then was a mistake."""
        self.all().delete()
        for period in told:
            self.create(**period)


class MembershipPeriod(models.Model):
    """From when to when a membership had a state. The last one is open; the register by date reads these."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="periods")
    status = models.CharField(_("status"), max_length=8, choices=Status)
    # Of towns that joined before there was a register the year is known at most.
    since_year = models.PositiveSmallIntegerField(null=True, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)  # the day the next one begins
    # Whatever its beginning, from this day on it is certain.
    recorded_on = models.DateField(default=timezone.localdate)

    objects = PeriodManager()

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
            models.CheckConstraint(
                condition=models.Q(since=None) | models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="a_period_has_a_day_of_its_own",
            ),
        ]

    def __str__(self):
        return f"{self.membership_id}: {self.status} {self.since or self.since_year or '?'}"

    def _reopen(self):
        self.until = None
        self.save(update_fields=["until"])
        return self
