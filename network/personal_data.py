"""What this app knows about a person, and what it does when one leaves (coalition/personal_data.py)."""

from coalition.forgetting import addresses_of
from coalition.personal_data import before_deletion, own_data

from .models import Consent, Subscription


@own_data.register(order=45)
def bulletin(user):
    subscriptions = Subscription.objects.at(*addresses_of(user))
    return {
        "bulletin": list(subscriptions.values("email", "language", "status", "joined_at")),
        "bulletin_consents": list(
            Consent.objects.filter(subscription__in=subscriptions).values(
                "wording", "version", "language", "source", "asked_at", "confirmed_at", "ended_at"
            )
        ),
    }


@before_deletion.register(order=45)
def end_subscriptions(user):
    """No bulletin any more; the row stays without the address, for the counts and for the links in old mail."""
    for subscription in Subscription.objects.at(*addresses_of(user)):
        subscription.leave()
        subscription.consents.filter(confirmed_at=None).delete()
        Subscription.objects.filter(pk=subscription.pk).update(email="")
