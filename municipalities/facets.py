"""How many towns each option of a filter would find with the other filters as they are; and the filters in words.

One query brings what the filters look at of every town whose name and place answer; the counting is done here. At
5,000 members that is quicker than six counts in the database, and nothing has to be kept up (docs/adr/0035).
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .directory import Sort, View
from .stages import NO_REPORT, band_of, stages_of

FILTERS = ["province", "stage", "commitment", "size", "report"]
DEFAULTS = {"sort": Sort.NAME, "view": View.LIST}


class Row(NamedTuple):
    """What the filters look at of a town."""

    province: str
    population: int | None
    status: str
    ring: str
    report_year: int | None
    has_plan: bool


@dataclass
class Facets:
    total: int  # how many answer to all filters
    counts: dict  # {name of the filter: Counter of its options}
    newest_year: str | None  # of all their reports


def count(towns, asked):
    """`towns`: what directory.answering found."""
    rows = [
        Row._make(values)
        for values in towns.order_by().values_list(
            "province_id",
            "population",
            "membership__status",
            "membership__ring",
            "membership__last_report_year",
            Q(membership__plan_published_on__isnull=False),
        )
    ]
    newest = max((row.report_year for row in rows if row.report_year), default=None)
    without = {newest, year_without(asked.get("report"))} - {None}
    facets = {
        "province": Facet(attrgetter("province"), lambda code: [code]),
        "stage": Facet(
            attrgetter("status", "has_plan", "report_year"), lambda standing: stages_of(*standing)
        ),
        "commitment": Facet(attrgetter("ring"), commitments_of),
        "size": Facet(attrgetter("population"), lambda population: [band_of(population)]),
        "report": Facet(attrgetter("report_year"), lambda year: reports_of(year, without)),
    }
    on = {name: asked[name] for name in FILTERS if asked.get(name)} | {"stage": asked.get("stage", "")}
    passing = {name: facets[name].passing(rows, value) for name, value in on.items()}

    def answer_all(but=None):
        others = [each for name, each in passing.items() if name != but]
        return [row for row, *passes in zip(rows, *others, strict=True) if all(passes)]

    found = answer_all()
    counts = {name: facets[name].tally(answer_all(name) if name in on else found) for name in FILTERS}
    return Facets(len(found), counts, newest and str(newest))


@dataclass(frozen=True)
class Facet:
    """A filter: what of a town it looks at, and under which of its options a town is found."""

    key: Callable
    options: Callable

    def passing(self, rows, value):
        """Of each row, whether the option finds it."""
        return [value in self.options(self.key(row)) for row in rows]

    def tally(self, rows):
        """How many each option finds. Alike towns are counted together, which is most of the speed."""
        counts = Counter()
        for key, number in Counter(map(self.key, rows)).items():
            for option in self.options(key):
                counts[option] += number
        return counts


def commitments_of(ring):
    return [str(number) for number, state in enumerate(ring, 1) if state != "0"]


def year_without(report):
    """The year of "not-2025", None of any other option."""
    return int(report.removeprefix("not-")) if report and report.startswith("not-") else None


def reports_of(year, without):
    """The options of the filter "latest report" under which a town is found; `without`: years it may have none for."""
    options = [str(year) if year else NO_REPORT]
    return options + [f"not-{other}" for other in without if (year or 0) < other]


def address(asked, **changes):
    """The query of an address: what was asked with the changes, what goes without saying left out."""
    kept = {name: value for name, value in (asked | changes).items() if value and value != DEFAULTS.get(name)}
    return "?" + urlencode(kept)


def count_options(form, facets, asked):
    """Write the counts into the choices of the form."""
    for name in FILTERS:
        counts = facets.counts[name]
        if name == "report":
            choices = report_choices({*counts, asked.get("report"), facets.newest_year})
        else:
            choices = form.fields[name].choices
        counted = [
            (value, _("%(option)s (%(count)s)") % {"option": label, "count": number(counts[value])})
            if value or name == "stage"
            else (value, label)
            for value, label in choices
        ]
        # The field keeps its own: they say what was asked without the counts.
        form.fields[name].widget.choices = counted


def report_choices(options):
    years = sorted(options - {None, NO_REPORT}, key=order_of_report)
    return [
        ("", _("Any year")),
        *((option, say_report(option)) for option in years),
        (NO_REPORT, _("None published here")),
    ]


def order_of_report(option):
    """The newest year first, those without a report of the year after those with one."""
    return -int(option.removeprefix("not-")), option.startswith("not-")


def say_report(option):
    if option == NO_REPORT:
        return _("None published here")
    year = option.removeprefix("not-")
    return (
        _("None for %(year)s yet") % {"year": year}
        if option != year
        else _("Latest for %(year)s") % {"year": year}
    )


def number(count):
    return number_format(count, force_grouping=True)


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address without it."""

    name: str
    said: str
    address: str


def chips(form, asked):
    found = []
    for name in ["q", *FILTERS, "area"]:
        if value := asked.get(name):
            label, said = form.fields[name].label, value
            if name == "area":
                label, said = _("Map"), _("part of the map")
            elif name == "report":
                said = say_report(value)
            elif name != "q":
                said = dict(form.fields[name].choices)[value]
            found.append(Chip(label, said, address(asked, **{name: None})))
    return found
