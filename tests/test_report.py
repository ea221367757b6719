"""The town's pages of a report: read, answered part by part, never losing what was typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from reports.models import ActionUpdate, IndicatorReading

from . import make
from .test_report_together import Tab

pytestmark = pytest.mark.usefixtures("reference")
HOSTILE = "a\x00b\u202e<script>alert(1)</script>{{ 7*7 }}'\";--"


@pytest.fixture
def report(lakeside, lea):
    plan = make.plan(lakeside, by=lea)
    make.action(plan, 1, title="Open a complaints desk", position=1)
    make.action(plan, 7, 3, title="House newcomers", position=2)
    plan.publish(lea)
    return make.report(lakeside, by=lea)


def address(name, report, *args, language="en"):
    with translation.override(language):
        return reverse(name, args=[report.municipality.slug, report.cycle.year, *args])


def section_data(report, number, **more):
    """What a browser sends for a commitment's page with nothing answered."""
    return {"words-words_en": "", "words-words_fr": "", "then": "list"} | more


def test_the_task_list_says_what_is_missing_and_when_it_is_due(report, lea, sign_in):
    page = sign_in(lea).get(address("report", report)).content.decode()
    assert "March 31, 2027, 11:59 p.m. (Eastern time)" in page
    assert address("report_section", report, 1) in page
    assert "1 action" in page
    page = sign_in(lea).get(address("report", report, language="fr")).content.decode()
    assert "31 mars 2027" in page
    assert "23\xa0h\xa059" in page
    assert address("report_section", report, 1, language="fr") in page


def test_a_town_in_another_zone_reads_its_own_hour_too(report, lea, sign_in):
    report.municipality.zone = "America/Vancouver"
    report.municipality.save()
    page = sign_in(lea).get(address("report", report)).content.decode()
    assert "11:59 p.m. (Eastern time)" in page
    assert "8:59 p.m. (Pacific time)" in page


def test_answers_are_kept_and_the_next_page_is_offered(report, eli, sign_in):
    update = report.updates.get(action__title_en="Open a complaints desk")
    data = section_data(
        report,
        1,
        **{
            "words-words_fr": "Un guichet a ouvert.",
            f"update-{update.pk}-outcome": "done",
            f"update-{update.pk}-text_fr": "Ouvert en mai.",
            "reading-I04-value": "1 250,5",
            "reading-I05-answer": "not_collected",
            "reading-I06-answer": "value",
            "reading-I06-value": "0",
            "then": "next",
        },
    )
    answer = sign_in(eli).post(address("report_section", report, 1, language="fr"), data)
    assert answer.status_code == 302
    assert answer.url == address("report_section", report, 3, language="fr")
    update.refresh_from_db()
    assert (update.outcome, update.text_fr) == (ActionUpdate.Outcome.DONE, "Ouvert en mai.")
    assert report.sections.get(commitment=1).text_fr == "Un guichet a ouvert."
    readings = {r.indicator_id: (r.answer, r.value) for r in report.readings.all()}
    assert readings["I04"] == (IndicatorReading.Answer.VALUE, 1250.5)
    assert readings["I05"] == (IndicatorReading.Answer.NOT_COLLECTED, None)
    assert readings["I06"] == (IndicatorReading.Answer.VALUE, 0)
    assert not [gap for gap in report.gaps() if gap.section == "1"]


@pytest.fixture
def carried(report, lakeside, lea):
    """The report of 2027, in which the words of 2026 on commitment 7 stand."""
    report.sections.filter(commitment=7).update(text_en="Old words.", text_fr="Vieux mots.")
    report._move("submit", lea, submitted_at=report.cycle.due_at)
    return make.report(lakeside, by=lea, year=2027)


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ({"words-words_en": "Old words.", "words-words_fr": "Vieux mots."}, False),
        ({"words-words_en": "Old words.", "words-words_fr": "Vieux mots.", "words-still_holds": "on"}, True),
        ({"words-words_en": "New words.", "words-words_fr": "Vieux mots."}, False),
        ({"words-words_en": "New words.", "words-words_fr": ""}, True),
        ({"words-words_en": "New words.", "words-words_fr": "Nouveaux mots."}, True),
        ({"words-words_en": "", "words-words_fr": ""}, False),
    ],
)
def test_words_of_last_year_count_only_once_confirmed(carried, eli, sign_in, words, counts):
    client, page = sign_in(eli), address("report_section", carried, 7)
    assert "These are your words from 2026" in client.get(page).content.decode()
    assert Tab(client, page).save(**words) == 302
    missing = [gap for gap in carried.gaps() if gap.url.endswith("/7/#words")]
    assert bool(missing) is not counts
    section = carried.sections.get(commitment=7)
    assert (section.text_en, section.text_fr) == (words["words-words_en"], words["words-words_fr"])


