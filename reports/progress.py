"""What the coalition did, in figures: counted from accepted reports alone, by commitment, year and province.

Every figure knows the address of the rows it counts. Towns are counted, never ranked; what a town measured is not summed.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import Count, F, Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from commitments.models import CommonCommitment
from municipalities.models import MembershipPeriod
from municipalities.register import IN_THE_COALITION, period_on

from .frozen_readings import SUPPRESSED
from .indicator_pages import newest_versions
from .models import ActionCount, IndicatorAnswer
from .models.reading import IndicatorReading
from .models.section import ActionUpdate
from .summing import OUTCOMES, WHOLE

ANSWERS = ("value", SUPPRESSED, "not_collected", "not_applicable")
BAR = 100


def say_outcome(outcome):
    return ActionUpdate.Outcome(outcome).label


def say_answer(answer):
    words = {"value": _("Gave a figure"), SUPPRESSED: _("Suppressed: few people")}
    return words.get(answer) or IndicatorReading.Answer(answer).label


@dataclass(frozen=True)
class Figure:
    """A number and the address of what it counts; none where it counts nothing."""

    label: str
    number: int
    url: str
    kind: str = ""
    x: float = 0  # where its part of the bar begins, and how long it is, of 100
    width: float = 0


@dataclass(frozen=True)
class Row:
    label: str
    figures: list
    total: Figure
    number: int | None = None  # of the commitment
    url: str = ""  # of the thing itself


@dataclass(frozen=True)
class YearOfReports:
    year: int
    reports: Figure
    members: Figure
    of_members: int  # reports of towns that were members then
    perhaps: int  # towns of which it is not known whether they were members yet

    @property
    def width(self):
        return round(BAR * self.of_members / self.members.number, 1) if self.members.number else 0


@dataclass(frozen=True)
class Progress:
    years: list = field(default_factory=list)  # of YearOfReports, the newest first
    by_year: list = field(default_factory=list)  # of Row
    by_commitment: list = field(default_factory=list)
    indicators: list = field(default_factory=list)


def years_told():
    """The years of which a report was accepted, the newest first."""
    found = ActionCount.objects.filter(commitment=WHOLE).values_list("year", flat=True)
    return list(found.order_by("-year").distinct())


def tell(years, year, today, province="", commitment=0):
    """`year`: of the tables that tell of one year. The number of queries is always the same."""
    return Progress(
        years=reports_by_year(years, today, province),
        by_year=actions_by_year(province, commitment),
        by_commitment=actions_by_commitment(year, province),
        indicators=indicators_given(year, province),
    )


def address(**asked):
    return f"{reverse('progress_rows')}?{urlencode({name: value for name, value in asked.items() if value})}"


def of_province(rows, province):
    return rows.filter(province=province) if province else rows


# --- reports and members ----------------------------------------------------------------------------------------------


def reports_by_year(years, today, province=""):
    told = of_province(ActionCount.objects.filter(commitment=WHOLE), province)
    reported = {}
    for year, town in told.values_list("year", "snapshot__municipality"):
        reported.setdefault(year, set()).add(town)
    members = members_then(years, today, province)
    return [
        YearOfReports(
            year,
            Figure(_("Accepted reports"), len(towns), address(of="reports", year=year, province=province)),
            Figure(_("Members then"), len(sure), address(of="members", year=year, province=province)),
            len(towns & sure),
            len(perhaps),
        )
        for year in years
        for towns, (sure, perhaps) in [(reported.get(year, set()), members[year])]
    ]


def members_then(years, today, province=""):
    """{year: (towns that were members at its end, or are today; those that perhaps were already)}. One query."""
    periods = MembershipPeriod.objects.annotate(town=F("membership__municipality")).order_by(
        "membership_id", "pk"
    )
    if province:
        periods = periods.filter(membership__municipality__province=province)
    found = {year: (set(), set()) for year in years}
    for _membership, group in groupby(periods, key=lambda period: period.membership_id):
        own = list(group)
        for year, (sure, perhaps) in found.items():
            period, is_certain = period_on(own, min(date(year, 12, 31), today))
            if period is not None and period.status in IN_THE_COALITION:
                (sure if is_certain else perhaps).add(own[0].town)
    return found


# --- actions ----------------------------------------------------------------------------------------------------------


def actions_by_year(province="", commitment=WHOLE):
    rows = of_province(ActionCount.objects.filter(commitment=commitment), province)
    counted = rows.order_by("-year").values("year").annotate(**SUMS)
    asked = {"province": province, "commitment": commitment}
    return [outcomes_row(str(row["year"]), row, asked | {"year": row["year"]}) for row in counted]


def actions_by_commitment(year, province=""):
    """All actions of the year first, each once; then those of each commitment."""
    rows = of_province(ActionCount.objects.filter(year=year), province)
    counted = {row["commitment"]: row for row in rows.order_by().values("commitment").annotate(**SUMS)}
    if WHOLE not in counted:
        return []
    asked = {"year": year, "province": province}
    told = [outcomes_row(_("All actions, each counted once"), counted[WHOLE], asked)]
    for each in CommonCommitment.objects.all():
        row = counted.get(each.number, dict.fromkeys(OUTCOMES, 0))
        told.append(
            outcomes_row(
                each.short_title,
                row,
                asked | {"commitment": each.number},
                number=each.number,
                url=each.get_absolute_url(),
            )
        )
    return told


SUMS = {outcome: Sum(outcome) for outcome in OUTCOMES}


def outcomes_row(label, counts, asked, **thing):
    total = sum(counts[outcome] for outcome in OUTCOMES)
    figures, x = [], 0
    for outcome in OUTCOMES:
        number = counts[outcome]
        width = BAR * number / total if total else 0
        url = address(of="actions", outcome=outcome, **asked)
        figures.append(Figure(say_outcome(outcome), number, url, outcome, round(x, 2), round(width, 2)))
        x += width
    return Row(label, figures, Figure(_("Total"), total, address(of="actions", **asked)), **thing)


# --- indicators -------------------------------------------------------------------------------------------------------


def indicators_given(year, province=""):
    """How many towns answered each, and how; in the order of their codes."""
    rows = of_province(IndicatorAnswer.objects.filter(year=year), province).order_by()
    counted = {}
    for row in rows.values("code", "answer").annotate(count=Count("pk")):
        counted.setdefault(row["code"], {})[row["answer"]] = row["count"]
    names = {version.indicator_id: version for version in newest_versions()} if counted else {}
    asked = {"of": "indicators", "year": year, "province": province}
    told = []
    for code, found in sorted(counted.items()):
        figures = [
            Figure(
                say_answer(answer),
                found.get(answer, 0),
                address(indicator=code, answer=answer, **asked),
                answer,
            )
            for answer in ANSWERS
        ]
        total = Figure(_("Total"), sum(found.values()), address(indicator=code, **asked))
        name = names[code].name if code in names else code
        told.append(Row(name, figures, total, url=reverse("indicator", args=[code])))
    return told


def table_rows(province="", year=None, commitment=None):
    """Every count as a line: what is counted, year, province, commitment or indicator, outcome or answer, how many."""
    actions = of_province(ActionCount.objects.order_by("year", "province", "commitment"), province)
    answers = of_province(IndicatorAnswer.objects.order_by("year", "province", "code", "answer"), province)
    if year:
        actions, answers = actions.filter(year=year), answers.filter(year=year)
    whole = actions.filter(commitment=WHOLE).values("year", "province").annotate(count=Count("pk"))
    for row in whole.order_by("year", "province"):
        yield ["reports", row["year"], row["province"], "", "", "", row["count"]]
    if commitment:
        actions = actions.filter(commitment=commitment)
    for row in actions.values("year", "province", "commitment").annotate(**SUMS):
        for outcome in OUTCOMES:
            number = row["commitment"] or ""
            yield ["actions", row["year"], row["province"], number, "", outcome, row[outcome]]
    for row in answers.values("year", "province", "code", "answer").annotate(count=Count("pk")):
        yield ["indicators", row["year"], row["province"], "", row["code"], row["answer"], row["count"]]
