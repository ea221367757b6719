"""Loads reference/*.csv: the provinces and the members of the coalition that are known.

What is missing is added. What stands in the database belongs to the people who edit it there: a row that
differs from the file is counted and left alone, unless `refresh` asks for the file's version.
"""

import csv
from collections import Counter
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from .models import FormerSlug, Membership, Municipality, Province
from .registry import link_parts

FOLDER = settings.BASE_DIR / "reference"
CENSUS_YEAR = 2021


def rows(name):
    """The rows of reference/<name>.csv as dictionaries, spaces around values removed."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{key: value.strip() for key, value in row.items()} for row in csv.DictReader(file)]


def put(model, wanted, key, refresh=False):
    """Add the rows that are missing and say what was found: Counter of "added", "changed", "kept" and "same".

    `wanted` are dictionaries of field values; `key` names the fields, one or more, that identify a row.
    """
    found = Counter()
    standing = {tuple(getattr(row, name) for name in key): row for row in model.objects.all()}
    for values in wanted:
        row = standing.get(tuple(values[name] for name in key))
        if row is None:
            model.objects.create(**values)
            found["added"] += 1
            continue
        differing = [name for name, value in values.items() if getattr(row, name) != value]
        if differing and refresh:
            for name in differing:
                setattr(row, name, values[name])
            row.save(update_fields=differing)
        found["same" if not differing else "changed" if refresh else "kept"] += 1
    return found


@transaction.atomic
def load_provinces(refresh=False):
    wanted = [
        {
            "code": row["alpha2"],
            "sgc_code": row["sgc_pruid"],
            "name_en": row["name_en"],
            "name_fr": row["name_fr"],
            "abbreviation_en": row["abbr_en"],
            "abbreviation_fr": row["abbr_fr"],
            "is_territory": row["kind"] == "territory",
            "population": int(row["population_2021"]),
        }
        for row in rows("provinces_territories")
    ]
    return put(Province, wanted, ["code"], refresh)


@transaction.atomic
def load_members(refresh=False):
    """The known members, each with the facts that were found about it and nothing else.

    A town already in the registry keeps its row and address, and takes the names given here.
    """
    found = Counter()
    by_code = Municipality.objects.exclude(sgc_code=None).in_bulk(field_name="sgc_code")
    by_slug = Municipality.objects.filter(sgc_code=None).in_bulk(field_name="slug")
    members = {member.municipality_id: member for member in Membership.objects.all()}
    by_address = addresses_of_members()
    for row in rows("members"):
        slug = Municipality.make_slug(row["name_en"], row["province"])
        town = by_code.get(row["sgc_code"]) if row["sgc_code"] else by_slug.get(slug)
        town = town or by_address.get(slug)
        member = town and members.get(town.pk)
        facts, joining = town_facts(row), joining_facts(row)
        differs = member and (differing(town, facts) or differing(member, joining))
        if member and not (differs and refresh):
            found["kept" if differs else "same"] += 1
            continue
        town = town or new_town(row)
        write(town, facts)
        member = member or Membership(municipality=town)
        write(member, joining)
        member.periods.begin()
        found["changed" if differs else "added"] += 1
    link_parts()
    return found


def addresses_of_members():
    """{address, former ones too: town}: a later census may have given a member another code."""
    members = Municipality.objects.filter(membership__isnull=False)
    former = FormerSlug.objects.filter(municipality__membership__isnull=False).select_related("municipality")
    return {each.slug: each.municipality for each in former} | {town.slug: town for town in members}


def new_town(row):
    """An unsaved row with its address: name and province, and the code where another town has or had that address."""
    slug = FormerSlug.objects.free(row["name_en"], row["province"], row["sgc_code"])
    return Municipality(sgc_code=row["sgc_code"] or None, province_id=row["province"], slug=slug)


def town_facts(row):
    population = int(row["population_2021"]) if row["population_2021"] else None
    facts = {
        "level": row["level"],
        "name_en": row["name_en"],
        "name_fr": row["name_fr"],
        "kind": row["kind"],
        "latitude": Decimal(row["latitude"]),
        "longitude": Decimal(row["longitude"]),
    }
    # Where the list has no figure, the one of the registry's table stays.
    return facts | ({"population": population, "population_year": CENSUS_YEAR} if population else {})


def joining_facts(row):
    return {
        "joined_year": int(row["year_joined"]) if row["year_joined"] else None,
        "basis": row["basis"],
        "source": row["source"],
    }


def differing(thing, facts):
    return [name for name, value in facts.items() if getattr(thing, name) != value]


def write(thing, facts):
    for name, value in facts.items():
        setattr(thing, name, value)
    thing.save()
