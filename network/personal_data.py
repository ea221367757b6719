"""What this app knows about a person, and what it does when one leaves (coalition/personal_data.py)."""

from coalition.forgetting import addresses_of
from coalition.personal_data import before_deletion, own_data

from .models import CalendarKey, Consent, Registration, Subscription


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


@own_data.register(order=46)
def events(user):
    registrations = Registration.of_person(user, addresses_of(user))
    return {
        "event_registrations": list(
            registrations.order_by("pk").values(
                *("gathering__title_en", "gathering__title_fr", "name", "email", "language", "organization"),
                *("access_needs", "status", "asked_at", "placed_at", "attended"),
            )
        ),
        "calendar_address": list(CalendarKey.objects.filter(person=user).values("made_at")),
    }


@before_deletion.register(order=46)
def give_places_back(user):
    """Whoever waits moves up; of the person nothing stays but that somebody had registered."""
    keys = list(Registration.of_person(user, addresses_of(user)).values_list("pk", flat=True))
    for registration in Registration.objects.filter(pk__in=keys).select_related("gathering"):
        registration.leave()
    Registration.objects.filter(pk__in=keys).forget()
