"""What this app knows about a person, and what it does when one leaves (coalition/personal_data.py)."""

from django.db.models.functions import Lower
from django.utils.timezone import now
from django.utils.translation import gettext as _

from coalition import outbox
from coalition.forgetting import addresses_of, blank
from coalition.models import User
from coalition.personal_data import before_deletion, before_leaving, own_data

from .models import (
    Application,
    BulkMessage,
    Document,
    Handover,
    Interest,
    Invitation,
    Member,
    Membership,
    Role,
)

NO_CONTACT = dict.fromkeys(["contact_name", "contact_title", "contact_email", "contact_phone"], "")


@own_data.register(order=20)
def work(user):
    town = "municipality__slug"
    received = Invitation.objects.alias(address=Lower("email")).filter(address__in=addresses_of(user))
    return {
        "roles": [
            {"municipality": one.municipality.slug, "role": Role(one.role).name.lower(), "since": one.since}
            for one in user.roles.select_related("municipality")
        ],
        "applications_opened": [
            {"number": one.number, "municipality": one.municipality.slug, "opened_at": one.opened_at}
            for one in user.applications_opened.select_related("municipality")
        ],
        "named_as_contact": [
            {"number": one.number, **{field: getattr(one, field) for field in NO_CONTACT}}
            for one in _contacts(user)
        ],
        # Not whom: their address is theirs.
        "invitations_sent": list(user.invitations_sent.values(town, "role", "status", "invited_at")),
        "invitations_received": list(received.values(town, "role", "status", "invited_at", "email", "name")),
        "intents_declared": list(
            Interest.objects.filter(declared_by=user).values("application__municipality__slug", "declared_at")
        ),
        "municipalities_proposed": list(
            user.proposals.values("name", "province", "website", "remarks", "proposed_at")
        ),
        "hand_overs_given": list(Handover.objects.filter(giver=user).values(town, "note", "given_at")),
        "hand_overs_received": list(Handover.objects.filter(successor=user).values(town, "given_at")),
        "documents_added": list(
            Document.objects.filter(added_by=user).values("name", "kind", town, "added_at")
        ),
        "messages_written_to_members": list(
            BulkMessage.objects.filter(written_by=user).values("subject_en", "subject_fr", "written_at")
        ),
    }


def _contacts(user):
    return Application.objects.alias(address=Lower("contact_email")).filter(address__in=addresses_of(user))


def _left_without_coordinator(user):
    """The roles whose town has nobody else to act for it."""
    return [
        role
        for role in user.roles.filter(role=Role.COORDINATOR).select_related("municipality")
        if not role.municipality.people.coordinating().exclude(user=user).exists()
    ]


@before_leaving.register(order=10)
def hand_over_first(user):
    return [
        _(
            "You are the last coordinator of %(town)s. Please hand it over to a successor on its team page first;"
            " if you delete your account without, the secretariat is told that the town has nobody."
        )
        % {"town": role.municipality.name}
        for role in _left_without_coordinator(user)
    ]


@before_leaving.register(order=20)
def named_as_contact(user):
    return [
        _(
            "You are the contact person of %(town)s: your name and address are taken out of application %(number)s."
        )
        % {"town": application.municipality.name, "number": application.number}
        for application in _contacts(user).select_related("municipality")
    ]


@before_deletion.register(order=10)
def leave_towns(user):
    alone = {role.pk for role in _left_without_coordinator(user)}
    for role in Member.objects.filter(user=user).select_related("municipality"):
        role.go("leave", user)
        if role.pk in alone and _is_underway(role.municipality):
            _tell_secretariat(role.municipality, but=user)


def _is_underway(town):
    is_member = Membership.objects.filter(municipality=town).exclude(status=Membership.Status.ENDED).exists()
    return is_member or town.applications.open().exists()


def _tell_secretariat(town, *, but):
    stamp = f"{now():%Y%m%d%H%M%S}"
    outbox.put(
        [
            outbox.compose(
                key=f"town-{town.pk}-nobody-left-{stamp}-{reader.pk}",
                category="membership",
                to=reader,
                template="nobody_left",
                context={"municipality": town},
            )
            for reader in User.objects.secretariat().exclude(pk=but.pk)
        ]
    )


@before_deletion.register(order=20)
def take_out_addresses(user):
    """A contact is a way to reach a person: without the person it is none, and the town names another."""
    addresses = addresses_of(user)
    blank(Application, "contact_email", addresses, **NO_CONTACT)
    waiting = Invitation.objects.alias(address=Lower("email")).filter(address__in=addresses, status="waiting")
    for invitation in waiting.select_related("municipality"):
        invitation._move("withdraw", None)
    blank(Invitation, "email", addresses, email="", name="")
