"""What the secretariat sees of the registry: the list, and the facts of one town."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.trail import trail_of

from .models import Municipality

MERGER_CANDIDATES = 10


class Kind(models.TextChoices):
    MEMBERS = "members", gettext_lazy("Members")
    FORMER = "former", gettext_lazy("Former members")
    OTHERS = "others", gettext_lazy("Never a member")
    REGIONS = "regions", gettext_lazy("Regions and their municipalities")
    MERGED = "merged", gettext_lazy("Part of another municipality by a merger")


def find(q="", province=None, kind=""):
    towns = of_kind(kind).select_related("province", "membership", "parent", "merged_into")
    if province:
        towns = towns.filter(province=province)
    return towns.matching(q).best_first(q) if q.strip() else towns.alphabetical()


def of_kind(kind):
    towns = Municipality.objects.all()
    match kind:
        case Kind.MEMBERS:
            return towns.members()
        case Kind.FORMER:
            return towns.filter(membership__status="ended")
        case Kind.OTHERS:
            return towns.filter(membership=None)
        case Kind.REGIONS:
            is_region = models.Exists(Municipality.objects.filter(parent=models.OuterRef("pk")))
            return towns.filter(is_region | models.Q(parent__isnull=False))
        case Kind.MERGED:
            return towns.exclude(merged_into=None)
    return towns


def merger_candidates(municipality, q):
    """Towns that it may have become part of, best first."""
    if not q.strip():
        return Municipality.objects.none()
    found = (
        Municipality.objects.filter(merged_into=None).exclude(pk=municipality.pk).matching(q).best_first(q)
    )
    keys = [town.pk for town in found[:MERGER_CANDIDATES]]
    return Municipality.objects.filter(pk__in=keys).best_first(q).select_related("province")


def facts(municipality):
    """Rows of components/summary_list.html."""
    rename = reverse("rename_municipality", args=[municipality.slug])
    place = reverse("place_in_region", args=[municipality.slug])
    names = [municipality.name_en, municipality.name_fr]
    population = municipality.population
    rows = [
        {
            "label": _("Names"),
            "lines": list(dict.fromkeys(names)),
            "url": rename,
            "change": _("the names"),
        },
        {"label": _("Province or territory"), "value": municipality.province.name},
        {"label": _("Level"), "value": municipality.get_level_display()},
        {"label": capfirst(_("SGC code")), "value": municipality.sgc_code},
        {"label": _("Population"), "value": "" if population is None else intcomma(population)},
        {"label": _("Census of"), "value": "" if population is None else str(municipality.population_year)},
        {"label": _("Address"), "value": municipality.slug, "url": rename, "change": _("the address")},
        {
            "label": _("Region"),
            "value": municipality.parent and municipality.parent.name,
            "url": place,
            "change": _("the region"),
        },
    ]
    former = [each.slug for each in municipality.former_slugs.order_by("-since")]
    if municipality.former_names:
        rows.insert(1, {"label": _("Also found as"), "lines": municipality.former_names})
    if former:
        rows.insert(-1, {"label": _("Former addresses"), "lines": former})
    if municipality.merged_into_id:
        for row in rows:
            row.pop("url", None)
    return rows


def trail(municipality, membership):
    return trail_of(municipality, *filter(None, [membership]))
