"""Whatever people typed, nothing that the portal hands over as a table or a workbook computes anything."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone, translation

from reports.models import IndicatorReading

from . import make
from .access_table import TABLE

HOUSE = Path(__file__).resolve().parent.parent
STARTS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1)",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    '";=1+1',
    "a;=1+1",
    "a\n=1+1",
    "'=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x")',
]
# Every address that hands over a table or a workbook, with the arguments it takes.
EXPORTS = {
    "members_export": [{"format": "csv"}, {"format": "xlsx"}],
    "register_csv": [{}],
    "members_csv": [{}],
    "services_csv": [{}],
    "progress_csv": [{}],
    "event_registrations_csv": [{"pk": 1}],
    "report_workbook_file": [{"slug": "lakeside-on", "year": 2026}],
    "plan_template": [{"slug": "lakeside-on"}],
    "cycle_export": [{"year": 2026, "format": "csv"}, {"year": 2026, "format": "xlsx"}],
    "public_report_actions": [{"slug": "lakeside-on", "year": 2025, "revision": 1}],
    "public_report_indicators": [{"slug": "lakeside-on", "year": 2025, "revision": 1}],
}
DRAWS = re.compile(r"csv_response|xlsx_response|workbook_response|openpyxl|csv\.writer")
# Modules that draw tables or read them, and by which address what they draw goes out.
DRAWING = {
    "coalition/tables.py": "all of them",
    "coalition/spreadsheets/layout.py": "report_workbook_file, plan_template",
    "coalition/spreadsheets/book.py": "reads",
    "coalition/spreadsheets/parser.py": "reads",
    "coalition/spreadsheets/table.py": "reads",
    "commitments/plan_import/columns.py": "plan_template",
    "commitments/plan_import/finding.py": "reads",
    "commitments/views/plan_import.py": "plan_template",
    "municipalities/views/directory_files.py": "members_csv",
    "municipalities/views/help.py": "services_csv",
    "municipalities/views/members.py": "members_export",
    "municipalities/views/register.py": "register_csv",
    "network/views/events_office.py": "event_registrations_csv",
    "reports/views/cycles.py": "cycle_export",
    "reports/views/progress.py": "progress_csv",
    "reports/views/public.py": "public_report_actions, public_report_indicators",
    "reports/views/workbook.py": "report_workbook_file",
    "reports/workbook/writing.py": "report_workbook_file",
}
IS_FORMULA = re.compile("^[\\s\u200b-\u200f\u2060\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r]")


def test_every_export_is_known():
    found = {
        str(path.relative_to(HOUSE))
        for app in ("coalition", "municipalities", "commitments", "practices", "reports", "network")
        for path in (HOUSE / app).rglob("*.py")
        if DRAWS.search(path.read_text())
    }
    assert found == set(DRAWING)
    named = {name for said in DRAWING.values() for name in said.split(", ") if name in TABLE}
    assert named == set(EXPORTS)


@pytest.fixture
def hostile(reference, lakeside, lea, sam):
    """Lakeside, where people typed nothing else."""
    make.priorities(lakeside, 1, 3)
    plan = make.plan(lakeside, by=lea)
    for number, start in enumerate(STARTS):
        make.action(plan, 1, title=start[:250], title_fr=start[:250], position=number)
    plan.publish(lea)
    past = make.report(lakeside, by=lea, year=2025)
    for start, update in zip(STARTS, past.updates.all(), strict=True):
        type(update).objects.filter(pk=update.pk).update(text_en=start, text_fr=start)
    type(past).objects.filter(pk=past.pk).update(status="submitted", submitted_at=timezone.now())
    past.refresh_from_db()
    past.accept(sam)
    report = make.report(lakeside, by=lea)
    for start, update in zip(STARTS, report.updates.all(), strict=True):
        type(update).objects.filter(pk=update.pk).update(outcome="updated", text_en=start, text_fr=start)
    for start, reading in zip(STARTS, report.readings.all(), strict=False):
        IndicatorReading.objects.filter(pk=reading.pk).update(answer="not_collected", note=start)
    negative = report.readings.filter(version__unit_en__startswith="percentage points").first()
    negative = negative or report.readings.last()
    IndicatorReading.objects.filter(pk=negative.pk).update(answer="value", value="-12.5")
    report.sections.filter(commitment=1).update(text_en=STARTS[0], text_fr=STARTS[15])
    type(report).objects.filter(pk=report.pk).update(overview_en=STARTS[3], overview_fr=STARTS[16])
    for number, start in enumerate(STARTS):
        town = make.municipality(start, name_fr=start, slug=f"town-{number}-on")
        make.membership(town)
        make.member(town, make.user(start, email=f"c{number}@example.org"))
        make.service(town, start, name_fr=start)
    make.plan(lakeside, by=lea)
    event = make.gathering(by=sam, pk=1)
    for start in STARTS:
        make.registration(event, name=start, organization=start, access_needs=start)
    return report


def files(client, language):
    for name, all_arguments in EXPORTS.items():
        for arguments in all_arguments:
            with translation.override(language):
                answer = client.get(reverse(name, kwargs=arguments))
            assert answer.status_code == 200, name
            yield name, answer


def test_no_cell_computes(hostile, lea, sam, sign_in):
    """Read as Excel does: a workbook; CSV cut at commas; and CSV cut at semicolons, as a French Excel cuts it."""
    client, seen = sign_in(sam), set()
    for language in ("en", "fr"):
        for name, answer in files(client, language):
            if answer["Content-Type"].startswith("text/csv"):
                text = answer.content.decode("utf-8-sig")
                for delimiter in (",", ";"):
                    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
                        for cell in row:
                            is_number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
                            assert is_number or not IS_FORMULA.match(cell), (name, delimiter, cell)
                            seen.add((name, "1+1" in cell))
            else:
                book = openpyxl.load_workbook(io.BytesIO(answer.content))
                for sheet in book.worksheets:
                    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
                        assert cell.data_type != "f", (name, sheet.title, cell.coordinate, cell.value)
                        is_text = isinstance(cell.value, str)
                        if is_text and IS_FORMULA.match(cell.value):
                            assert cell.data_type == "s" and cell.quotePrefix, (name, cell.coordinate)
                            seen.add((name, True))
    # What was typed has come through, where it goes out at all.
    assert {name for name, was_hostile in seen if was_hostile} >= {
        "members_csv",
        "members_export",
        "services_csv",
        "report_workbook_file",
        "public_report_actions",
        "event_registrations_csv",
    }


def test_a_true_negative_number_stays_one(hostile, lea, sign_in):
    with translation.override("en"):
        address = reverse("report_workbook_file", kwargs=EXPORTS["report_workbook_file"][0])
    book = openpyxl.load_workbook(io.BytesIO(sign_in(lea).get(address).content))
    values = [cell.value for row in book.worksheets[4].iter_rows() for cell in row]
    assert -12.5 in values
