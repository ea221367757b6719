"""The people of a town: who waits for an answer, what happened, what a successor finds, who asks to be let in."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition import outbox
from coalition.accounts import acts_for_secretariat
from coalition.models import OutgoingMessage, User
from coalition.trail import trail_of
from coalition.workflow import WrongState

from . import extensions
from .models import Invitation, Role
from .models.member import VERBS_OF_PEOPLE

# In plain words, highest first.
MAY = {
    Role.COORDINATOR: gettext_lazy(
        "Answers for the municipality: submits applications and reports, publishes the plan, invites people."
    ),
    Role.CONTRIBUTOR: gettext_lazy("Writes: the application, the plan, the parts of a report, documents."),
    Role.VIEWER: gettext_lazy("Reads everything the municipality writes here, and changes nothing."),
}
VERBS = VERBS_OF_PEOPLE | {"invite", "renew", *Invitation.TRANSITIONS}
LINES_OF_TRAIL, INVITATIONS_OF_TRAIL = 20, 50
ASKED_ONCE_IN = timedelta(days=7)
TOWNS_ASKED_A_DAY = 5


@dataclass(frozen=True)
class Waiting:
    invitation: Invitation
    state: str  # of marks.STATUSES


def waiting_invitations(municipality, people):
    """The invitations without an answer, and how each stands; `people` are the town's, with their users."""
    coordinators = {
        person.user_id for person in people if person.role == Role.COORDINATOR and person.user.is_active
    }
    waiting = municipality.invitations.waiting().select_related("invited_by")
    return [Waiting(invitation, invitation.state_among(coordinators)) for invitation in waiting]


def is_last_coordinator(person, people):
    """Whether nobody else of `people` answers for the town, so that the person hands it over before stepping back."""
    coordinating = [each for each in people if each.role == Role.COORDINATOR and each.user.is_active]
    return coordinating == [person] and not acts_for_secretariat(person.user)


def trail_of_people(municipality):
    """Who came, went and became what. What the secretariat did to the registry is no matter of the team's."""
    invitations = municipality.invitations.all()[:INVITATIONS_OF_TRAIL]
    return trail_of(municipality, *invitations, verbs=VERBS)[:LINES_OF_TRAIL]


def matters_of(municipality, user):
    """What is due or open, late first, then by the day it is due, then what has no day."""
    matters = [matter for find in extensions.workspace_matters for matter in find(municipality, user)]
    return sorted(matters, key=lambda matter: (not matter.is_late, matter.due_on is None, matter.due_on))


def asked_lately(user):
    """{pk of a town: when the person asked it for access}, as long as asking again sends nothing."""
    since = timezone.now() - ASKED_ONCE_IN
    mails = OutgoingMessage.objects.filter(
        category="access", key__startswith=f"access-{user.pk}-", created_at__gt=since
    )
    return {int(key.split("-")[2]): at for key, at in mails.values_list("key", "created_at")}


@transaction.atomic
def ask_for_access(municipality, by):
    """Tell those who answer for the town that a person wants to work for it; once in a while, to whoever it is.

    What the person hears is the same whether somebody is there or not, and whether it was sent again or not.
    """
    User.objects.select_for_update(no_key=True).get(
        pk=by.pk
    )  # of two clicks, the second finds the first's mail
    asked = OutgoingMessage.objects.filter(category="access", key__startswith=f"access-{by.pk}-")
    prefix, now = f"access-{by.pk}-{municipality.pk}-", timezone.now()
    if asked.filter(key__startswith=prefix, created_at__gt=now - ASKED_ONCE_IN).exists():
        return
    today = asked.filter(created_at__gt=now - timedelta(days=1)).values_list("key", flat=True)
    if len({key.split("-")[2] for key in today}) >= TOWNS_ASKED_A_DAY:
        raise WrongState(
            municipality, "ask", _("You have asked five municipalities for access today. Go on tomorrow.")
        )
    context = {"municipality": municipality, "asker": by}
    outbox.put(
        [
            outbox.compose(
                key=f"{prefix}{now:%Y%m%d%H%M}-{getattr(reader, 'pk', 'contact')}",
                category="access",
                to=reader,
                template="access_asked",
                context=context | {"has_account": isinstance(reader, User)},
            )
            for reader in _those_who_answer(municipality)
        ]
    )


def _those_who_answer(municipality):
    secretariat = list(User.objects.secretariat())
    return (
        municipality.coordinators()
        or secretariat
        or [outbox.Stranger(settings.CONTACT_EMAIL, municipality.language)]
    )
