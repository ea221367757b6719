"""The evidence register of a town: what its pages say, and what the public profile shows of it."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.accounts import acts_for_secretariat

from .extensions import profile_panels, workspace_matters
from .models import Document
from .models.document_room import MOST_BYTES, MOST_DOCUMENTS
from .panels import Matter, Panel

LONGEST_HISTORY = 100
MOST_ON_PROFILE = 200
MOST_MATTERS = 5


@dataclass(frozen=True)
class Room:
    """How much of its room a town has used."""

    count: int
    bytes: int
    most: int = MOST_DOCUMENTS
    most_bytes: int = MOST_BYTES


def room_of(municipality):
    used = municipality.documents.aggregate(count=Count("pk"), bytes=Sum("size", default=0))
    return Room(**used)


def history_of(document):
    """What stood in its place before, newest first. One query a step would grow; the town's replaced ones are few."""
    replaced = document.municipality.documents.exclude(replaced_by=None).select_related("added_by")
    by_successor = {former.replaced_by_id: former for former in replaced}
    history, pk = [], document.pk
    while (former := by_successor.get(pk)) and len(history) < LONGEST_HISTORY:
        former.municipality = document.municipality
        history.append(former)
        pk = former.pk
    return history


def same_in_application(document):
    """The letter or resolution that is the very same file, if any."""
    papers = document.municipality.documents.filter(kind__in=Document.OF_APPLICATION)
    return papers.exclude(sha256="").filter(sha256=document.sha256).first() if document.sha256 else None


@workspace_matters.register(order=60)
def spoiled_documents(municipality, user):
    """Files that nobody can open and links that do not answer, for the town to replace."""
    spoiled = Q(scan__in=[Document.Scan.INFECTED, Document.Scan.BEYOND]) & ~Q(file="")
    spoiled |= Q(link_state=Document.LinkState.BROKEN)
    found = municipality.documents.current().exclude(kind__in=Document.OF_APPLICATION).filter(spoiled)
    return [
        Matter(
            title=str(document),
            url=reverse("evidence_item", args=[municipality.slug, document.pk]),
            status=document.mark,
            hint=_("Replace it in the evidence register, or take it out."),
        )
        for document in found.order_by("-added_at")[:MOST_MATTERS]
    ]


@profile_panels.register(order=40)
def documents(municipality):
    """No panel where nothing is open to everybody: a town need not publish any."""
    return _panel("documents", _("Documents"), municipality, municipality.documents.public())


def documents_for_members(municipality, user):
    """The same of what member municipalities open to each other, for a person who may read it."""
    documents = municipality.documents.for_members()
    if not acts_for_secretariat(user):
        documents = documents.readable_by(user)
    title = _("Documents for member municipalities")
    return _panel("documents-for-members", title, municipality, documents, is_public=False)


def _panel(anchor, title, municipality, documents, is_public=True):
    found = documents.exclude(kind__in=Document.OF_APPLICATION).order_by("-added_at", "-pk")
    facts = {"documents": list(found[:MOST_ON_PROFILE]), "town": municipality, "is_public": is_public}
    return Panel(anchor, title, "evidence/panel.html", facts) if facts["documents"] else None
