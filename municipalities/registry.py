"""Brings the registry to a table of Statistics Canada (census.py); memberships, addresses and what people wrote stay."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max

from .census import DIVISION
from .models import FormerSlug, Municipality, Province

BATCH = 500


@dataclass
class Outcome:
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    regions: int = 0  # regional municipalities that took a new population
    renamed: list = field(default_factory=list)  # (name here, name in the table), kept as they are here


class OlderTable(Exception):
    """The registry has been brought to a later census: an earlier one would bring back what is gone."""

    def __init__(self, year):
        super().__init__(f"the registry has been brought to the census of {year} already")


def refuse_older(table):
    latest = Municipality.objects.aggregate(year=Max("population_year"))["year"]
    if latest and latest > table.year:
        raise OlderTable(latest)


@transaction.atomic
def write_table(table, progress=lambda share: None, rename=False):
    """Bring the registry to the table; memberships, addresses (slugs) and what people wrote stay."""
    refuse_older(table)
    outcome = Outcome()
    standing = Municipality.objects.exclude(sgc_code=None).in_bulk(field_name="sgc_code")
    new = [place for code, place in table.subdivisions.items() if code not in standing]
    changed = [
        town
        for code, place in table.subdivisions.items()
        if (town := standing.get(code)) and take(town, place, table.year, outcome, rename)
    ]
    outcome.added, outcome.changed = len(new), len(changed)
    outcome.unchanged = len(table.subdivisions) - len(new) - len(changed)
    regions = [
        town
        for code, place in table.levels[DIVISION].items()
        if (town := standing.get(code)) and take_population(town, place, table.year)
    ]
    outcome.regions = len(regions)
    towns = new_towns(new, table)
    for start in range(0, len(towns), BATCH):
        Municipality.objects.bulk_create(towns[start : start + BATCH])
        progress(start / len(towns))
    Municipality.objects.bulk_update(
        changed + regions,
        [
            *("name_en", "name_fr", "former_names", "search_text", "sort_key_en", "sort_key_fr"),
            *("population", "population_year"),
        ],
        batch_size=BATCH,
    )
    link_parts()
    progress(1)
    return outcome


def take(town, place, year, outcome, rename):
    """Take the table's population, and its names where asked; whether the town has changed."""
    is_changed = take_population(town, place, year)
    ours, theirs = (town.name_en, town.name_fr), (place.name_en, place.name_fr)
    if ours == theirs:
        return is_changed
    if not rename:
        outcome.renamed.append(
            (town.name_en, place.name_en) if ours[0] != theirs[0] else (ours[1], theirs[1])
        )
        return is_changed
    town.name_en, town.name_fr = theirs
    town.keep_former(*ours)
    town.prepare()
    return True


def take_population(town, place, year):
    if (town.population, town.population_year) == (place.population, year):
        return False
    town.population, town.population_year = place.population, year
    return True


def new_towns(places, table):
    """Unsaved towns with an address each; where two of a province share a name, the code is added to both."""
    provinces = dict(Province.objects.values_list("sgc_code", "code"))
    slugs = Counter(
        Municipality.make_slug(place.name_en, provinces[place.code[:2]])
        for place in table.subdivisions.values()
    )
    taken = FormerSlug.objects.taken()
    towns = []
    for place in places:
        province = provinces[place.code[:2]]
        slug = Municipality.make_slug(place.name_en, province)
        if slugs[slug] > 1 or slug in taken:
            slug = Municipality.make_slug(place.name_en, province, place.code)
        town = Municipality(
            sgc_code=place.code,
            name_en=place.name_en,
            name_fr=place.name_fr,
            province_id=province,
            population=place.population,
            population_year=table.year,
            slug=slug,
        )
        town.prepare()
        towns.append(town)
    return towns


def link_parts():
    """Tie the municipalities of a regional municipality to it: their code starts with its code."""
    for region in Municipality.objects.filter(level=Municipality.Level.CENSUS_DIVISION).exclude(
        sgc_code=None
    ):
        Municipality.objects.filter(
            sgc_code__startswith=region.sgc_code, level=Municipality.Level.CENSUS_SUBDIVISION, parent=None
        ).update(parent=region)
