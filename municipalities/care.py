"""Care of the registry: what a town is called, at which address it is, to which region it belongs.

Each verb is given what its page had read (`stamp`): where the town has changed since, it is refused.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from coalition.models import Event
from coalition.workflow import WrongState

from .models import FormerSlug, Municipality

Level = Municipality.Level
REGIONS = (Level.CENSUS_DIVISION, Level.OTHER)


def stamp(town):
    """Which state of the town a page has shown."""
    return "|".join(map(str, [town.name_en, town.name_fr, town.slug, town.parent_id, town.merged_into_id]))


def hold(towns, verb, by, read):
    """The rows as they are, and stay until the end of the transaction; the first is the one whose page was read."""
    keys = [town.pk for town in towns]
    rows = Municipality.objects.select_for_update(no_key=True).order_by("pk").in_bulk(keys)
    held = [rows[key] for key in keys]
    for town in held:
        town.refuse_decider(by)
    if stamp(held[0]) != read:
        raise WrongState(held[0], verb, _("What the registry says of this municipality changed meanwhile."))
    return held


@transaction.atomic
def rename(municipality, by, *, name_en, name_fr, moves, reason, read):
    """Give the town its new name. Where it `moves`, its address follows, and the old one leads to it for good."""
    [municipality] = hold([municipality], "rename", by, read)
    had = list(dict.fromkeys([municipality.name_en, municipality.name_fr]))
    former = " / ".join(had)
    municipality.name_en, municipality.name_fr = name_en, name_fr
    municipality.keep_former(*had)
    if moves:
        move(municipality)
    municipality.save()
    names = " / ".join(dict.fromkeys([name_en, name_fr]))
    Event.record(municipality, "rename", by, note=f"{former} → {names}\n\n{reason}")
    return municipality


def move(municipality):
    """The address after the name; one that the town had before becomes its own again."""
    slug = FormerSlug.objects.free(
        municipality.name_en, municipality.province_id, municipality.sgc_code, municipality
    )
    if slug == municipality.slug:
        return
    FormerSlug.objects.filter(slug=slug).delete()
    FormerSlug.objects.create(slug=municipality.slug, municipality=municipality)
    municipality.slug = slug


def regions_for(municipality):
    """The regions that the town could belong to."""
    regions = Municipality.objects.filter(
        province=municipality.province_id, level__in=REGIONS, parent=None, merged_into=None
    )
    return regions.exclude(pk=municipality.pk)


def why_in_no_region(municipality):
    """There are two tiers: what is a region itself, or has parts, belongs to none."""
    if municipality.level == Level.CENSUS_DIVISION or municipality.parts.exists():
        return _("This is a region itself, so it belongs to no other.")
    return ""


@transaction.atomic
def place_in_region(municipality, by, *, region, reason, read):
    """Say to which region the town belongs; None: to none."""
    held = hold([municipality, *filter(None, [region])], "place_in_region", by, read)
    municipality = held[0]
    if region and (why_in_no_region(municipality) or region not in regions_for(municipality)):
        raise WrongState(municipality, "place_in_region", _("The two no longer fit together."))
    former, municipality.parent = municipality.parent, region
    municipality.save(update_fields=["parent"])
    where = f"{former.name_en if former else '–'} → {region.name_en if region else '–'}"
    Event.record(municipality, "place_in_region", by, note=f"{where}\n\n{reason}")
    return municipality
