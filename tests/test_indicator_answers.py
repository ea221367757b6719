"""What a town answers to an indicator: the numbers it is made of or the result alone, and why it jumped."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from commitments.models import IndicatorVersion
from reports.models import IndicatorReading
from reports.reading_details import details

from . import make
from .hostile import VALUES
from .tab import Tab

pytestmark = pytest.mark.usefixtures("reference")
Answer = IndicatorReading.Answer


@pytest.fixture
def report(lakeside, lea):
    make.priorities(lakeside, 1, 3, 4, 5, 6)
    return make.report(lakeside, by=lea)


def address(report, number=None, language="en"):
    name = "report_section" if number else "report_indicators"
    with translation.override(language):
        return reverse(
            name, args=[report.municipality.slug, report.cycle.year, *([number] if number else [])]
        )


def fields(code, **typed):
    return {f"reading-{code}-{name}": value for name, value in typed.items()}


def save(client, report, number, code, language="en", **typed):
    """As a browser does: with all that the page showed."""
    return Tab(
        client, address(report, number, language), "reading-I01-seen" if number is None else "words-seen"
    ).save(**fields(code, **typed))


def stored(report, code):
    return report.readings.get(indicator=code)


@pytest.mark.parametrize(
    ("number", "code", "typed", "value"),
    [
        (None, "I01", {"numerator": "7", "denominator": "9"}, "77.8"),  # a share
        (None, "I02", {"numerator": "$30,000"}, "2.43"),  # per resident, of the population that was offered
        (1, "I06", {"numerator": "11", "denominator": "50,000"}, "22"),  # per 100,000
        (1, "I06", {"numerator": "0"}, "0"),
        (1, "I06", {"numerator": "1", "denominator": "10,000,000"}, "0.01"),
        (6, "I20", {"numerator": "9.4", "denominator": "6.1"}, "3.3"),  # a gap
        (6, "I20", {"numerator": "6.1", "denominator": "9.4"}, "-3.3"),
        (
            5,
            "I15",
            {"numerator": "20", "denominator": "200", "comparison": "12.5"},
            "0.8",
        ),  # a ratio of shares
    ],
)
def test_the_value_is_computed_from_the_numbers(report, eli, sign_in, number, code, typed, value):
    assert save(sign_in(eli), report, number, code, **typed).status_code == 302
    reading = stored(report, code)
    assert (reading.answer, reading.value) == (Answer.VALUE, Decimal(value))
    assert reading.is_computed
    # Saved again as it stands, nothing moves.
    assert save(sign_in(eli), report, number, code).status_code == 302
    again = stored(report, code)
    assert (again.value, again.numerator) == (reading.value, reading.numerator)


def test_the_population_is_offered_and_says_where_it_comes_from(report, eli, sign_in):
    client = sign_in(eli)
    page = client.get(address(report)).text
    assert 'value="12345"' in page
    assert "The population of the 2021 census" in page
    # Left as it stands, it is no answer.
    assert save(client, report, None, "I03", value="2").status_code == 302
    assert stored(report, "I02").answer == Answer.UNANSWERED
    assert save(client, report, None, "I02", answer="not_collected").status_code == 302
    assert stored(report, "I02").denominator is None


def test_a_page_that_still_offers_the_population_says_nothing_with_it(report, eli, sign_in):
    client = sign_in(eli)
    first, second = (Tab(client, address(report), "reading-I01-seen") for _ in range(2))
    assert first.save(**fields("I02", answer="not_collected")).status_code == 302
    for _again in range(2):
        assert second.save(**fields("I02", answer="not_collected", note="Asked too late.")).status_code == 302
    reading = stored(report, "I02")
    assert (reading.answer, reading.denominator, reading.note) == ("not_collected", None, "Asked too late.")


@pytest.mark.parametrize(
    ("number", "code", "typed", "said"),
    [
        (None, "I01", {"numerator": "7"}, "Enter this number too"),
        (None, "I01", {"numerator": "7", "denominator": "0"}, "cannot be zero"),
        (None, "I01", {"numerator": "10", "denominator": "9"}, "cannot be larger than the whole"),
        (None, "I01", {"numerator": "-1", "denominator": "9"}, "cannot be below zero"),
        (
            None,
            "I01",
            {"numerator": "7", "denominator": "9", "value": "78"},
            "Give the numbers or the result alone",
        ),
        (
            None,
            "I01",
            {"answer": "not_collected", "numerator": "7", "denominator": "9"},
            "Keep one of the two",
        ),
        (None, "I01", {"answer": "value"}, "Enter the value, or choose another answer"),
        (None, "I02", {"numerator": "99999999999", "denominator": "0.001"}, "result is too large"),
        (3, "I11", {"numerator": "2.5", "denominator": "9"}, "Enter a whole number"),
        (3, "I10", {"value": "2.5"}, "Enter a whole number"),
        (5, "I15", {"numerator": "20", "denominator": "200"}, "Enter this number too"),
        (5, "I15", {"numerator": "20", "denominator": "200", "comparison": "120"}, "from 0 to 100"),
        (5, "I15", {"numerator": "20", "denominator": "200", "comparison": "0"}, "cannot be zero"),
        (6, "I20", {"numerator": "101", "denominator": "5"}, "from 0 to 100"),
        (5, "I15", {"response_rate": "101"}, "from 0 to 100"),
    ],
)
def test_numbers_that_make_no_sense_are_said_and_kept(report, eli, sign_in, number, code, typed, said):
    answer = save(sign_in(eli), report, number, code, **typed)
    assert answer.status_code == 200
    assert said in answer.text
    assert stored(report, code).answer == Answer.UNANSWERED
    for value in set(typed.values()) - {"value", "not_collected"}:
        assert f'value="{value}"' in answer.text


@pytest.mark.parametrize("field", ["value", "numerator", "denominator", "response_rate"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_whatever_is_typed_gets_an_answer(report, eli, sign_in, field, language):
    client = sign_in(eli)
    whole = {"numerator": "1", "denominator": "5"} if field in {"numerator", "denominator"} else {}
    refused = 0
    for name, typed in VALUES.items():
        if isinstance(
            typed, bytes
        ):  # what is no UTF-8 is decoded before a form sees it: test_hostile_input.py
            continue
        data = fields("I15", **{**whole, field: typed})
        answer = client.post(address(report, 5, language), data)
        assert answer.status_code in {200, 302, 409}, name
        refused += answer.status_code == 200
    assert refused > 15
    # One of them is a number, and no ratio has a limit.
    assert stored(report, "I15").value in (
        {None, Decimal(VALUES["wrong key"])} if field == "value" else {None}
    )


@pytest.mark.parametrize(
    ("typed", "language", "value"),
    [
        ("1\u202f234,56", "fr", "1234.56"),
        ("1\u00a0234,56", "fr", "1234.56"),
        ("1 234,56", "en", "1234.56"),
        ("1,234.56", "en", "1234.56"),
        ("1,234.56", "fr", "1234.56"),
        ("1.234,56", "en", "1234.56"),
        ("-0", "en", "0"),
        ("-0,00", "fr", "0"),
        ("12\x00", "en", "12"),
    ],
)
def test_a_number_is_read_as_it_was_meant(report, eli, sign_in, typed, language, value):
    assert save(sign_in(eli), report, None, "I02", language, value=typed).status_code == 302
    assert f"{stored(report, 'I02').value.normalize():f}" == value


def test_what_is_said_of_a_figure_is_kept_and_read_by_the_town_only_where_it_is_small(report, eli, sign_in):
    said = {
        "numerator": "4",
        "denominator": "200",
        "comparison": "20",
        "response_rate": "61,5",
        "period": "2026 survey",
        "source": "Human resources",
        "confidence": "One department missing",
        "note": "Names not given.",
    }
    assert save(sign_in(eli), report, 5, "I15", **said).status_code == 302
    reading = stored(report, "I15")
    assert (reading.response_rate, reading.source) == (Decimal("61.5"), "Human resources")
    lines = " / ".join(details(reading, 12_345))
    for words in ("200", "61.5%", "2026 survey", "Human resources", "One department", "public does not see"):
        assert words in lines
    page = sign_in(eli).get(reverse("report_check", args=["lakeside-on", 2026])).text
    assert "Employees who self-identified as racialized or Indigenous: 4" in page


def test_a_town_without_police_says_who_serves_it(report, eli, sign_in):
    page = sign_in(eli).get(address(report, 4)).text
    assert "reading-I13-served_by" in page and "reading-I14-response_rate" in page
    assert "reading-I13-response_rate" not in page
    assert (
        save(
            sign_in(eli), report, 4, "I13", answer="not_applicable", served_by="Provincial police"
        ).status_code
        == 302
    )
    assert stored(report, "I13").served_by == "Provincial police"


def test_of_two_people_who_answer_one_indicator_nobody_is_overwritten(report, eli, lea, sign_in):
    first, second = (Tab(sign_in(person), address(report, 1), "words-seen") for person in (eli, lea))
    assert first.save(**fields("I06", numerator="12")).status_code == 302
    answer = second.save(**fields("I06", numerator="15"))
    assert answer.status_code == 409
    assert "97.21 per 100,000 residents" in answer.text and "121.51 per 100,000 residents" in answer.text
    assert stored(report, "I06").numerator == 12


@pytest.fixture
def years(report, lakeside, lea):
    """Reports of 2021 to 2025 that were filed; the one of 2026 is answered but for I04."""
    for year, meetings in zip(range(2021, 2026), [2, 4, 5, None, 6], strict=True):
        past = make.report(lakeside, by=lea, year=year)
        answer = "value" if meetings else "not_collected"
        past.readings.filter(indicator="I04").update(answer=answer, value=meetings)
        type(past).objects.filter(pk=past.pk).update(submitted_at=past.cycle.due_at, status="submitted")
    return report


def test_the_last_four_years_stand_beside(years, eli, sign_in):
    page = sign_in(eli).get(address(years, 1)).text
    beside = page[page.index('id="reading-I04"') : page.index('id="reading-I05"')]
    said = ["6 meetings per year", "Not collected", "5 meetings per year", "4 meetings per year"]
    places = [
        beside.index(f"<dd>{text}" if position else f"<strong>{text}") for position, text in enumerate(said)
    ]
    assert places == sorted(places)
    assert "2 meetings per year" not in beside


def test_a_jump_asks_for_a_note_and_says_what_jumped(years, eli, sign_in):
    client = sign_in(eli)
    save(client, years, 1, "I04", value="14")
    said = "It went from 6 meetings per year in 2025 to 14 meetings per year (+133%)."
    missing = [str(gap.missing) for gap in years.gaps() if gap.url.endswith("#reading-I04")]
    assert missing and said in missing[0]
    page, asked = client.get(address(years, 1)).text, "Large change: say why in the note"
    assert said in page and asked in page
    with translation.override("fr"):
        assert "est passée de 6\u00a0réunions par an en 2025" in str(
            next(gap.missing for gap in years.gaps() if gap.url.endswith("#reading-I04"))
        )
    save(client, years, 1, "I04", note="A second committee was founded.")
    assert not [gap for gap in years.gaps() if gap.url.endswith("#reading-I04")]
    assert asked not in client.get(address(years, 1)).text


def test_no_jump_is_asked_about_across_a_break_or_of_small_counts(years, eli, sign_in):
    client = sign_in(eli)
    save(client, years, 1, "I04", value="10")  # four more: half as much again, and no news
    assert not [gap for gap in years.gaps() if gap.url.endswith("#reading-I04")]
    other = IndicatorVersion.objects.get(indicator="I04")
    other.pk, other.number, other.from_year, other.comparable_since = None, 2, 2026, 2
    other.what_changed_en = "Only public meetings."
    other.save()
    years.readings.filter(indicator="I04").update(version=other, value=40)
    assert not [gap for gap in years.gaps() if gap.url.endswith("#reading-I04")]
    page = client.get(address(years, 1)).text
    assert "(another definition, not comparable)" in page and "Only public meetings." in page
