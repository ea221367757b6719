"""A list of actions from a spreadsheet into the plan being written: looked at first, then added, all or none."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from commitments.models import ActionPlan

from . import make
from .markup import Page
from .sheets import XLSX, Filled, take_over

pytestmark = pytest.mark.usefixtures("reference", "read_here")


@pytest.fixture
def plan(lakeside, lea):
    plan = make.plan(lakeside, by=lea)
    make.action(plan, 1, title="Open a desk")
    return plan


def address(name, plan, *more, language="en"):
    with translation.override(language):
        return reverse(name, args=[plan.municipality.slug, *more])


def send(client, plan, rows, name="actions.xlsx", language="en"):
    """`rows` are lists of cells, or the bytes of a file."""
    if isinstance(rows, list):
        book, content = openpyxl.Workbook(), io.BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(content)
        rows = content.getvalue()
    file = SimpleUploadedFile(name, rows, XLSX)
    return client.post(address("import_plan", plan, language=language), {"file": file}, follow=True)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_template_there_and_back(plan, eli, sign_in, language):
    client = sign_in(eli)
    filled = Filled(client.get(address("plan_template", plan, language=language)).content)
    sheet = filled.sheet(0)
    row = {
        "What you will do, in English": "Train the police",
        "What you will do, in French": "Former la police",
        "More about it, in English": "Two days each.\nEvery year.",
        "Commitments, by number": "1; 4",
        "New or existing": "Existing",
        "Lead department": "Police",
        "Due on": "2027-06-30",
        "Status": "En cours",
        "Budget": "Under $25,000",
    }
    for heading, value in row.items():
        sheet.cell(2, filled.column(sheet, heading)).value = value
    shown = send(client, plan, filled.bytes(), language=language)
    assert ("1 action would be added" if language == "en" else "1 mesure serait ajoutée") in shown.text
    assert plan.actions.count() == 1
    take_over(client, shown)
    take_over(client, shown)  # a second click
    action = plan.actions.get(title_en="Train the police")
    assert [c.number for c in action.commitments.all()] == [1, 4]
    assert (action.title_fr, action.is_existing, action.lead) == ("Former la police", True, "Police")
    assert (str(action.due_on), action.status, action.budget) == ("2027-06-30", "under_way", "small")
    assert action.description_en == "Two days each.\nEvery year."
    assert plan.actions.count() == 2


def test_every_mistake_is_said_with_its_place(plan, eli, sign_in):
    client = sign_in(eli)
    rows = [
        ["Action", "Commitments", "Start", "Due on", "Status"],
        ["A", "1", "2027-05-01", "2027-04-01", ""],
        ["B", "11", "", "", ""],
        ["C", 1.5, "", "", ""],
        ["", "2", "", "", ""],
        ["D", "2", "spring", "", ""],
        ["E", "3", "", "", "maybe"],
        ["F" * 251, "3", "", "", ""],
        ["Good", "3", "", "", "Done"],
    ]
    shown = send(client, plan, rows)
    for place, words in [
        ("row 2, column D", "due after it starts"),
        ("row 3, column B", "no commitment “11”"),
        ("row 4, column B", "one number or a date"),
        ("row 5, column A", "Say what you will do"),
        ("row 6, column C", "real date"),
        ("row 7, column E", "none of the answers"),
        ("row 8, column A", "250"),
    ]:
        assert f"Sheet, {place}" in shown.text and words in shown.text, place
    assert "Add these actions" not in shown.text
    assert take_over(client, shown).status_code == 409
    assert plan.actions.count() == 1


def test_a_table_with_other_headings_is_read_as_the_person_says(plan, eli, sign_in):
    client = sign_in(eli)
    rows = [
        ["Our plan 2027"],
        [],
        ["No.", "Quoi", "Qui", "Axe", "Quand"],
        [1, "Ouvrir un centre", "Culture", "10", "2027-09-01"],
        [2, "Appuyer les jeunes", "Loisirs", "9, 10", ""],
    ]
    shown = send(client, plan, rows)
    assert "Which column is which?" in shown.text and "C: Qui" in shown.text
    at = shown.request["PATH_INFO"]
    columns = {"title_fr": "2", "lead": "3", "commitments": "4", "due_on": "5"}
    shown = client.post(at, columns, follow=True)
    assert "2 actions would be added" in shown.text and "Appuyer les jeunes" in shown.text
    # It is remembered.
    assert "2 actions would be added" in client.get(at).text
    take_over(client, shown)
    action = plan.actions.get(title_fr="Appuyer les jeunes")
    assert [c.number for c in action.commitments.all()] == [9, 10] and action.lead == "Loisirs"
    # A number that is no column of it is refused, and what stood stays.
    assert client.post(at, {"title_fr": "99"}).status_code in {200, 302}


def test_what_is_there_already_is_left_out(plan, eli, sign_in):
    client = sign_in(eli)
    rows = [["Action", "Commitments"], ["OPEN A DESK", "1"], ["New one", "2"], ["new one", "2"]]
    shown = send(client, plan, rows)
    assert "1 action would be added" in shown.text
    assert "Sheet, row 2" in shown.text and "Sheet, row 4" in shown.text
    take_over(client, shown)
    assert sorted(plan.actions.values_list("title_en", flat=True)) == ["New one", "Open a desk"]


def test_what_changes_while_one_looks_is_looked_at_again(plan, eli, sign_in):
    client = sign_in(eli)
    shown = send(client, plan, [["Action", "Commitments"], ["New one", "2"], ["Another", "2"]])
    make.action(plan, 1, title="Another")
    answer = take_over(client, shown)
    assert answer.status_code == 409 and "was changed while you were looking" in answer.text
    assert plan.actions.count() == 2
    take_over(client, answer)
    assert plan.actions.count() == 3


def test_csv_of_a_french_excel(plan, eli, sign_in):
    text = "Mesure;Engagements;Échéance\r\nFormer l’équipe;1, 5;2027-03-31\r\n"
    shown = send(sign_in(eli), plan, text.encode("cp1252"), "plan.csv", language="fr")
    assert "1 mesure serait ajoutée" in shown.text and "Former l’équipe" in shown.text


def test_a_published_plan_takes_none(plan, lea, eli, sign_in):
    client = sign_in(eli)
    shown = send(client, plan, [["Action", "Commitments"], ["New one", "2"]])
    plan.publish(lea)
    assert take_over(client, shown).status_code == 409
    assert client.get(address("import_plan", plan)).status_code == 409
    assert plan.actions.count() == 1


def test_the_page_takes_as_many_queries_for_two_rows_as_for_forty(plan, lakeside, eli, sign_in):
    client, counts = sign_in(eli), []
    for many in (2, 40):
        rows = [["Action", "Commitments", "Start", "Due on"]]
        rows += [[f"Action {number}", "1; 2", "2027-01-01", "2027-02-01"] for number in range(many)]
        at = send(client, plan, rows).request["PATH_INFO"]
        with CaptureQueriesContext(connection) as captured:
            assert f"{many} actions would be added" in client.get(at).text
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert len(Page(client.get(at).text).forms) >= 2


def test_nobody_brings_a_crowd(plan, eli, sign_in):
    rows = [["Action", "Commitments"], *([f"Action {number}", "1"] for number in range(301))]
    shown = send(sign_in(eli), plan, rows)
    assert "takes 300 at a time" in shown.text and "Add these actions" not in shown.text
    assert ActionPlan.objects.get(pk=plan.pk).actions.count() == 1
