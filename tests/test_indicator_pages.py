"""The public catalogue: definitions, what accepted reports say, the drawings; the same number of queries for any number."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coalition.i18n import speaking
from commitments.models import Indicator, IndicatorVersion
from reports.charts import Chart
from reports.series import Point, series_of

from . import make

pytestmark = pytest.mark.usefixtures("reference")


def line(value=None, answer="value", version=1, since=1, unit="%", **more):
    both = {"en": "Share", "fr": "Part"}
    return {
        "code": "I01",
        "commitment": None,
        "name": both,
        "unit": {"en": unit, "fr": unit},
        "kind": "share" if unit == "%" else "number",
        "definition_version": version,
        "comparable_since": since,
        "answer": answer,
        "withheld": "below_10" if answer == "suppressed" else "",
        "value": value,
    } | more


def told(*lines, first=2022):
    return series_of([(first + n, [each] if each else []) for n, each in enumerate(lines)])["I01"]


def test_a_series_is_said_in_a_sentence():
    assert told(line("40"), line("63"), line("78")).sentence == "From 40% in 2022 to 78% in 2024."
    assert told(line("40"), line("40")).sentence == "40% in 2022 and in 2023."
    broken = told(line("40"), line("63", version=2, since=2), line("70", version=2, since=2))
    assert broken.sentence == (
        "From 63% in 2023 to 70% in 2024. Another definition from 2023 on: not comparable with earlier years."
    )
    hidden = told(line("40"), line(answer="suppressed"), line("70"))
    assert hidden.sentence.endswith("Suppressed in 2023, since few people are counted.")
    with speaking("fr"):
        assert told(line("40.5"), line("63")).sentence == "De 40,5\u00a0% en 2022 à 63\u00a0% en 2023."


def test_only_years_that_can_be_compared_are_joined():
    series = told(
        line("40"), line("50"), line("60", version=2, since=2), line(answer="suppressed"), line("70")
    )
    chart = series.chart
    assert [(a.point.year, b.point.year) for a, b in chart.lines] == [(2022, 2023)]
    assert len(chart.breaks) == 1 and chart.has_withheld
    # A comparable new version is no break; a missing year is a gap.
    series = told(line("40"), line("50", version=2, since=1), None, line("60", version=2, since=1))
    assert not series.chart.breaks
    assert [(a.point.year, b.point.year) for a, b in series.chart.lines] == [(2022, 2023)]


def test_two_scales_do_not_stand_in_one_drawing():
    series = told(line("400", unit="number"), line("40", version=2, since=2), line("50", version=2, since=2))
    assert [mark.point.year for mark in series.chart.marks] == [2023, 2024]
    assert told(line("400", unit="number"), line("40", version=2, since=2)).chart is None
    assert told(line("1"), line(answer="not_collected")).chart is None


def test_marks_stand_inside_the_drawing():
    def points(*values):
        return [
            Point(2020 + n, "value", str(v), Decimal(v), False, 1, ("gap", "")) for n, v in enumerate(values)
        ]

    for values in (["0", "0"], ["-3.3", "4"], ["99999999999", "0.001"], [str(n) for n in range(40)]):
        chart = Chart(points(*values))
        assert all(
            chart.left < mark.x < chart.right and chart.top < mark.y <= chart.ground for mark in chart.marks
        )
        years = [mark.x for mark in chart.marks if mark.has_year]
        assert all(after - before > 35 for before, after in zip(years, years[1:], strict=False))


@pytest.fixture
def followed(filed, sam, lea):
    """Lakeside's I04 in two accepted reports: 12, then 14."""
    filed.readings.filter(indicator="I04").update(answer="value", value=12)
    filed.accept(sam)
    later = make.filed(make.report(filed.municipality, by=lea, year=2027), by=lea)
    later.readings.filter(indicator="I04").update(answer="value", value=14)
    later.accept(sam)
    return filed.municipality


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_catalogue_leads_to_every_definition(client, language):
    with speaking(language):
        page = client.get(reverse("indicators")).text
        for version in IndicatorVersion.objects.in_force(2026):
            assert f'href="{version.indicator.get_absolute_url()}"' in page
        shown = client.get(reverse("indicator", args=["I14"])).text
    assert "Part dans le service" in shown if language == "fr" else "Share in the service" in shown
    assert 'href="/en/indicators/I04/"' in client.get("/en/commitments/1/").text
    assert client.get("/en/indicators/I99/").status_code == 404
    assert client.get('/en/indicators/I04"/').status_code == 404


def test_a_towns_years_are_drawn_said_and_in_a_table(client, followed):
    for name, args in (
        ("indicator", ["I04"]),
        ("municipality", ["lakeside-on"]),
        ("public_report", ["lakeside-on", 2027]),
    ):
        page = client.get(reverse(name, args=args)).text
        assert "From 12 in 2026 to 14 in 2027." in page, name
        assert '<svg class="chart"' in page and '<th scope="row">2026</th>' in page
    with speaking("fr"):  # where the numbers of a page have commas, a drawing has none
        drawing = (
            client.get(reverse("indicator", args=["I04"]))
            .text.split('<svg class="chart"')[1]
            .split("</svg>")[0]
        )
    assert "53.1" in drawing and not re.search(r'(x|y|x1|y1|cx|cy)="[\d.]*,', drawing)
    # A report does not know what came after it.
    assert '<svg class="chart"' not in client.get(reverse("public_report", args=["lakeside-on", 2026])).text


def test_only_accepted_figures_of_members_are_there_and_in_alphabetical_order(
    client, followed, rivermouth, odile, sam
):
    amherst = make.municipality("Amherst", slug="amherst-on")
    make.membership(amherst)
    for town, value in ((rivermouth, 3), (amherst, 99)):
        make.priorities(town, 1)
        report = make.filed(make.report(town, by=odile, year=2026), by=odile)
        report.readings.filter(indicator="I04").update(answer="value", value=value)
        if town == amherst:
            report.accept(sam)
    page = client.get(reverse("indicator", args=["I04"])).text
    assert page.index("Amherst") < page.index("Lakeside")
    assert "Rivermouth" not in page
    followed.membership.end(sam, "It left.")
    assert "Lakeside" not in client.get(reverse("indicator", args=["I04"])).text


def test_queries_do_not_grow_with_the_indicators(client, followed, lea, sign_in):
    pages = [
        reverse("indicators"),
        reverse("indicator", args=["I04"]),
        reverse("municipality", args=["lakeside-on"]),
    ]
    pages.append(reverse("public_report", args=["lakeside-on", 2027]))
    own = [
        reverse("report_section", args=["lakeside-on", 2028, 1]),
        reverse("report", args=["lakeside-on", 2028]),
    ]

    def count():
        counts = []
        for address in pages + own:
            browser = sign_in(lea) if address in own else client
            browser.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    report = make.report(followed, by=lea, year=2028)
    few = count()
    pattern = IndicatorVersion.objects.get(indicator="I04")
    for n in range(40):
        Indicator.objects.create(code=f"J{n}", commitment_id=1, direction="up")
        pattern.pk, pattern.indicator_id = None, f"J{n}"
        pattern.save()
        for each in followed.reports.all():
            each.readings.create(indicator_id=f"J{n}", version=pattern, answer="value", value=n)
    assert report.readings.count() > 45
    assert count() == few
