"""How much a town may keep in its register, and that it keeps nothing twice."""

from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .municipality import Municipality

# What one town may keep, replaced and withdrawn documents included: they are kept too.
MOST_DOCUMENTS = 500
MOST_BYTES = 1024**3


class Refused(Exception):
    """Why a document is not taken into the register, in words for whoever hands it in."""


class Twin(Refused):
    """The town's register already holds it: `existing`."""

    words = gettext_lazy(
        "The register already has it as “%(title)s”. Keep one: open that one to change or replace it."
    )

    def __init__(self, existing):
        self.existing = existing
        super().__init__(self.words % {"title": existing})


def check_room(municipality, size=0):
    """Refused where the room is full. Locks the town, so that of two additions the second counts the first."""
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    kept = municipality.documents.aggregate(count=models.Count("pk"), bytes=models.Sum("size", default=0))
    if kept["count"] >= MOST_DOCUMENTS:
        raise Refused(
            _("The register is full: it holds %(count)s documents. Write to the secretariat for more room.")
            % {"count": kept["count"]}
        )
    if kept["bytes"] + size > MOST_BYTES:
        raise Refused(
            _("There is no room for this file: %(used)s of %(limit)s are used. Write to the secretariat.")
            % {"used": filesizeformat(kept["bytes"]), "limit": filesizeformat(MOST_BYTES)}
        )


class Paper(Twin):
    """The very same file is a paper of the application, which nobody opened to others."""

    words = gettext_lazy(
        "It is here already, as a paper of the application: “%(title)s”. To publish it too, add it as a document of"
        " its own and say who may read it."
    )


def check_twins(municipality, **same):
    """Twin where the register holds the same file or link. The papers of an application lie beside the register."""
    twins = municipality.documents.current().exclude(kind__in=municipality.documents.model.OF_APPLICATION)
    if twin := twins.filter(**same).first():
        raise Twin(twin)


def check_papers(municipality, sha256):
    """Paper where the file would inherit the readers of another document: nobody chose them for this one."""
    papers = municipality.documents.current().filter(kind__in=municipality.documents.model.OF_APPLICATION)
    if paper := papers.filter(sha256=sha256).first():
        raise Paper(paper)
