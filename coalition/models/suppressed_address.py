import pghistory
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..workflow import WrongState
from .event import Event
from .user import User


class SuppressedAddressQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(lifted_at=None)

    def unacknowledged(self):
        """Found out by a bounce, and nobody of the secretariat has seen to it yet."""
        return self.standing().filter(acknowledged_at=None)

    def among(self, addresses):
        """Those of the addresses that get no mail, in lower case."""
        wanted = {address.lower() for address in addresses}
        return set(self.standing().filter(address__in=wanted).values_list("address", flat=True))


@pghistory.track()
class SuppressedAddress(models.Model):
    """An address that gets no mail of ours, and why: it does not exist, or its reader does not want any."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced", _("Mail comes back from it")
        COMPLAINT = "complaint", _("Its reader marked our mail as unwanted")
        OFFICE = "office", _("The secretariat decided it")

    address = models.EmailField(_("e-mail address"), max_length=254, help_text="In lower case.")
    reason = models.CharField(_("reason"), max_length=9, choices=Reason)
    said = models.TextField(_("what was said"), blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # When somebody of the secretariat saw to it: asked for another address, or decided to leave it.
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = SuppressedAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address without mail")
        verbose_name_plural = _("addresses without mail")
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=models.Q(lifted_at=None), name="address_is_suppressed_once"
            )
        ]

    def __str__(self):
        return self.address

    def get_absolute_url(self):
        return reverse("suppressed_address", args=[self.pk])

    def people(self):
        """Who has an account with this address."""
        return User.objects.filter(email__iexact=self.address)

    @classmethod
    @transaction.atomic
    def suppress(cls, address, reason, *, by=None, said=""):
        """From now on the address gets no mail. The row that says so, which may be there already."""
        address, seen_at = address.lower(), timezone.now() if by else None
        try:
            with transaction.atomic():
                suppressed = cls.objects.create(
                    address=address, reason=reason, said=said, added_by=by, acknowledged_at=seen_at
                )
        except IntegrityError:
            return cls.objects.standing().get(address=address)
        Event.record(suppressed, "suppress", by)
        return suppressed

    @transaction.atomic
    def acknowledge(self, by):
        """Somebody has seen to it; the queue speaks of it no more."""
        waiting = type(self).objects.unacknowledged().filter(pk=self.pk)
        if not waiting.update(acknowledged_at=timezone.now()):
            raise WrongState(self, "acknowledge", gettext("Somebody has seen to this address meanwhile."))
        self.refresh_from_db()
        Event.record(self, "acknowledge", by)

    @transaction.atomic
    def lift(self, by):
        """The address gets mail again."""
        standing = type(self).objects.standing().filter(pk=self.pk)
        if not standing.update(lifted_at=timezone.now(), lifted_by=by):
            raise WrongState(self, "lift", gettext("This address was taken off the list meanwhile."))
        self.refresh_from_db()
        Event.record(self, "lift", by)
