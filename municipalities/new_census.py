"""What a later census changes: said before anything is written, and written so that every town keeps its row.

Codes change when towns become others: a town whose code is gone may stand in the table under another. It is taken for
the same one where its name stands once on either side in its province, and nowhere else; the rest is left to a person.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Count

from coalition.i18n import fold

from .models import Municipality
from .registry import refuse_older, write_table


@dataclass
class Gone:
    """A town that the table does not know any more; it stays in the registry."""

    town: Municipality
    people: int
    applications: int
    documents: int

    @property
    def status(self):
        return self.town.membership.status if self.town.has_membership else ""

    @property
    def has_something(self):
        return bool(self.status or self.people or self.applications or self.documents)


@dataclass
class Changes:
    new: list = field(default_factory=list)  # places
    gone: list = field(default_factory=list)  # Gone, those with something here first
    recoded: list = field(default_factory=list)  # (town, place): the same name under another code
    renamed: list = field(default_factory=list)  # (town, place): the same code, another name
    merged: list = field(default_factory=list)  # towns recorded here as merged that the table still has


def compare(table):
    """The Changes between the registry and the table. Nothing is written."""
    refuse_older(table)
    standing = towns_of_the_registry()
    places = table.subdivisions
    new = [place for code, place in places.items() if code not in standing]
    gone = [town for code, town in standing.items() if code not in places]
    changes = Changes(recoded=same_under_another_code(gone, new))
    moved_towns = {town.pk for town, _place in changes.recoded}
    moved_places = {place.code for _town, place in changes.recoded}
    changes.new = [place for place in new if place.code not in moved_places]
    changes.gone = [
        Gone(town, town.people_here, town.applications_here, town.documents_here)
        for town in gone
        if town.pk not in moved_towns
    ]
    changes.gone.sort(key=lambda each: (not each.status, not each.has_something, each.town.name_en))
    for code, place in places.items():
        if town := standing.get(code):
            if (town.name_en, town.name_fr) != (place.name_en, place.name_fr):
                changes.renamed.append((town, place))
            if town.merged_into_id:
                changes.merged.append(town)
    return changes


def towns_of_the_registry():
    """{code: town} of the census subdivisions, with what each has here."""
    counted = {f"{name}_here": Count(name, distinct=True) for name in ("people", "applications", "documents")}
    towns = Municipality.objects.filter(level=Municipality.Level.CENSUS_SUBDIVISION)
    towns = towns.exclude(sgc_code=None).select_related("membership", "province").annotate(**counted)
    return {town.sgc_code: town for town in towns}


def same_under_another_code(gone, new):
    """[(town, place)] whose name stands once among the gone and once among the new of its province."""
    places = defaultdict(list)
    for place in new:
        places[key(place, place.code)].append(place)
    towns = Counter(key(town, town.sgc_code) for town in gone)
    return [
        (town, places[name][0])
        for town in gone
        if towns[name := key(town, town.sgc_code)] == 1 and len(places[name]) == 1
    ]


def key(named, code):
    return code[:2], fold(named.name_en)


@transaction.atomic
def apply(table, changes, progress=lambda share: None, rename=False):
    """Write what `compare` found: codes first, then populations, names where asked, and new towns. Nothing is removed."""
    for town, place in changes.recoded:
        Municipality.objects.filter(pk=town.pk).update(sgc_code=place.code)
    return write_table(table, progress, rename)
