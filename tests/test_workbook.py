"""The report as a workbook: taken along, filled in, looked at, taken over; nothing is written but what was shown."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coalition.models import Event, SpreadsheetUpload
from coalition.spreadsheets.layout import sayings
from coalition.tidying import tidy
from reports.workbook.columns import SHEETS

from . import make
from .sheets import address, download, send, take_over

pytestmark = pytest.mark.usefixtures("reference")
OVERVIEW, COMMITMENTS, ACTIONS, INDICATORS, QUESTIONS = 1, 2, 3, 4, 5


@pytest.fixture(autouse=True)
def quickly(read_here):
    """tests/test_spreadsheets.py reads in a process of its own, as the portal does."""


@pytest.fixture
def report(lakeside, lea):
    make.priorities(lakeside, 1, 3)
    plan = make.plan(lakeside, by=lea)
    make.action(plan, 1, position=1, title="Open a desk", title_fr="Ouvrir un guichet")
    make.action(plan, 1, 3, title="Train the clerks", position=2)
    plan.publish(lea)
    return make.report(lakeside, by=lea)


def code_of(report, **unit):
    return report.readings.filter(**unit).first().indicator_id


def test_there_and_back(report, eli, sign_in):
    client = sign_in(eli)
    filled = download(client, report)
    code = code_of(report, version__unit_en__startswith="%")
    filled.write(OVERVIEW, "The year in short", "The year in short, in English", "A good year.\n\nTwo desks.")
    filled.write(COMMITMENTS, "1", "What happened this year, in French", "Le guichet est ouvert.")
    filled.write(ACTIONS, "Open a desk", "What became of it?", "Done")
    filled.write(ACTIONS, "Open a desk", "In a few words, in English", "=340 calls")
    filled.write(INDICATORS, code, "Value", 12.5)
    filled.cell(ACTIONS, "Open a desk", "In a few words, in English").data_type = "s"
    shown = send(client, report, filled.bytes())
    for words in ("5 answers would be changed", "Open a desk", "=340 calls", "Two desks.", "12.5"):
        assert words in shown.text
    assert not report.updates.filter(outcome="done").exists()
    assert take_over(client, shown).redirect_chain[-1][0] == address("report", report)
    report.refresh_from_db()
    assert report.overview_en == "A good year.\n\nTwo desks."
    assert report.sections.get(commitment=1).text_fr == "Le guichet est ouvert."
    update = report.updates.get(action__title_en="Open a desk")
    assert (update.outcome, update.text_en) == ("done", "=340 calls")
    assert report.readings.get(indicator=code).value == Decimal("12.5")
    assert report.readings.exclude(answer="unanswered").count() == 1
    assert Event.objects.about(report).filter(action="take_workbook", actor=eli).count() == 1
    # A second click finds it done; the same workbook again has nothing left to change.
    assert take_over(client, shown).status_code == 200
    assert Event.objects.about(report).filter(action="take_workbook").count() == 1
    assert "there is nothing to change" in send(client, report, filled.bytes()).text


def test_numbers_behind_a_figure_and_questions_of_the_year_go_there_and_back(report, eli, sign_in):
    """Each as it is filled in, and as it stands in the next download, in either language."""
    make.question(report.cycle, text="What did you learn?")
    make.question(report.cycle, commitment=1, text="Who was heard?")
    client = sign_in(eli)
    filled = download(client, report)
    filled.write(INDICATORS, "I11", "First number", 80)
    filled.write(INDICATORS, "I11", "Second number", 96)
    filled.write(QUESTIONS, "What did you learn?", "Your answer, in English", "To listen.\n\nAnd to wait.")
    filled.write(QUESTIONS, "Who was heard?", "Your answer, in French", "Les locataires : 12 personnes.")
    shown = send(client, report, filled.bytes())
    for words in ("80", "96", "And to wait.", "Les locataires : 12 personnes."):
        assert words in shown.text, words
    assert not report.answers.exists() and not report.readings.filter(answer="value").exists()
    take_over(client, shown)
    reading = report.readings.get(indicator="I11")
    assert (reading.answer, reading.numerator, reading.denominator) == ("value", 80, 96)
    assert reading.is_computed and reading.value == Decimal("83.3")
    said = {answer.question.text_en: (answer.text_en, answer.text_fr) for answer in report.answers.all()}
    assert said["What did you learn?"][0] == "To listen.\n\nAnd to wait."
    assert said["Who was heard?"][1] == "Les locataires : 12 personnes."
    again = download(client, report, "fr")
    assert again.cell(INDICATORS, "I11", "Premier nombre").value == 80
    assert again.cell(INDICATORS, "I11", "Second number").value == 96
    assert again.cell(QUESTIONS, "Who was heard? (fr)", "Votre réponse, en français").value == (
        "Les locataires : 12 personnes."
    )
    assert "rien à modifier" in send(client, report, again.bytes(), language="fr").text
    # Emptied, the numbers and the figure made of them are taken back together.
    for heading in ("Premier nombre", "Second number", "Value, or the result"):
        again.cell(INDICATORS, "I11", heading).value = None
    again.cell(INDICATORS, "I11", "Réponse").value = "Non recueilli"
    take_over(client, send(client, report, again.bytes()))
    reading.refresh_from_db()
    assert (reading.answer, reading.numerator, reading.value) == ("not_collected", None, None)


def test_untouched_it_changes_nothing(report, eli, sign_in):
    client = sign_in(eli)
    report.sections.filter(commitment=1).update(
        text_en="=1+1 is two. _x0041_", text_fr="L’année\n- une\n- deux"
    )
    for language in ("en", "fr"):
        content = client.get(address("report_workbook_file", report, language=language)).content
        answer = send(client, report, content)
        assert "there is nothing to change" in answer.text
        assert "mistake" not in answer.text


def test_what_it_looks_like(report, eli, sign_in):
    book = download(sign_in(eli), report, "fr").book
    assert [sheet.title for sheet in book.worksheets] == [
        "À lire d’abord",
        "L’année en bref",
        "Engagements",
        "Mesures",
        "Indicateurs",
        "Questions de l’année",
    ]
    assert book.properties.language == "fr-CA" and "Bord-du-Lac" in book.properties.title
    actions = book.worksheets[ACTIONS]
    assert actions.protection.sheet and not actions.protection.password
    assert actions.freeze_panes == "B2" and actions.page_setup.fitToWidth == 1
    heading = actions["A1"].value.split("\n")
    assert heading == ["Mesure", "Action"]
    keys = [cell.column_letter for cell in actions[1] if cell.value.startswith(("Clé", "Ce qui était"))]
    assert keys == ["I", "J"] and all(actions.column_dimensions[letter].hidden for letter in keys)
    opened = {
        cell.column_letter
        for row in actions.iter_rows(min_row=2)
        for cell in row
        if not cell.protection.locked
    }
    answers = {cell.column_letter for cell in actions[1] if cell.value.split("\n")[1] in ANSWERS_OF_ACTIONS}
    assert opened == answers and len(answers) == 3
    [rule] = actions.data_validations.dataValidation
    assert "Inchangée" in rule.formula1
    assert all(cell.alignment.wrap_text for cell in actions[2])
    first = "\n".join(str(cell.value) for row in book.worksheets[0] for cell in row)
    assert "green cells" in first and "cellules vertes" in first and report.number in first


ANSWERS_OF_ACTIONS = {
    "What became of it?",
    "In a few words, in English",
    "In a few words, in French",
}


def test_every_mistake_is_said_with_its_place(report, eli, sign_in):
    client, filled = sign_in(eli), download(sign_in(eli), report)
    code = code_of(report, version__unit_en__startswith="%")
    places = [
        (
            ACTIONS,
            filled.write(ACTIONS, "Open a desk", "What became of it?", "Finished"),
            "none of the answers",
        ),
        (
            ACTIONS,
            filled.write(ACTIONS, "Train the clerks", "In a few words, in English", "a" * 3001),
            "3000",
        ),
        (INDICATORS, filled.write(INDICATORS, code, "Value", 250), "from 0 to 100"),
    ]
    filled.write(OVERVIEW, "The year in short", "The year in short, in English", "A good year.")
    shown = send(client, report, filled.bytes())
    for position, place, words in places:
        title = filled.sheet(position).title
        assert f"{title}, {place}" in shown.text
        assert words in shown.text
    assert "Put these answers into the report" not in shown.text
    # Nothing of it is written, not even what is right, and not even by who presses a button that is not there.
    assert take_over(client, shown).status_code == 409
    report.refresh_from_db()
    assert not report.overview_en


def test_what_a_colleague_changed_since_is_kept_unless_chosen(report, lea, eli, sign_in):
    client, filled = sign_in(eli), download(sign_in(eli), report)
    filled.write(COMMITMENTS, "1", "What happened this year, in English", "Mine.")
    filled.write(COMMITMENTS, "3", "What happened this year, in English", "Also mine.")
    report.sections.filter(commitment=1).update(text_en="Hers.")
    report.sections.filter(commitment=1).update(text_fr="Le sien.")
    shown = send(client, report, filled.bytes())
    assert "Changed by others" in shown.text and "Hers." in shown.text and "Mine." in shown.text
    assert "Le sien." not in shown.text  # left as it was shown in the workbook: no difference of theirs
    take_over(client, shown)
    assert report.sections.get(commitment=1).text_en == "Hers."
    assert report.sections.get(commitment=3).text_en == "Also mine."
    shown = send(client, report, filled.bytes())
    take_over(client, shown, chosen=["1/words-words_en"])
    section = report.sections.get(commitment=1)
    assert (section.text_en, section.text_fr) == ("Mine.", "Le sien.")


def test_two_workbooks_each_bring_in_what_they_changed(report, lea, eli, sign_in):
    hers, his = download(sign_in(lea), report), download(sign_in(eli), report)
    hers.write(ACTIONS, "Open a desk", "What became of it?", "Done")
    his.write(ACTIONS, "Train the clerks", "What became of it?", "Unchanged")
    for person, filled in ((lea, hers), (eli, his)):
        client = sign_in(person)
        take_over(client, send(client, report, filled.bytes()))
    assert dict(report.updates.values_list("action__title_en", "outcome")) == {
        "Open a desk": "done",
        "Train the clerks": "unchanged",
    }


def test_what_changes_while_one_looks_is_looked_at_again(report, eli, sign_in):
    client, filled = sign_in(eli), download(sign_in(eli), report)
    filled.write(COMMITMENTS, "1", "What happened this year, in English", "Mine.")
    filled.write(COMMITMENTS, "3", "What happened this year, in English", "Also mine.")
    shown = send(client, report, filled.bytes())
    report.sections.filter(commitment=1).update(text_en="Hers.")
    answer = take_over(client, shown)
    assert answer.status_code == 409 and "was changed while you were looking" in answer.text
    assert not report.sections.get(commitment=3).text_en
    take_over(client, answer)
    assert report.sections.get(commitment=3).text_en == "Also mine."


def test_only_what_is_open_may_be_changed(filed, lea, eli, sam, sign_in):
    client, report = sign_in(eli), filed
    report.send_back(sam, {"1": "Say more."}, timezone.localdate() + timedelta(days=9))
    filled = download(client, report)
    heading = "What happened this year, in English"
    assert not filled.cell(COMMITMENTS, "1", heading).protection.locked
    assert filled.cell(COMMITMENTS, "3", heading).protection.locked
    filled.write(COMMITMENTS, "1", heading, "More.")
    shown = send(client, report, filled.bytes())
    assert "1 answer would be changed" in shown.text
    filled.write(COMMITMENTS, "3", heading, "Changed too.")
    shown = send(client, report, filled.bytes())
    assert "cannot be changed now" in shown.text and "Put these answers into the report" not in shown.text


def test_a_report_that_is_with_the_secretariat_takes_no_workbook(filed, eli, sign_in):
    client = sign_in(eli)
    filled = download(client, filed)
    assert send(client, filed, filled.bytes()).status_code == 409
    assert not SpreadsheetUpload.objects.exists()


def test_last_years_words_are_confirmed_in_the_workbook(report, lakeside, lea, sign_in):
    report.sections.filter(commitment=1).update(text_en="Old words.", text_fr="Vieux mots.")
    report._move("submit", lea, submitted_at=report.cycle.due_at)
    this = make.report(lakeside, by=lea, year=2027)
    client, filled = sign_in(lea), download(sign_in(lea), this)
    assert filled.cell(COMMITMENTS, "1", "Last year, in French").value == "Vieux mots."
    filled.write(COMMITMENTS, "1", "These words still hold", "oui")
    take_over(client, send(client, this, filled.bytes()))
    section = this.sections.get(commitment=1)
    assert (section.text_en, section.is_carried) == ("Old words.", False)


def test_a_workbook_of_another_report_is_refused(report, lakeside, rivermouth, odile, lea, sign_in):
    make.published_plan(rivermouth, by=odile)
    other = make.report(rivermouth, by=odile)
    client = sign_in(lea)
    shown = send(client, report, download(sign_in(odile), other).bytes())
    assert "workbook of another report" in shown.text and other.number in shown.text
    assert "Put these answers into the report" not in shown.text


def test_it_is_its_persons_alone_and_not_for_ever(report, lea, eli, sign_in):
    client, filled = sign_in(eli), download(sign_in(eli), report)
    filled.write(COMMITMENTS, "1", "What happened this year, in English", "Mine.")
    shown = send(client, report, filled.bytes())
    at = shown.request["PATH_INFO"]
    assert client.get(at).status_code == 200
    assert sign_in(lea).get(at).status_code == 404
    SpreadsheetUpload.objects.update(uploaded_at=timezone.now() - timedelta(days=8))
    assert client.get(at).status_code == 404
    tidy(timezone.now())
    assert not SpreadsheetUpload.objects.exists()
    # A newer one takes the place of the former.
    for _time in range(2):
        send(client, report, filled.bytes())
    assert SpreadsheetUpload.objects.count() == 1


def test_the_page_takes_as_many_queries_for_two_actions_as_for_twelve(report, lakeside, lea, sign_in):
    client, counts = sign_in(lea), []
    for more in (0, 10):
        draft = make.ActionPlan.start(lakeside, lea)
        for number in range(more):
            make.action(draft, 1, 3, title=f"More {number}", position=10 + number)
        draft.publish(lea)
        filled = download(client, report)
        for update in report.updates.select_related("action"):
            filled.write(ACTIONS, update.action.title_en, "What became of it?", "Done")
        at = send(client, report, filled.bytes()).request["PATH_INFO"]
        for url in (at, address("report_workbook_file", report)):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                assert client.get(url).status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


def test_the_sheets_fit_a_spreadsheet():
    """Titles that a workbook takes, in both languages, all different; so are the headings of a sheet."""
    for language in (0, 1):
        titles = [sayings(sheet.title)[language] for sheet in SHEETS]
        assert len(set(titles)) == len(titles) and max(map(len, titles)) <= 31
        for sheet in SHEETS:
            headings = [sayings(column.title)[language] for column in sheet.columns]
            assert len(set(headings)) == len(headings), headings
