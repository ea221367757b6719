"""A workbook that LibreOffice has saved: the committed one always, a fresh one by `python -m tests.libreoffice_round_trip`."""

import os
import uuid
from decimal import Decimal

import pytest
from django.db import connection

from . import make
from .libreoffice_round_trip import SAVED, convert
from .sheets import Filled, download, send, take_over

pytestmark = pytest.mark.usefixtures("reference", "read_here")
REAL = os.environ.get("LIBREOFFICE", "")
KEY = 4242  # of the report, as the keys of the saved workbook say it
CSV = "csv:Text - txt - csv (StarCalc):{separator},34,{charset},1,,0,false,true,false,false,false,{sheet}"
OVERVIEW, COMMITMENTS, ACTIONS, INDICATORS = 1, 2, 3, 4
NOTE = "Le comité s’est réuni — à l’été.\n=1+1"


@pytest.fixture
def report(lakeside, lea):
    make.priorities(lakeside, 1)
    plan = make.plan(lakeside, by=lea)
    make.action(plan, 1, title="Open a desk", lineage=uuid.uuid5(uuid.NAMESPACE_URL, "a desk"))
    plan.publish(lea)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('reports_progressreport', 'id'), %s, false)", [KEY]
        )
    report = make.report(lakeside, by=lea)
    assert report.pk == KEY
    return report


def codes(report):
    percent = report.readings.filter(version__unit_en__startswith="%").first().indicator_id
    return percent, report.readings.filter(indicator__commitment=1).first().indicator_id


def fill(filled, report):
    percent, count = codes(report)
    filled.write(OVERVIEW, "The year in short", "The year in short, in French", NOTE)
    filled.write(ACTIONS, "Open a desk", "What became of it?", "Done")
    filled.write(INDICATORS, count, "Value", 1234.5)
    filled.write(INDICATORS, percent, "Value", 0.25)
    filled.cell(INDICATORS, percent, "Value").number_format = "0%"
    return filled


def check(client, report, content):
    percent, count = codes(report)
    shown = send(client, report, content)
    assert "4 answers would be changed" in shown.text
    assert take_over(client, shown).status_code == 200
    report.refresh_from_db()
    assert report.overview_fr == NOTE
    assert report.updates.get().outcome == "done"
    values = dict(report.readings.exclude(value=None).values_list("indicator", "value"))
    assert values == {count: Decimal("1234.5"), percent: Decimal(25)}


def test_one_that_libreoffice_saved(report, eli, sign_in):
    check(sign_in(eli), report, SAVED.read_bytes())


def there_and_back(report, eli, sign_in, tmp_path):
    client = sign_in(eli)
    untouched = convert(download(client, report).bytes(), tmp_path)
    assert "there is nothing to change" in send(client, report, untouched).text
    again = Filled(untouched)
    sheet = again.sheet(ACTIONS)
    assert sheet.protection.sheet  # without a window LibreOffice keeps no frozen panes
    key = sheet.cell(1, again.column(sheet, "Key"))
    assert sheet.column_dimensions[key.column_letter].hidden
    assert again.cell(ACTIONS, "Open a desk", "What became of it?").protection.locked is False
    assert sheet.data_validations.dataValidation
    content = convert(fill(download(client, report), report).bytes(), tmp_path)
    if REAL == "keep":
        SAVED.write_bytes(content)
    check(client, report, content)


@pytest.mark.parametrize(("separator", "charset"), [(59, "ANSI"), (44, 76), (9, 65535)])
def its_csv(report, eli, sign_in, tmp_path, separator, charset):
    """Semicolons and Windows-1252, commas and UTF-8, tabs and UTF-16; a percentage comes as it is shown, 25%."""
    client, filled = sign_in(eli), fill(download(sign_in(eli), report), report)
    to = CSV.format(separator=separator, charset=charset, sheet=INDICATORS + 1)
    shown = send(client, report, convert(filled.bytes(), tmp_path, to), "report.csv")
    assert "2 answers would be changed" in shown.text and "mistake" not in shown.text
    assert "25" in shown.text and "1,234.5" in shown.text.replace("1234.5", "1,234.5")


if REAL:  # of the command alone: it needs an office suite
    test_there_and_back, test_its_csv = there_and_back, its_csv