def test_one_language_after_the_other_confirms(carried, eli, sign_in):
    client, page = sign_in(eli), address("report_section", carried, 7)
    Tab(client, page).save(**{"words-words_en": "New words."})
    Tab(client, page).save(**{"words-words_fr": "Nouveaux mots."})
    assert not carried.sections.get(commitment=7).is_carried


def test_what_the_browser_did_not_send_is_left_alone(report, eli, sign_in):
    update = report.updates.get(action__title_en="Open a complaints desk")
    update.outcome = ActionUpdate.Outcome.DONE
    update.save()
    report.sections.filter(commitment=1).update(text_en="Words.")
    assert sign_in(eli).post(address("report_section", report, 1), {}).status_code == 302
    update.refresh_from_db()
    assert update.outcome == ActionUpdate.Outcome.DONE
    assert report.sections.get(commitment=1).text_en == "Words."


@pytest.mark.parametrize("year", ["0", "99999", "99999999999999999999999"])
def test_impossible_years_are_not_there(lakeside, lea, sign_in, year):
    page = f"/en/workspace/lakeside-on/reports/{year}/"
    assert sign_in(lea).get(page).status_code == 404
    assert sign_in(lea).get(f"{page}commitments/{year}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "language", "stored"),
    [
        ("1,234.5", "en", "1234.5"),
        ("1,234", "en", "1234"),
        ("12,5", "en", "12.5"),
        ("1\u202f234,5", "fr", "1234.5"),
        ("1\xa0234", "fr", "1234"),
        ("1,234", "fr", "1.234"),
        (" 0 ", "en", "0"),
        ("3 $", "fr", "3"),
    ],
)
def test_numbers_are_read_as_people_write_them(report, eli, sign_in, typed, language, stored):
    data = {"reading-I02-value": typed, "then": "list"}
    answer = sign_in(eli).post(address("report_indicators", report, language=language), data)
    assert answer.status_code == 302
    assert str(float(report.readings.get(indicator="I02").value)) == str(float(stored))


