"""Finding one's town in the registry, and what can be done about it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.db.models import CharField, Exists, OuterRef, Subquery, Value

from coalition.accounts import acts_for_secretariat

from .models import Application, Member, Membership, Municipality, Role
from .models.municipality_queries import EXACT
from .spelling import read
from .team import asked_lately

MOST_SHOWN = 20
MOST_SIMILAR = 5
FEW = 3  # with fewer, names that look like what was typed are offered too


class Standing(StrEnum):
    OWN = "own"  # the person has a role there
    MEMBER = "member"
    MERGED = "merged"  # another town took its place
    APPLYING = "applying"  # an application is open; by whom is not said
    KNOWN = "known"  # somebody else worked for it here: the secretariat gives access
    FREE = "free"
    NO_MEMBER = "no_member"  # what a visitor hears: whether anybody has begun is not for the public


@dataclass(frozen=True)
class Candidate:
    municipality: Municipality
    standing: Standing
    is_homonym: bool  # another one of the name in the province is listed too
    asked_at: datetime | None = None  # when the person asked to be let in


class Found(NamedTuple):
    candidates: list  # best first
    has_more: bool
    similar: list  # with nearly that name


def find_towns(words, user):
    """The towns of the registry that answer to the words, as they stand for the person, who may be anonymous."""
    if not read(words):
        return Found([], False, [])
    towns = with_standing(user)
    found = list(towns.matching(words).best_first(words)[: MOST_SHOWN + 1])
    similar = []
    if len(found) < FEW and not any(town.place == EXACT for town in found):
        others = towns.resembling(words).exclude(pk__in=[town.pk for town in found])
        similar = list(others[: MOST_SIMILAR if not found else FEW])
    shown = found[:MOST_SHOWN]
    names = Counter((town.name, town.province_id) for town in shown + similar)
    opens_any = user.is_authenticated and acts_for_secretariat(user)
    asked = asked_lately(user) if user.is_authenticated and shown + similar else {}

    def candidate(town):
        shows = standing(town, opens_any) if user.is_authenticated else public_standing(town)
        return Candidate(town, shows, names[town.name, town.province_id] > 1, asked.get(town.pk))

    return Found([*map(candidate, shown)], len(found) > MOST_SHOWN, [*map(candidate, similar)])


def with_standing(user):
    """The registry, with what `standing` asks of a town."""
    role, others = Value(None, CharField()), Application.objects.filter(municipality=OuterRef("pk"))
    if user.is_authenticated:
        role = Subquery(Member.objects.filter(municipality=OuterRef("pk"), user=user).values("role"))
        others = others.exclude(opened_by=user)
    return Municipality.objects.select_related("province", "membership", "merged_into", "parent").annotate(
        own_role=role,
        is_applying=Exists(Application.objects.open().filter(municipality=OuterRef("pk"))),
        has_applied=Exists(others),
        has_people=Exists(Member.objects.filter(municipality=OuterRef("pk"))),
    )


def standing_of(town, user):
    """How one town stands for a person who is signed in."""
    return standing(with_standing(user).get(pk=town.pk), acts_for_secretariat(user))


def public_standing(town):
    found = standing(town, opens_any=False)
    return found if found in {Standing.MEMBER, Standing.MERGED} else Standing.NO_MEMBER


def standing(town, opens_any):
    membership = getattr(town, "membership", None)
    if town.own_role:
        return Standing.OWN
    if town.merged_into_id:
        return Standing.MERGED
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
    if municipality.merged_into_id or municipality.applications.open().exists():
        return False
    membership = getattr(municipality, "membership", None)
    if municipality.role is None:
        return membership is None and not municipality.has_past_beside(user)
    has_left = membership is None or membership.status == Membership.Status.ENDED
    return municipality.role == Role.COORDINATOR and has_left
