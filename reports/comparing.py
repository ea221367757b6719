"""What towns did, side by side: their latest reports by commitment, and the indicators that may be compared.

Only what is frozen for the public is read here. Whether more or less is better is not said, in words or colour.
"""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.models import CommonCommitment
from municipalities.comparing import Cell, Comparison, Row
from municipalities.extensions import comparisons

from .frozen_words import best
from .models import Snapshot
from .series import series_of

LONGEST_TEXT = 240


@comparisons.register(order=20)
def latest_reports(towns):
    newest = newest_by_town(towns)
    if not newest:
        return []
    rows = [Row(_("Report"), [report_cell(newest.get(town.pk)) for town in towns])]
    for commitment in CommonCommitment.objects.all():
        cells = [told(newest.get(town.pk), commitment.number) for town in towns]
        if not all(cell.is_silent for cell in cells):
            rows.append(
                Row(
                    commitment.short_title,
                    cells,
                    number=commitment.number,
                    url=commitment.get_absolute_url(),
                )
            )
    return [Comparison("reports", _("What they reported last"), rows)]


def newest_by_town(towns):
    """{town's pk: the newest snapshot of its newest year}. One query."""
    snapshots = (
        Snapshot.objects.newest_revisions()
        .filter(municipality__in=towns)
        .select_related("cycle", "municipality")
        .order_by("municipality", "-cycle__year")
        .distinct("municipality")
    )
    return {snapshot.municipality_id: snapshot for snapshot in snapshots}


def report_cell(snapshot):
    if snapshot is None:
        return Cell([_("No report published here yet")], is_silent=True)
    said = _("Progress report %(year)s") % {"year": snapshot.cycle.year}
    return Cell([said], url=snapshot.get_absolute_url())


def told(snapshot, number):
    """The beginning of what the report says of the commitment, with the way to all of it."""
    sections = snapshot.data["commitments"] if snapshot else []
    section = next((section for section in sections if section["number"] == number), None)
    words = section and best(section["text"])
    if not words and not (section and section["actions"]):
        return Cell([_("Nothing reported")], is_silent=True)
    url = f"{snapshot.get_absolute_url()}#commitment-{number}"
    actions = actions_told(snapshot.data, number)
    lines = [actions] if actions else []
    if words:
        lines.append(Truncator(words.text).chars(LONGEST_TEXT))
    return Cell(
        lines, url=url if actions else "", language=words.language if words and words.is_fallback else ""
    )


def actions_told(data, number):
    """ "3 actions, 1 done"; nothing where the report tells of none."""
    outcomes = [action["outcome"] for action in data["actions"] if number in action["commitments"]]
    count, done = len(outcomes), outcomes.count("done")
    if not count:
        return ""
    said = ngettext("%(count)s action", "%(count)s actions", count) % {"count": count}
    if not done:
        return said
    return ngettext("%(actions)s, %(done)s done", "%(actions)s, %(done)s done", done) % {
        "actions": said,
        "done": done,
    }


@comparisons.register(order=30)
def indicators(towns):
    """Those of which two towns or more gave a figure by definitions that may be compared."""
    by_town = all_series(towns)
    codes = sorted({code for series in by_town.values() for code in series})
    rows = [row for code in codes if (row := indicator_row(code, towns, by_town))]
    note = _(
        "The newest figure of each, with its year. Figures stand side by side only where their definitions may be "
        "compared. Towns differ too much for a ranking, so there is none."
    )
    return [Comparison("indicators", _("Indicators that can be compared"), rows, note)] if rows else []


def all_series(towns):
    """{town's pk: {code: Series}}. One query, which reads no more of the snapshots than their indicators."""
    rows = (
        Snapshot.objects.newest_revisions()
        .filter(municipality__in=towns)
        .order_by("cycle__year")
        .values_list("municipality", "cycle__year", "data__indicators")
    )
    told_of = {}
    for town, year, lines in rows:
        told_of.setdefault(town, []).append((year, lines))
    return {town: series_of(years) for town, years in told_of.items()}


def indicator_row(code, towns, by_town):
    found = {town.pk: series for town in towns if (series := by_town.get(town.pk, {}).get(code))}
    newest = {pk: series.newest for pk, series in found.items() if series.newest}
    figures = [point for point in newest.values() if point.is_value]
    if len(figures) < 2:
        return None
    measure = max(figures, key=lambda point: (point.version, point.year))
    comparable = {pk for pk, point in newest.items() if are_comparable(point, measure)}
    if sum(newest[pk].is_value for pk in comparable) < 2:
        return None
    series = next(iter(found.values()))
    cells = [figure(newest.get(town.pk), town.pk in comparable) for town in towns]
    return Row(series.name, cells, url=reverse("indicator", args=[code]), note=series.unit)


def are_comparable(point, measure):
    """`measure` is by the newest definition of those at hand."""
    return point.scale == measure.scale and point.version >= measure.comparable_since


def figure(point, is_comparable):
    if point is None:
        return Cell([_("No figure")], is_silent=True)
    if not is_comparable:
        said = _("By another definition in %(year)s: not comparable") % {"year": point.year}
        return Cell([said], is_silent=True)
    return Cell([point.said, str(point.year)], is_silent=not point.is_value)
