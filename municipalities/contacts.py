"""Whom the coalition writes to in a member town, and who speaks for it on council: what its application named, kept."""

from django.db import transaction

from coalition.accounts import acts_for_secretariat
from coalition.models import Event
from coalition.workflow import WrongState

from .models import Application


def has_contacts(municipality):
    """Whether the town is a member that named them; a member from before the portal has not."""
    is_member = municipality.has_membership and municipality.membership.status != "ended"
    return is_member and _approved(municipality).exists()


def hold_contacts(municipality):
    """The application that named them, as it stays until the end of the transaction."""
    return _approved(municipality).select_for_update(no_key=True).first()


def _approved(municipality):
    return municipality.applications.filter(status=Application.Status.APPROVED)


@transaction.atomic
def change_contacts(application, by, answers):
    """Name others. A second click changes nothing."""
    if application.status != Application.Status.APPROVED:
        raise WrongState(application, "change_contacts")
    rows = Application.objects.filter(pk=application.pk)
    if rows.exclude(**answers).update(**answers):
        Event.record(application, "change_contacts", by, is_on_behalf=acts_for_secretariat(by))
