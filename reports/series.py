"""An indicator of a town over the years: what accepted reports say of it, as rows, a sentence and a drawing.

Only what is frozen for the public is read here (frozen_readings.py); the newest revision of each year counts.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import F, Func, JSONField, Q, Value
from django.utils.translation import gettext as _

from commitments import units

from .charts import Chart
from .frozen_readings import SUPPRESSED
from .frozen_words import best
from .indicator_lines import answer, kind
from .models import Snapshot


@dataclass(frozen=True)
class Point:
    """An answer of one year. `is_broken`: it may not be compared with the answer before it."""

    year: int
    answer: str  # as the snapshot names it: "value", "suppressed", "not_collected", "not_applicable"
    said: str
    value: Decimal | None
    is_broken: bool
    version: int
    scale: tuple  # (kind, unit): figures of two scales cannot stand in one drawing
    comparable_since: int = 1  # the oldest version whose figures may stand beside this one

    @property
    def is_value(self):
        return self.value is not None

    @property
    def is_withheld(self):
        return self.answer == SUPPRESSED


@dataclass(frozen=True)
class Series:
    code: str
    name: str
    unit: str
    points: list  # of Point, the oldest first

    @property
    def newest(self):
        """The last answer that is a figure, or is one that is withheld; None where there is none."""
        figures = [point for point in self.points if point.is_value or point.is_withheld]
        return figures[-1] if figures else None

    @property
    def has_years(self):
        """Whether there is something to follow: figures of two years or more."""
        return sum(point.is_value for point in self.points) > 1

    @property
    def newest_first(self):
        return self.points[::-1]

    @cached_property
    def chart(self):
        """A drawing of the years that share the newest scale; None where fewer than two figures do, or of yes and no."""
        scale = self.points[-1].scale
        drawn = [point for point in self.points if point.scale == scale]
        is_drawn = scale[0] != units.Kind.YES_NO and sum(point.is_value for point in drawn) > 1
        return Chart(drawn) if is_drawn else None

    @property
    def sentence(self):
        """What the drawing shows, in words."""
        return " ".join(filter(None, [self._from_to(), self._breaks(), self._withheld()]))

    def _from_to(self):
        since = max([n for n, point in enumerate(self.points) if point.is_broken], default=0)
        figures = [point for point in self.points[since:] if point.is_value]
        if not figures:
            return ""
        first, last = figures[0], figures[-1]
        if first is last:
            return _("%(figure)s in %(year)s.") % {"figure": last.said, "year": last.year}
        if first.value == last.value:
            return _("%(figure)s in %(first)s and in %(last)s.") % {
                "figure": last.said,
                "first": first.year,
                "last": last.year,
            }
        return _("From %(before)s in %(first)s to %(after)s in %(last)s.") % {
            "before": first.said,
            "first": first.year,
            "after": last.said,
            "last": last.year,
        }

    def _breaks(self):
        years = [str(point.year) for point in self.points if point.is_broken]
        return years and _("Another definition from %(years)s on: not comparable with earlier years.") % {
            "years": _(", ").join(years)
        }

    def _withheld(self):
        years = [str(point.year) for point in self.points if point.is_withheld]
        return years and _("Suppressed in %(years)s, since few people are counted.") % {
            "years": _(", ").join(years)
        }


def series_of(told):
    """The Series of one town by code. `told`: [(year, lines of a snapshot)], the oldest first."""
    by_code = {}
    for year, lines in told:
        for line in lines:
            if line and line["answer"] != "unanswered":
                by_code.setdefault(line["code"], []).append((year, line))
    return {code: _series(code, lines) for code, lines in sorted(by_code.items())}


def _series(code, lines):
    points, before = [], None
    for year, line in lines:
        points.append(_point(year, line, before))
        before = line
    newest = lines[-1][1]
    return Series(code, best(newest["name"]).text, best(newest["unit"]).text, points)


def _point(year, line, before):
    # Schema 1 knew no comparability: another version was another measure.
    since = line.get("comparable_since", line["definition_version"])
    return Point(
        year=year,
        answer=line["answer"],
        said=answer(line, kind(line)),
        value=Decimal(line["value"]) if line["answer"] == "value" else None,
        is_broken=before is not None and before["definition_version"] < since,
        version=line["definition_version"],
        scale=(kind(line), line["unit"]["en"]),
        comparable_since=since,
    )


def told_by(municipality, until=None):
    """[(year, lines)] of what was accepted of a town, the oldest first, without the rest of the snapshots. One query."""
    snapshots = Snapshot.objects.newest_revisions().filter(municipality=municipality)
    if until:
        snapshots = snapshots.filter(cycle__year__lt=until)
    return list(snapshots.order_by("cycle__year").values_list("cycle__year", "data__indicators"))


def reporting(towns, code):
    """Of these towns, those that have a public figure of the indicator, be it withheld."""
    figures = Q()
    for said in ("value", SUPPRESSED):
        figures |= Q(data__indicators__contains=[{"code": code, "answer": said}])
    newest = Snapshot.objects.newest_revisions().filter(figures)
    return towns.filter(pk__in=newest.values("municipality"))


def series_by_town(code, towns):
    """{town's pk: Series} of one indicator. One query, which reads that line only of each snapshot."""
    line = Func(
        F("data"),
        Value("$.indicators[*] ? (@.code == $code)"),
        Value({"code": code}, JSONField()),
        function="jsonb_path_query_first",
        output_field=JSONField(),
    )
    rows = (
        Snapshot.objects.newest_revisions()
        .filter(municipality__in=[town.pk for town in towns])
        .annotate(line=line)
        .order_by("cycle__year")
        .values_list("municipality", "cycle__year", "line")
    )
    told = {}
    for town, year, found in rows:
        told.setdefault(town, []).append((year, [found] if found else []))
    found = {town: series_of(years).get(code) for town, years in told.items()}
    return {town: series for town, series in found.items() if series and series.newest}