@pytest.mark.parametrize(
    "typed",
    [
        "NaN",
        "Infinity",
        "-inf",
        "1e400",
        "9" * 30,
        "9" * 300,
        "twelve",
        "1.2.3",
        "--5",
        "0x10",
        "٣",
        HOSTILE,
        "-1",
    ],
)
def test_what_is_no_number_is_refused_and_kept(report, eli, sign_in, typed):
    data = {
        "reading-I02-value": typed,
        "reading-I02-note": "Kept note",
        "reading-I03-value": "4",
        "then": "list",
    }
    answer = sign_in(eli).post(address("report_indicators", report), data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in page
    assert "Kept note" in page
    assert 'value="4"' in page
    assert report.readings.get(indicator="I02").answer == IndicatorReading.Answer.UNANSWERED
    assert report.readings.get(indicator="I03").answer == IndicatorReading.Answer.UNANSWERED


@pytest.mark.parametrize(("code", "typed"), [("I01", "101"), ("I03", "0"), ("I03", "6"), ("I01", "-3")])
def test_values_outside_the_scale_are_refused(report, eli, sign_in, code, typed):
    answer = sign_in(eli).post(address("report_indicators", report), {f"reading-{code}-value": typed})
    assert "There is a problem" in answer.content.decode()
    assert report.readings.get(indicator=code).value is None


@pytest.mark.parametrize(
    "data",
    [
        {"reading-I02-answer": "value"},
        {"reading-I02-answer": "not_collected", "reading-I02-value": "5"},
        {"reading-I02-answer": "no such answer"},
    ],
)
def test_contradictions_are_said(report, eli, sign_in, data):
    answer = sign_in(eli).post(address("report_indicators", report), data)
    assert "There is a problem" in answer.content.decode()


def test_hostile_text_is_kept_as_text(report, eli, sign_in):
    data = {"words-words_en": HOSTILE, "words-words_fr": "", "then": "list"}
    client = sign_in(eli)
    assert client.post(address("report_overview", report), data).status_code == 302
    report.refresh_from_db()
    assert "\x00" not in report.overview_en
    page = client.get(address("report_overview", report)).content.decode()
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page


def test_a_text_that_is_too_long_is_refused_and_kept(report, eli, sign_in):
    data = {"words-words_en": "é" * 20_001, "words-words_fr": "Court."}
    page = sign_in(eli).post(address("report_overview", report), data).content.decode()
    assert "There is a problem" in page
    assert "Court." in page
    assert "é" * 20_001 in page


def test_an_unknown_outcome_is_refused(report, eli, sign_in):
    update = report.updates.first()
    data = section_data(report, 1, **{f"update-{update.pk}-outcome": "unconfirmed"})
    assert (
        "There is a problem" in sign_in(eli).post(address("report_section", report, 1), data).content.decode()
    )


def test_another_actions_answers_cannot_be_slipped_in(report, eli, sign_in):
    other = report.updates.get(action__title_en="House newcomers")
    data = section_data(report, 1, **{f"update-{other.pk}-outcome": "dropped"})
    sign_in(eli).post(address("report_section", report, 1), data)
    other.refresh_from_db()
    assert not other.is_answered


def test_an_action_is_asked_once_and_named_where_else_it_serves(report, eli, sign_in):
    update = report.updates.get(action__title_en="House newcomers")
    client = sign_in(eli)
    assert f"update-{update.pk}-outcome" in client.get(address("report_section", report, 3)).content.decode()
    page = client.get(address("report_section", report, 7)).content.decode()
    assert f"update-{update.pk}-outcome" not in page
    assert f"{address('report_section', report, 3)}#update-{update.pk}" in page


def test_last_year_stands_beside(report, lakeside, lea, eli, sign_in):
    last = make.report(lakeside, by=lea, year=2025)
    last.updates.filter(action__title_en="Open a complaints desk").update(
        outcome="updated", text_en="Two clerks hired."
    )
    last.readings.filter(indicator="I04").update(answer="value", value=12)
    last._move("submit", lea, submitted_at=last.cycle.due_at)
    this = make.report(lakeside, by=lea, year=2027)
    page = sign_in(eli).get(address("report_section", this, 1)).content.decode()
    assert "Two clerks hired." in page
    assert "In 2025" in page
    assert "12 meetings per year" in page


def test_a_viewer_reads_and_changes_nothing(report, vic, sign_in):
    client = sign_in(vic)
    for name in ("report_overview", "report_indicators", "report_check", "report"):
        assert client.get(address(name, report)).status_code == 200
    page = client.get(address("report_section", report, 1)).content.decode()
    assert "<textarea" not in page
    assert client.post(address("report_section", report, 1), {}).status_code == 403
    assert client.post(address("report_overview", report), {"words-words_en": "x"}).status_code == 403


def test_there_is_no_eleventh_commitment(report, lea, sign_in):
    assert sign_in(lea).get(address("report_section", report, 11)).status_code == 404
    assert sign_in(lea).get(address("report", report).replace("2026", "2019")).status_code == 404


def test_a_closed_year_is_read_only(report, lea, sam, sign_in):
    report.cycle.close(sam)
    client = sign_in(lea)
    assert client.get(address("report_overview", report)).status_code == 200
    assert client.post(address("report_overview", report), {"words-words_en": "x"}).status_code == 409


def test_looking_changes_nothing(report, lea, sign_in):
    def rows():
        return [list(r.order_by("pk").values()) for r in (report.sections, report.updates, report.readings)]

    before, client = rows(), sign_in(lea)
    for name, args in (
        ("report", []),
        ("report_section", [1]),
        ("report_indicators", []),
        ("report_check", []),
    ):
        client.get(address(name, report, *args))
    assert rows() == before


@pytest.mark.parametrize("name", ["report", "report_check", "report_section", "reports"])
def test_more_actions_cost_no_more_queries(report, lakeside, lea, sign_in, name):
    client = sign_in(lea)
    args = (
        [lakeside.slug]
        if name == "reports"
        else [lakeside.slug, 2026, *([1] if name == "report_section" else [])]
    )

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name, args=args)).status_code == 200
        return len(captured)

    count()
    before = count()
    edition = report.updates.first().action.plan.__class__.start(lakeside, lea)
    for number in range(1, 11):
        make.action(edition, number, 1, title=f"More {number}")
    edition.publish(lea)
    make.report(lakeside, by=lea, year=2025)
    make.report(lakeside, by=lea, year=2024)
    assert report.updates.count() == 12
    assert count() <= before


def test_the_summary_of_errors_names_the_indicator(report, lea, sign_in):
    """Two values that are wrong in one section are told apart."""
    readings = report.readings.filter(indicator__commitment=1).select_related("version")[:2]
    wrong = {f"reading-{reading.indicator_id}-value": "many" for reading in readings}
    page = sign_in(lea).post(address("report_section", report, 1), section_data(report, 1, **wrong))
    summary = page.content.decode().split("error-summary")[1].split("</div>")[0]
    for reading in readings:
        assert f"{reading.version.name}: Value" in summary
