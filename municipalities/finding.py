"""Finding one's town in the registry, and what can be done about it."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Subquery

from coalition.accounts import acts_for_secretariat
from coalition.i18n import fold

from .models import Application, Member, Membership, Municipality, Role

MOST_SHOWN = 20


class Standing(StrEnum):
    OWN = "own"  # the person has a role there
    MEMBER = "member"
    APPLYING = "applying"  # an application is open; by whom is not said
    KNOWN = "known"  # somebody else worked for it here: the secretariat gives access
    FREE = "free"


@dataclass(frozen=True)
class Candidate:
    municipality: Municipality
    standing: Standing
    is_homonym: bool  # another one of the name in the province is listed too


def find_towns(words, user):
    """(candidates, best first; whether there are more than are shown)."""
    if not fold(words):
        return [], False
    found = list(
        Municipality.objects.matching(words)
        .best_first(words)
        .select_related("province", "membership")
        .annotate(
            own_role=Subquery(
                Member.objects.filter(municipality=OuterRef("pk"), user=user).values("role"),
            ),
            is_applying=Exists(Application.objects.open().filter(municipality=OuterRef("pk"))),
            has_applied=Exists(
                Application.objects.filter(municipality=OuterRef("pk")).exclude(opened_by=user)
            ),
            has_people=Exists(Member.objects.filter(municipality=OuterRef("pk"))),
        )[: MOST_SHOWN + 1]
    )
    opens_any = acts_for_secretariat(user)
    names = Counter((town.name, town.province_id) for town in found)
    candidates = [
        Candidate(town, standing(town, opens_any), names[town.name, town.province_id] > 1)
        for town in found[:MOST_SHOWN]
    ]
    return candidates, len(found) > MOST_SHOWN


def standing(town, opens_any):
    membership = getattr(town, "membership", None)
    if town.own_role:
        return Standing.OWN
    if membership and membership.status != Membership.Status.ENDED:
        return Standing.MEMBER
    if town.is_applying:
        return Standing.APPLYING
    if not opens_any and (membership or town.has_applied or town.has_people):
        return Standing.KNOWN
    return Standing.FREE


def may_apply_again(municipality, user):
    """Whether a person whose `municipality.role` is known may open another application for it.

    A coordinator may where the town left or its last application came to nothing; without a role, whoever opened
    all there was.
    """
    if municipality.applications.open().exists():
        return False
    membership = getattr(municipality, "membership", None)
    if municipality.role is None:
        return membership is None and not municipality.has_past_beside(user)
    has_left = membership is None or membership.status == Membership.Status.ENDED
    return municipality.role == Role.COORDINATOR and has_left
