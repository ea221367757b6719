"""What this app keeps for a while only (coalition/tidying.py)."""

from coalition.tidying import tidiers

from .consent import CONFIRMED_WITHIN, KEPT_AFTER_LEAVING
from .models import Consent, Gathering, Registration, Subscription
from .models.registration import KEPT_AFTER_EVENT, VERIFIED_WITHIN


@tidiers.register(order=40)
def forget_subscriptions(now):
    """What was never confirmed goes; of who left long ago the address goes, the row stays for the counts."""
    Consent.objects.filter(confirmed_at=None, asked_at__lt=now - CONFIRMED_WITHIN).delete()
    Subscription.objects.filter(status=Subscription.Status.UNCONFIRMED, consents=None).delete()
    ended = Subscription.objects.filter(status=Subscription.Status.ENDED).exclude(email="")
    ended.exclude(consents__ended_at__gte=now - KEPT_AFTER_LEAVING).update(email="")


@tidiers.register(order=41)
def forget_registrations(now):
    """What was never confirmed goes; some time after an event, who was there, but for the numbers."""
    unverified = Registration.objects.filter(status=Registration.Status.UNVERIFIED)
    unverified.filter(asked_at__lt=now - VERIFIED_WITHIN).delete()
    over = Gathering.objects.filter(people_forgotten_at=None, ends_at__lt=now - KEPT_AFTER_EVENT)
    for gathering in over:
        gathering.forget_people(now)
