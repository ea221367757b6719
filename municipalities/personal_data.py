"""What this app knows about a person, and what it does when one leaves (coalition/personal_data.py)."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.timezone import now
from django.utils.translation import gettext as _

from coalition import outbox
from coalition.forgetting import (
    addresses_of,
    blank,
    empty_mail,
    history_of,
    names_of,
    passed_on,
    rewrite,
    with_address,
)
from coalition.models import OutgoingMessage, User
from coalition.personal_data import answered_at, before_deletion, before_leaving, own_data

from .models import (
    Application,
    BulkMessage,
    Document,
    Handover,
    Interest,
    Invitation,
    Member,
    Membership,
    Municipality,
    Note,
    Role,
)
from .models.member import hold_people

NO_CONTACT = dict.fromkeys(["contact_name", "contact_title", "contact_email", "contact_phone"], "")


@own_data.register(order=20)
def work(user):
    town = "municipality__slug"
    received = _received(user)
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
        "named_as_elected_champion": [
            {"number": one.number, "champion_email": one.champion_email}
            for one in Application.objects.alias(address=Lower("champion_email")).filter(
                address__in=addresses_of(user)
            )
        ],
        "reminders": list(
            user.reminders.values(town, "title", "matter", "step", "state", "at").order_by("pk")
        ),
        "reminders_put_off": list(user.snoozes.values("matter", "since", "until").order_by("pk")),
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
        "notes_written": list(Note.objects.filter(author=user).values(town, "text", "written_at")),
    }


def _received(user):
    """Answered by the person, or by nobody and to their address; not what somebody who had it before answered."""
    theirs = Q(answered_by=None, address__in=addresses_of(user))
    return Invitation.objects.alias(address=Lower("email")).filter(theirs | Q(answered_by=user))


@answered_at.register(order=10)
def addresses_invited_at(user):
    return Invitation.objects.filter(answered_by=user).values_list("email", flat=True)


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
    # Of two who leave at once, the second sees that the first is gone.
    hold_people(*Municipality.objects.filter(people__user=user))
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
def take_out_contacts(user):
    """A contact is a way to reach a person: without the person it is none, and the town names another."""
    blank(Application, "contact_email", addresses_of(user), **NO_CONTACT)
    blank(Application, "champion_email", addresses_of(user), champion_email="")
    # Under an address that is somebody else's by now stands, for a while, who had it before.
    theirs = {"contact_name__in": names_of(user)}
    blank(Application, "contact_email", passed_on(user), only=theirs, **NO_CONTACT)


@before_deletion.register(order=30)
def take_out_invitations(user):
    received = list(_received(user).select_related("municipality"))
    keys = [invitation.pk for invitation in received]
    for invitation in received:
        if invitation.status == Invitation.Status.WAITING:
            invitation._move("withdraw", None)
        letters = OutgoingMessage.objects.filter(
            recipient=None, key__startswith=f"invitation-{invitation.pk}-"
        )
        empty_mail(letters.values_list("pk", flat=True))
    former = QuerySet(history_of(Invitation))
    is_theirs = Q(pgh_obj_id__in=keys)
    is_of_deleted = Q(pk__in=with_address("email", addresses_of(user), former.model)) & ~Q(
        pgh_obj_id__in=Invitation.objects.values("pk")
    )
    rewrite(former.filter(is_theirs | is_of_deleted), email="", name="")
    rewrite(Invitation.objects.filter(pk__in=keys), email="", name="")
    blank(Invitation, "email", passed_on(user), only={"name__in": names_of(user)}, name="")
