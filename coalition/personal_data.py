"""What the portal knows about one person, for that person. Each app says its part (<app>/personal_data.py)."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .extensions import ExtensionPoint
from .models import (
    Bounce,
    Comment,
    Event,
    KeptAnswers,
    OutgoingMessage,
    SpreadsheetUpload,
    SuppressedAddress,
    User,
)

# called with (user) -> {section: rows}: facts about this person and nobody else, plain enough for JSON
own_data = ExtensionPoint()
# called with (user) -> sentences: what the person should know or do before the account is deleted
before_leaving = ExtensionPoint()
# called with (user) -> addresses that were the person's when they answered there, whether or not they still are
answered_at = ExtensionPoint()
# called with (user) inside the transaction that deletes the account (coalition/forgetting.py)
before_deletion = ExtensionPoint()


def gather(user):
    """Everything, by section; English keys that do not change, instants in UTC as ISO 8601."""
    known = {"made_at": timezone.now()}
    for part in own_data:
        known |= part(user)
    return known


@before_leaving.register(order=0)
def leave_somebody_in_charge(user):
    notes = []
    if user.is_secretariat and not User.objects.secretariat().exclude(pk=user.pk).exists():
        notes.append(
            _(
                "You are the last person of the secretariat: without you nobody decides on applications and"
                " reports. Please ask an administrator to name somebody first."
            )
        )
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        notes.append(
            _("You are the last administrator: without you nobody reaches the raw data on these pages.")
        )
    return notes


@own_data.register(order=0)
def account(user):
    return {
        "person": {
            "name": user.name,
            "email": user.email,
            "language": user.language,
            "time_zone": user.zone,
            "rhythms_of_mail": user.rhythms,
            "works_for_the_secretariat": user.is_secretariat,
            "may_see_raw_data": user.is_staff,
            "joined_at": user.date_joined,
        },
        "addresses": list(
            EmailAddress.objects.filter(user=user).order_by("pk").values("email", "verified", "primary")
        ),
        "sign_in": {
            "last_at": user.last_login,
            "has_password": user.has_usable_password(),
            "second_factors": [
                {
                    "kind": one.type,
                    "name": one.data.get("name", ""),
                    "added_at": one.created_at,
                    "last_used_at": one.last_used_at,
                }
                for one in Authenticator.objects.filter(user=user).order_by("pk")
            ],
        },
        "profile_history": list(
            user.history.order_by("pgh_id").values(
                "pgh_created_at", "pgh_label", "name", "email", "language", "zone", "rhythms"
            )
        ),
    }


@own_data.register(order=5)
def mail_that_came_back(user):
    theirs = {user.email.lower()}
    theirs.update(email.lower() for email in user.emailaddress_set.values_list("email", flat=True))
    return {
        "mail_that_came_back": list(
            Bounce.objects.filter(address__in=theirs)
            .values("address", "kind", "said", "at")
            .order_by("at", "pk")
        ),
        "addresses_without_mail": list(
            SuppressedAddress.objects.filter(address__in=theirs)
            .values("address", "reason", "said", "since", "lifted_at")
            .order_by("since", "pk")
        ),
        "addresses_you_put_on_or_off_that_list": list(
            SuppressedAddress.objects.filter(Q(added_by=user) | Q(lifted_by=user))
            .values("reason", "since", "lifted_at")
            .order_by("since", "pk")
        ),
    }


@own_data.register(order=10)
def traces(user):
    return {
        "trail": [
            {
                "at": event.at,
                "what": event.action,
                "kind": f"{event.content_type.app_label}.{event.content_type.model}",
                "number": event.object_id,
                "on_behalf_of_the_town": event.is_on_behalf,
            }
            for event in Event.objects.filter(actor=user).select_related("content_type")
        ],
        "changes_of_your_roles": list(
            Event.objects.filter(whom=user).values("at", "action").order_by("at", "pk")
        ),
        "comments": list(
            Comment.objects.filter(author=user).values("written_at", "place", "text", "is_internal")
        ),
        "comments_settled": list(
            Comment.objects.filter(resolved_by=user).values("place", "resolved_at").order_by("resolved_at")
        ),
        "typed_before_the_session_ended": list(
            KeptAnswers.objects.filter(person=user).values("path", "answers", "kept_at")
        ),
        "spreadsheets_uploaded": list(
            SpreadsheetUpload.objects.filter(uploaded_by=user).values("name", "uploaded_at")
        ),
        "mail_received": list(
            OutgoingMessage.objects.filter(recipient=user)
            .order_by("pk")
            .values("subject", "category", "language", "status", "created_at", "sent_at")
        ),
        "notifications": list(user.notifications.order_by("pk").values("message__category", "at", "read_at")),
    }
