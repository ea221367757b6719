"""Figures of few people are withheld from everything public, and stay in the town's own record."""

import csv
import io
import json
from decimal import Decimal

import pypdfium2
import pytest
from django.urls import reverse

from coalition.i18n import speaking
from commitments.models import IndicatorVersion
from reports.frozen_readings import previous_facts
from reports.indicator_lines import indicator_line
from reports.models import IndicatorReading
from reports.small_cells import BELOW, REVEALING, why_withheld

from . import make

pytestmark = pytest.mark.usefixtures("reference")


def reading(code, value=None, **facts):
    version = IndicatorVersion.objects.get(indicator=code)
    facts = {name: Decimal(str(number)) for name, number in facts.items() if name != "is_small"} | {
        "is_small": facts.get("is_small", False)
    }
    value = Decimal(str(1 if value is None else value))
    return IndicatorReading(version=version, indicator_id=code, answer="value", value=value, **facts)


@pytest.mark.parametrize(
    ("code", "facts", "why"),
    [
        ("I10", {"value": 9}, BELOW),
        ("I10", {"value": 10}, ""),
        ("I10", {"value": 0}, ""),
        ("I04", {"value": 3}, ""),  # meetings are no people
        ("I11", {"numerator": 9, "denominator": 400}, BELOW),
        ("I11", {"numerator": 391, "denominator": 400}, REVEALING),
        ("I11", {"numerator": 390, "denominator": 400}, ""),
        ("I11", {"numerator": 0, "denominator": 400}, ""),
        ("I11", {"numerator": 400, "denominator": 400}, ""),
        ("I16", {"numerator": 0, "denominator": 6, "comparison": 30}, REVEALING),
        ("I16", {"numerator": 12, "denominator": 52, "comparison": 30}, ""),
        ("I16", {"value": 0.4}, ""),
        ("I16", {"value": 0.4, "is_small": True}, BELOW),
        ("I06", {"numerator": 5, "denominator": 12_345}, BELOW),
        ("I06", {"numerator": 12_340, "denominator": 12_345}, ""),  # of a rate there is no complement
        ("I06", {"value": 40.5}, BELOW),  # with the population, which is public: five
        ("I06", {"value": 405}, ""),
        ("I06", {"value": 0}, ""),
        ("I07", {"numerator": 2, "denominator": 9}, ""),  # departments
    ],
)
def test_the_rule(code, facts, why):
    assert why_withheld(reading(code, **facts), 12_345) == why


def test_an_answer_that_is_no_figure_is_never_withheld():
    version = IndicatorVersion.objects.get(indicator="I10")
    assert why_withheld(IndicatorReading(version=version, answer="not_collected"), None) == ""


@pytest.fixture
def small(filed, lea):
    """Seven complaints, 7,213 of 7,220 closed in time: no other figure of the report has these digits."""
    filed.readings.filter(indicator="I10").update(answer="value", value=7)
    filed.readings.filter(indicator="I11").update(
        answer="value", value="99.9", numerator=7213, denominator=7220, note="Two clerks."
    )
    return filed


def text_of(pdf):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_no_public_page_pdf_or_datum_has_the_figure(small, sam, lea, client, sign_in):
    snapshot = small.accept(sam)
    lines = {line["code"]: line for line in snapshot.data["indicators"]}
    for code, why in (("I10", BELOW), ("I11", REVEALING)):
        line = lines[code]
        assert (line["answer"], line["withheld"]) == ("suppressed", why)
        assert [line[name] for name in ("value", "numerator", "denominator", "comparison")] == [None] * 4
    assert lines["I11"]["note"] == "Two clerks."
    town = {"slug": "lakeside-on"}
    year = town | {"year": 2026}
    pages = [
        ("public_report", year),
        ("public_report_data", year | {"revision": 1}),
        ("municipality", town),
        ("indicator", {"code": "I10"}),
        ("indicator", {"code": "I11"}),
    ]
    for language in ("en", "fr"):
        with speaking(language):
            told = [client.get(reverse(name, kwargs=kwargs)) for name, kwargs in pages]
        texts = [answer.content.decode() for answer in told]
        texts.append(text_of(getattr(snapshot, f"pdf_{language}").read()))
        for text in texts:
            assert not [
                digits for digits in ("7213", "7,213", "7\u00a0213", "99.9", "99,9", "7220") if digits in text
            ]
        public, pdf = texts[0], texts[-1]
        few = "Fewer than 10" if language == "en" else "Moins de 10"
        assert few in public and few in pdf
        assert "7</b>" not in public
    address = reverse("public_report_indicators", kwargs=year | {"revision": 1})
    table = csv.DictReader(io.StringIO(b"".join(client.get(address)).decode("utf-8-sig")))
    rows = {row["code"]: row for row in table}
    for code, why in (("I10", BELOW), ("I11", REVEALING)):
        row = rows[code]
        assert (row["answer"], row["withheld"]) == ("suppressed", why)
        assert not any(row[name] for name in ("value", "numerator", "denominator", "comparison"))
    # The town and the secretariat read their own record.
    for person in (lea, sam):
        page = sign_in(person).get(reverse("report", args=["lakeside-on", 2026])).text
        assert "99.9%" in page and "7,213" in page and "The public does not see this figure" in page


def test_next_year_does_not_tell_it_either(small, sam, lea):
    small.accept(sam)
    later = make.report(small.municipality, by=sam, year=2027)
    later = make.filed(later, by=lea)
    later.readings.filter(indicator="I10").update(answer="value", value=40)
    data = later.accept(sam).data
    before = next(line["previous"] for line in data["indicators"] if line["code"] == "I10")
    assert (before["answer"], before["value"]) == ("suppressed", None)


def test_a_snapshot_of_schema_1_reads_and_its_small_counts_are_not_repeated():
    """Frozen before figures had kinds and were withheld."""
    both = {"en": "Complaints", "fr": "Plaintes"}
    line = {
        "code": "I10",
        "commitment": 3,
        "name": both,
        "unit": {"en": "number", "fr": "nombre"},
        "direction": "context",
        "definition": both,
        "definition_version": 1,
        "answer": "value",
        "value": "7",
        "note": "",
        "previous": {"year": 2024, "answer": "value", "value": "12", "definition_version": 1},
    }
    read = indicator_line(json.loads(json.dumps(line)), ["en"])
    assert (read.answer, read.before, read.is_value, read.is_broken, read.remarks) == (
        "7",
        "12",
        True,
        False,
        "",
    )
    share = indicator_line(line | {"unit": {"en": "% (survey)", "fr": "% (enquête)"}}, ["en"])
    assert share.answer == "7%"
    version = IndicatorVersion.objects.get(indicator="I10")
    repeated = previous_facts(line, 2025, version)
    assert (repeated["answer"], repeated["value"], repeated["is_comparable"]) == ("suppressed", None, True)
