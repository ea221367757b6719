"""Where the reports of a year stand: parts complete, last written, late, more time; filtered, sorted, taken along."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from reports.completeness import gaps
from reports.models import ProgressReport, ReportingCycle
from reports.outline import Outline
from reports.standing import standings

from . import make

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def cycle(lakeside, rivermouth, lea, odile, sam):
    make.priorities(lakeside, 1, 3)
    make.published_plan(lakeside, by=lea)
    make.priorities(rivermouth, 7)
    made = make.cycle(2026)
    make.question(made, commitment=3, is_required=True)
    made.open(sam)
    return made


def row(cycle, slug):
    return next(one for one in standings(cycle, timezone.now()) if one.municipality.slug == slug)


def test_parts_are_counted_as_the_town_sees_them(cycle, lakeside, lea, sign_in):
    report = lakeside.reports.get()
    assert (row(cycle, "lakeside-on").complete, row(cycle, "lakeside-on").touched_at) == (0, None)
    client = sign_in(lea)
    client.post(reverse("report_overview", args=["lakeside-on", 2026]), {"words-words_en": "A good year."})
    one = row(cycle, "lakeside-on")
    assert one.complete == 1 and one.touched_at is not None
    report = ProgressReport.objects.get(pk=report.pk)
    outline = Outline(report)
    needed = [part for part in outline.parts if part.is_needed]
    lacking = {gap.section for gap in gaps(report, outline)}
    assert (one.parts, one.complete) == (len(needed), len([p for p in needed if p.key not in lacking]))
    report.sections.filter(is_priority=True).update(text_en="Done.")
    report.updates.update(outcome="done")
    report.readings.update(answer="not_collected")
    assert row(cycle, "lakeside-on").complete == one.parts - 1  # the question of the year
    report.answers.create(question=cycle.questions.get(), text_fr="Oui.")
    assert row(cycle, "lakeside-on").complete == one.parts


def listed(client, **asked):
    page = client.get(reverse("cycle", args=[2026]), asked)
    return [one.municipality.slug for one in page.context["page_obj"]]


def test_filters_and_orders(cycle, lakeside, rivermouth, lea, odile, sam, sign_in):
    client = sign_in(sam)
    LAKE, RIVER = "lakeside-on", "rivermouth-qc"
    assert listed(client) == [LAKE, RIVER]
    ours = lakeside.reports.get()
    ProgressReport.objects.filter(pk=ours.pk).update(touched_at=timezone.now(), overview_en="A year.")
    assert listed(client, sort="least") == [RIVER, LAKE] and listed(client, sort="most") == [LAKE, RIVER]
    assert listed(client, sort="recent") == [LAKE, RIVER] and listed(client, sort="silent") == [RIVER, LAKE]
    assert listed(client, show="untouched") == [RIVER]
    assert listed(client, province="QC") == [RIVER] and listed(client, province="ZZ") == [LAKE, RIVER]
    extension = make.extension(ours, by=lea)
    assert listed(client, show="asking") == [LAKE]
    extension.grant(sam, until=timezone.now() + timedelta(days=400))
    assert listed(client, show="extended") == [LAKE] and listed(client, show="asking") == []
    assert listed(client, sort="due") == [RIVER, LAKE]
    ReportingCycle.objects.update(due_at=timezone.now() - timedelta(days=1))
    assert listed(client, show="late") == [RIVER]
    assert listed(client, show="nonsense", sort="nonsense", page="99") == [LAKE, RIVER]
    theirs = rivermouth.reports.get()
    theirs._move("submit", odile, submitted_at=timezone.now())
    assert listed(client, show="submitted") == [RIVER] and listed(client, show="missing") == [LAKE]
    page = client.get(reverse("cycle", args=[2026])).text
    assert "More time" in page and "1 municipality has more time" in page


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_list_is_taken_along_as_it_is_filtered(cycle, lakeside, sam, sign_in, format):
    lakeside.name_en = "=2+3"
    lakeside.save()
    answer = sign_in(sam).get(reverse("cycle_export", args=[2026, format]), {"province": "ON"})
    assert f"reports-2026.{format}" in answer["Content-Disposition"]
    if format == "csv":
        head, line = answer.content.decode("utf-8-sig").splitlines()
        assert head.startswith("Municipality,Province or territory,State,Parts complete,Parts")
        assert line.startswith("'=2+3,Ontario,Draft,0,") and "2027-03-31T23:59:59-04:00" in line
    else:
        rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
        assert rows[1][0] == "=2+3" and rows[1][3] == 0 and len(rows) == 2
    assert sign_in(sam).get(reverse("cycle_export", args=[2026, "exe"])).status_code == 404


def test_as_many_queries_for_many_towns_as_for_few(cycle, sam, sign_in):
    client = sign_in(sam)

    def count(name, *args):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name, args=args)).status_code == 200
        return len(captured)

    pages = [("cycle", 2026), ("cycle_export", 2026, "csv")]
    few = [count(*page) for page in pages]
    towns = []
    for number in range(30):
        town = make.municipality(f"Town {number}", slug=f"town-{number}")
        make.membership(town)
        make.priorities(town, 1, 2)
        make.published_plan(town, by=sam)
        towns.append(town)
    cycle.start_reports(towns, sam)
    assert [count(*page) for page in pages] == few
    assert "32 reports" in client.get(reverse("cycle", args=[2026])).text
