"""The rows behind a figure of the page on progress: towns in alphabetical order, each with what was counted of it."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import F
from django.utils.translation import get_language

from municipalities.models import Municipality

from .frozen_words import best
from .indicator_lines import answer as say_figure
from .indicator_lines import kind
from .models import ActionCount, IndicatorAnswer, Snapshot
from .progress import members_then, of_province, say_answer, say_outcome
from .summing import OUTCOMES, WHOLE

ON_A_PAGE = 40


@dataclass(frozen=True)
class Line:
    """A town, its report of the year where it has one, and what is counted: actions, or a figure."""

    town: Municipality
    snapshot: Snapshot | None = None
    actions: list = field(default_factory=list)  # (Words, outcome, words of the outcome, address)
    said: str = ""


def page_of_rows(asked, number, today):
    """A page of Lines; `asked` as the form says (reports/views/progress.py)."""
    if asked["of"] == "members":
        return page_of_members(asked, number, today)
    page = Paginator(keys(asked), ON_A_PAGE).get_page(number)
    found = Snapshot.objects.select_related("municipality__province", "cycle")
    if asked["of"] == "reports":
        found = found.defer("data")
    snapshots = found.in_bulk(list(page.object_list))
    page.object_list = [line(snapshots[pk], asked) for pk in page.object_list]
    return page


def keys(asked):
    """The snapshots that are counted, by the names of their towns."""
    if asked["of"] == "indicators":
        rows = IndicatorAnswer.objects.filter(code=asked["indicator"])
        rows = rows.filter(answer=asked["answer"]) if asked["answer"] else rows
    else:
        rows = ActionCount.objects.filter(commitment=asked["commitment"] or WHOLE)
    if asked["of"] == "actions":
        rows = rows.alias(count=F(asked["outcome"]) if asked["outcome"] else sum_of_outcomes())
        rows = rows.filter(count__gt=0)
    rows = of_province(rows.filter(year=asked["year"]), asked["province"])
    order = f"snapshot__municipality__sort_key_{get_language()}"
    return rows.order_by(order, "pk").values_list("snapshot", flat=True)


def sum_of_outcomes():
    first, *others = (F(outcome) for outcome in OUTCOMES)
    return sum(others, start=first)


def line(snapshot, asked):
    town = snapshot.municipality
    if asked["of"] == "actions":
        return Line(town, snapshot, actions_of(snapshot, asked))
    if asked["of"] == "indicators":
        told = next(each for each in snapshot.data["indicators"] if each["code"] == asked["indicator"])
        is_figure = told["answer"] == "value"
        return Line(
            town, snapshot, said=say_figure(told, kind(told)) if is_figure else say_answer(told["answer"])
        )
    return Line(town, snapshot)


def actions_of(snapshot, asked):
    number, outcome = asked["commitment"], asked["outcome"]
    report = snapshot.get_absolute_url()
    return [
        (
            best(action["title"]),
            action["outcome"],
            say_outcome(action["outcome"]),
            f"{report}#action-{action['lineage']}",
        )
        for action in snapshot.data["actions"]
        if (not number or number in action["commitments"])
        and (action["outcome"] == outcome if outcome else action["outcome"] in OUTCOMES)
    ]


def page_of_members(asked, number, today):
    sure, _perhaps = members_then([asked["year"]], today, asked["province"])[asked["year"]]
    towns = Municipality.objects.filter(pk__in=sure).select_related("province").alphabetical()
    page = Paginator(towns, ON_A_PAGE).get_page(number)
    towns = list(page.object_list)
    snapshots = Snapshot.objects.newest_revisions().filter(municipality__in=towns, cycle__year=asked["year"])
    by_town = {
        each.municipality_id: each for each in snapshots.select_related("cycle", "municipality").defer("data")
    }
    page.object_list = [Line(town, by_town.get(town.pk)) for town in towns]
    return page
