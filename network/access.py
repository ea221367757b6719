"""The doors to the bulletin and to events. 404 hides, 403 refuses, 409 says why not now (municipalities/access.py)."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from .models import Bulletin, CalendarKey, Gathering, Registration, Subscription
from .models.subscription import read_token


def get_issue(number):
    """An issue that was sent, for everybody."""
    return get_object_or_404(Bulletin.objects.sent().in_full(), number=number)


def get_bulletin(pk):
    """For pages of the secretariat: drafts too."""
    return get_object_or_404(Bulletin.objects.in_full(), pk=pk)


def find_bulletin(pk):
    """The same, or None: a second click on its removal finds nothing."""
    return Bulletin.objects.filter(pk=pk).first()


def get_item(pk, item):
    """(an issue, one of its items), for pages of the secretariat."""
    bulletin = get_bulletin(pk)
    return bulletin, get_object_or_404(bulletin.items, pk=item)


def find_item(pk, item):
    """(an issue, one of its items), or None in its place where it is gone already."""
    bulletin = get_bulletin(pk)
    return bulletin, bulletin.items.filter(pk=item).first()


def get_subscription(token):
    """Whoever holds the link of a mail may end what it ends, without an account."""
    return get_object_or_404(Subscription, token=token)


def get_consent(token):
    """What the link in the mail confirms."""
    consent = read_token(token)
    if consent is None:
        raise Http404
    return consent


def get_event(slug):
    """A published event, or one that was cancelled, for everybody."""
    return get_object_or_404(Gathering.objects.public(), slug=slug)


def get_gathering(pk):
    """For pages of the secretariat: drafts too."""
    return get_object_or_404(Gathering, pk=pk)


def find_gathering(pk):
    """The same, or None: a second click on its removal finds nothing."""
    return Gathering.objects.filter(pk=pk).first()


def get_registration(token):
    """Whoever holds the link of a mail may confirm or leave, without an account."""
    found = Registration.objects.select_related("gathering").exclude(email="")
    return get_object_or_404(found, token=token)


def get_calendar_key(token):
    """Whoever knows the address reads the calendar: an application that follows it cannot sign in."""
    found = CalendarKey.objects.select_related("person").filter(person__is_active=True)
    return get_object_or_404(found, token=token)
