"""Events as entries of calendars (coalition/calendars.py): one, all of them, and what concerns one person."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.calendars import calendar, entry
from municipalities.models import Municipality
from reports.calendar_files import entries_of_towns

from .models import Gathering, Registration

# Older ones leave the calendars that are followed; those who have them keep them.
LOOKS_BACK = timedelta(days=365)
ALARMS = [timedelta(days=-1)]


def entry_of(gathering, *, has_alarm=False, registration=None):
    text = "\n\n".join(filter(None, [gathering.reason, gathering.summary, gathering.link]))
    title = gathering.title
    if registration is not None and registration.status == registration.Status.WAITING:
        title = _("%(title)s (waiting list)") % {"title": title}
    return entry(
        uid=f"event-{gathering.pk}",
        at=gathering.starts_at,
        until=gathering.ends_at,
        title=title,
        text=text,
        address=settings.SITE_URL + gathering.get_absolute_url(),
        sequence=gathering.sequence,
        is_cancelled=gathering.is_cancelled,
        changed_at=gathering.changed_at,
        place=gathering.place or gathering.link,
        alarms=ALARMS if has_alarm else (),
    )


def calendar_of(gathering):
    """One event to take along."""
    return calendar([entry_of(gathering, has_alarm=True)])


def public_calendar():
    """All events, those of the last year too, in the language of the address."""
    found = Gathering.objects.public().filter(ends_at__gt=timezone.now() - LOOKS_BACK).order_by("pk")
    return calendar(
        [entry_of(each) for each in found], _("Events of the Coalition of Inclusive Municipalities")
    )


def personal_calendar(person):
    """The events that a person registered for, and the deadlines of the towns they work for; in three queries."""
    since = timezone.now() - LOOKS_BACK
    registrations = (
        Registration.of_person(person, proved_addresses(person))
        .placed()
        .filter(gathering__ends_at__gt=since)
        .select_related("gathering")
    )
    entries = [entry_of(each.gathering, has_alarm=True, registration=each) for each in registrations]
    towns = Municipality.objects.filter(people__user=person, membership__status__in=["active", "on_hold"])
    entries += entries_of_towns(towns.values("pk"))
    return calendar(entries, _("Coalition of Inclusive Municipalities: mine"))


def proved_addresses(person):
    return EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
