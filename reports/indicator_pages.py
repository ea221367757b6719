"""What the pages of the catalogue of indicators show, as plain facts for the templates."""

from dataclasses import dataclass, field
from itertools import groupby

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commitments.models import CommonCommitment, IndicatorVersion
from municipalities.models import Municipality

from .definitions import current_year
from .series import reporting, series_by_town


@dataclass
class Group:
    """The indicators of one commitment; those that cut across all ten have none."""

    commitment: CommonCommitment | None
    versions: list = field(default_factory=list)

    @property
    def anchor(self):
        return f"commitment-{self.commitment.number}" if self.commitment else "all"


def catalogue():
    """([Group], [versions no longer asked]) as they stand in the current reporting year."""
    year = current_year()
    in_force = list(IndicatorVersion.objects.in_force(year).select_related("indicator__commitment"))
    order = sorted(in_force, key=lambda version: (version.indicator.commitment_id or 99, version.code))
    groups = [
        Group(commitment, list(versions))
        for commitment, versions in groupby(order, key=lambda version: version.indicator.commitment)
    ]
    asked = {version.code for version in in_force}
    return groups, [version for version in newest_versions(year) if version.code not in asked]


def newest_versions(year=None):
    """The newest version of every indicator, retired ones too; by that year where one is named."""
    versions = IndicatorVersion.objects.select_related("indicator__commitment")
    if year:
        versions = versions.filter(from_year__lte=year)
    return versions.order_by("indicator_id", "-from_year").distinct("indicator_id")


def version_of(indicator, year):
    """(the version in force in that year, else the newest before; the one that waits for a later year, or None)."""
    versions = list(indicator.versions.all())
    now = next((version for version in versions if version.from_year <= year), versions[-1])
    waits = versions[0] if versions[0].from_year > year else None
    return now, waits


def reporting_towns(code):
    """Members that have a public figure, in alphabetical order."""
    towns = Municipality.objects.members().select_related("province")
    return reporting(towns, code).order_by(f"sort_key_{get_language()}", "pk")


def with_series(code, towns):
    """[(town, Series)]"""
    found = series_by_town(code, towns)
    return [(town, found[town.pk]) for town in towns if town.pk in found]


def catalogue_crumbs():
    return [(_("Indicators"), reverse("indicators"))]


def secretariat_crumbs():
    return [(_("Secretariat"), reverse("secretariat"))]


def definition_crumbs(*deeper):
    """Of the pages under the secretariat's list."""
    return [*secretariat_crumbs(), (_("Indicators"), reverse("secretariat_indicators")), *deeper]


def state_of(indicator, year):
    """(key, words) of what an indicator is: asked, to be retired, retired, to be asked again."""
    if indicator.retired_from is None:
        return "active", _("Asked")
    if indicator.reinstated_from is not None:
        if indicator.reinstated_from <= year:
            return "active", _("Asked")
        return "withdrawn", _("Asked again from %(year)s") % {"year": indicator.reinstated_from}
    if indicator.retired_from > year:
        return "active", _("Asked until %(year)s") % {"year": indicator.retired_from - 1}
    return "withdrawn", _("Not asked since %(year)s") % {"year": indicator.retired_from}
