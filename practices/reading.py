"""A practice as its page reads: the parts that are told, its links and papers, who took it up and what came of it."""

from dataclasses import dataclass

from django.urls import reverse

from commitments.extensions import told_actions
from commitments.told import ToldAction
from municipalities.models import Document

from .completeness import LABELS
from .links import read_links
from .models import Adoption, Practice

PARTS = ("why", "beginning", "how", "effect", "learned")
RELATED = 4
SILENT = {"unchanged", "unconfirmed"}


@dataclass(frozen=True)
class Part:
    name: str
    title: str


@dataclass(frozen=True)
class Following:
    """A town that took the practice up, and what its newest accepted report says of that; None: nothing yet."""

    adoption: Adoption
    told: ToldAction | None


def parts_of(practice):
    """What is told in one language at least, in the order of the collection."""
    return [
        Part(name, LABELS[name])
        for name in PARTS
        if getattr(practice, f"{name}_en") or getattr(practice, f"{name}_fr")
    ]


def facts(practice):
    """What the page and its preview say beside the practice's own columns."""
    return {
        "practice": practice,
        "parts": parts_of(practice),
        "links": read_links(practice.links),
        "documents": list(Document.objects.public().filter(practices=practice).order_by("title", "pk")),
    }


def followings(practice):
    """The towns whose public plan has it, the first first, with what came of it; in two queries and one for reports."""
    adoptions = list(
        practice.adoptions.public().select_related("municipality__province", "municipality__membership")
    )
    newest = newest_told(adoptions)
    return [
        Following(adoption, newest.get((adoption.municipality_id, adoption.lineage)))
        for adoption in adoptions
    ]


def newest_told(adoptions):
    """{(town, lineage): what its accepted reports say of it: the newest year that says more than "unchanged", if any}"""
    towns = {adoption.municipality_id for adoption in adoptions}
    lineages = {adoption.lineage for adoption in adoptions}
    found = {}
    for tell in told_actions:
        for told in tell(towns, lineages):  # the newest year first
            key = (told.municipality_id, told.lineage)
            if key not in found or (found[key].outcome in SILENT and told.outcome not in SILENT):
                found[key] = told
    return found


def origin(practice):
    """What accepted reports say of the action it came from, the newest year first."""
    if not (practice.action_lineage and practice.municipality_id):
        return []
    return [
        told for tell in told_actions for told in tell([practice.municipality_id], [practice.action_lineage])
    ]


def related(practice):
    return list(Practice.objects.about(practice).in_full()[:RELATED])


def address_of_feed(query):
    address = reverse("practices_feed")
    return f"{address}?{query}" if query else address
