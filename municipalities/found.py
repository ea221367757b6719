"""What the search across everything finds here: municipalities, members first, by any spelling; and where to get help."""

from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coalition.full_text import nearness
from coalition.searching import Hit, Place, SearchSource, TextSource, search_sources

from .models import LocalService, Municipality
from .models.municipality_queries import BEGINS, EXACT, HOLDS
from .spelling import read

PLACES = {EXACT: Place.NAME, BEGINS: Place.TITLE, HOLDS: Place.TITLE}
MOST_SIMILAR = 3
ALIKE = 0.7  # of 1 (coalition/full_text.py): names less alike than that are not meant


@search_sources.register(order=10)
class Towns(SearchSource):
    key = "municipalities"
    title = gettext_lazy("Municipalities")

    def find(self, words, most):
        if not read(words):
            return []
        towns = members().matching(words).best_first(words)
        if found := list(towns[: most + 1]):
            return [hit(town, PLACES.get(town.place, Place.TEXT)) for town in found]
        others = Municipality.objects.filter(membership=None, merged_into=None).called(words)
        others = others.select_related("province").order_by("-population", "pk")
        return [outsider(town, words) for town in others[: most + 1]]

    def near(self, words, most):
        """Members whose name is nearly what was typed: they are meant, rather than the thousands that are none."""
        towns = list(members().resembling(words)[: MOST_SIMILAR * 3])
        alike = [town for town in towns if likeness(town, words) >= ALIKE]
        return [hit(town) for town in sorted(alike, key=lambda town: -likeness(town, words))[:MOST_SIMILAR]]

    def list_url(self, words):
        return f"{reverse('directory')}?{urlencode({'q': words})}"


def members():
    return Municipality.objects.filter(membership__isnull=False).select_related("province", "membership")


def likeness(town, words):
    return max(nearness(words, name) for name in (town.name_en, town.name_fr))


def hit(town, place=Place.TEXT):
    return named(town, town.get_absolute_url(), place, town.membership.said_stage)


def outsider(town, words):
    address = f"{reverse('find_town')}?{urlencode({'q': words})}"
    return named(town, address, Place.TITLE, _("Not a member"))


def named(town, address, place, standing):
    context = " · ".join(
        filter(None, [town.province.name, str(standing), _("demonstration") if town.is_invented else ""])
    )
    language = "" if getattr(town, f"name_{get_language()}") else "en" if get_language() == "fr" else "fr"
    return Hit(escape(town.name), address, "", context, title_language=language, place=place)


@search_sources.register(order=70)
class Help(TextSource):
    """Local services of today's members and of whole provinces."""

    key = "help"
    title = gettext_lazy("Where to get help")
    text_title, texts = "name", ["description", "audience"]

    def rows(self):
        return LocalService.objects.public()

    def full(self, rows):
        return rows.select_related("municipality", "province")

    def url(self, row):
        if row.municipality:
            return f"{row.municipality.get_absolute_url()}#help"
        return f"{reverse('where_to_get_help')}?{urlencode({'province': row.province_id, 'kind': row.kind})}"

    def context(self, row):
        return f"{row.get_kind_display()} · {row.reach.name}"
