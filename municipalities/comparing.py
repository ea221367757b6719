"""Two to four towns side by side, never ranked: each stands where the reader put it, and no figure is called better.

The rows of what they promised and did come from the apps above (extensions.comparisons).
"""

from dataclasses import dataclass, field

from django.core.validators import slug_re
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from coalition.moments import say_day
from coalition.ring import describe

from . import extensions
from .models import FormerSlug, Municipality

FEWEST, MOST = 2, 4
MOST_READ = 12  # of what the address names; nobody chooses more by hand
LONGEST = 140


@dataclass(frozen=True)
class Cell:
    """What one town says to a row: lines, the first of which may be a link. `language`: of a text not the reader's."""

    lines: list = field(default_factory=list)
    url: str = ""
    language: str = ""
    is_silent: bool = False  # there is nothing to say, and the lines say why


@dataclass(frozen=True)
class Row:
    """`cells` in the order of the towns. `number`: of the commitment the row is about."""

    label: str
    cells: list
    number: int | None = None
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Comparison:
    """A part of the page."""

    anchor: str
    title: str
    rows: list
    note: str = ""


@dataclass(frozen=True)
class Choice:
    """The towns somebody chose, and what became of the rest of the address."""

    towns: list
    left_out: list  # more than MOST
    has_unknown: bool

    @property
    def is_comparable(self):
        return len(self.towns) >= FEWEST

    @property
    def is_full(self):
        return len(self.towns) >= MOST

    def address_with(self, town):
        return address([*self.towns, town])

    def address_without(self, town):
        return address([other for other in self.towns if other.pk != town.pk])


def address(towns):
    query = urlencode([("with", town.slug) for town in towns])
    return reverse("compare") + (f"?{query}" if query else "")


def choose(slugs):
    """The Choice of an address: members and former members, each once, by the address they have or had."""
    wanted = list(dict.fromkeys(slugs))[:MOST_READ]
    readable = [slug for slug in wanted if len(slug) <= LONGEST and slug_re.fullmatch(slug)]
    towns = Municipality.objects.filter(membership__isnull=False).select_related(
        "province", "membership", "parent"
    )
    found = {town.slug: town for town in towns.filter(slug__in=readable)}
    former = FormerSlug.objects.filter(slug__in=[slug for slug in readable if slug not in found])
    moved = dict(former.values_list("slug", "municipality"))
    by_pk = {town.pk: town for town in towns.filter(pk__in=moved.values())} if moved else {}
    known = [found.get(slug) or by_pk.get(moved.get(slug)) for slug in wanted]
    once = list({town.pk: town for town in known if town}.values())
    return Choice(once[:MOST], once[MOST:], has_unknown=None in known)


def compare(towns):
    """[Comparison] of the towns, in a constant number of queries."""
    others = [part for parts in extensions.comparisons for part in parts(towns)]
    return [the_town(towns), *others]


def the_town(towns):
    def row(label, say):
        return Row(label, [say(town) for town in towns])

    return Comparison(
        "town",
        _("The municipality"),
        [
            row(_("Province or territory"), lambda town: Cell([town.province.name])),
            row(_("Population"), population),
            row(_("Standing"), standing),
            row(_("Joined"), joined),
            row(_("Action plan published"), lambda town: day(town.membership.plan_published_on)),
            row(_("Latest report"), latest_report),
            row(_("The ten commitments"), lambda town: Cell([describe(town.membership.ring)])),
        ],
    )


def population(town):
    if town.population is None:
        return Cell([_("Not known")], is_silent=True)
    year = [str(town.population_year)] if town.population_year else []
    return Cell([number_format(town.population, force_grouping=True), *year])


def standing(town):
    return Cell([town.membership.get_status_display()])


def joined(town):
    membership = town.membership
    return day(membership.joined_on) if membership.joined_on else known(membership.joined_year)


def latest_report(town):
    year = town.membership.last_report_year
    return Cell([str(year)]) if year else Cell([_("Not published here yet")], is_silent=True)


def day(value):
    return Cell([say_day(value)]) if value else Cell([_("Not published here yet")], is_silent=True)


def known(year):
    return Cell([str(year)]) if year else Cell([_("Not known")], is_silent=True)
