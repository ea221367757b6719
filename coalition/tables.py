"""Tables to take along, as CSV and as a workbook, in which no text ever starts a formula.

    return csv_response("members.csv", [_("Municipality"), _("Joined")], rows)

A row is a list of text, numbers, dates, instants or None. Numbers and dates keep their type in a workbook; in CSV dates
are ISO and numbers have a decimal point, whatever the language.
"""

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUMBERS = (int, float, Decimal)
# Characters that stand for nothing, or that XML cannot hold.
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20"  # also the full-width ones, which a spreadsheet reads as the others
UNSEEN = "\\s\u200b-\u200f\u2060\ufeff"
# At the beginning of a cell; and where a French spreadsheet, which splits at semicolons and therefore takes our
# quotation marks for text, would begin one.
FORMULA = re.compile(f"(^|[;\t\r\n])([{UNSEEN}\"']*)(?=[{STARTS}])")
FIRST_TAB = re.compile("^(?=[\t\r\n])")
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # a workbook takes _x0041_ for an A
WIDTHS = (10, 60)  # characters, the narrowest and the widest column
LOOKED_AT = 200  # rows


def csv_response(name, header, rows):
    """RFC 4180 in UTF-8, with the mark by which Excel knows it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_csv_cell(cell) for cell in header])
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return _download(name, text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8")


def xlsx_response(name, header, rows):
    """One sheet, its header bold and always in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", name.rpartition(".")[0])[:31])
    sheet.freeze_panes = "A2"
    rows = iter(rows)
    first = [list(row) for row in islice(rows, LOOKED_AT)]
    # A sheet that is only written takes the widths before the cells.
    for number, title in enumerate(header):
        longest = max(_length(cell) for cell in [title, *(row[number] for row in first)])
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(
            max(longest + 2, WIDTHS[0]), WIDTHS[1]
        )
    sheet.append([xlsx_cell(sheet, title, font=Font(bold=True)) for title in header])
    for row in chain(first, rows):
        sheet.append([xlsx_cell(sheet, cell) for cell in row])
    content = io.BytesIO()
    book.save(content)
    return workbook_response(name, content.getvalue())


def workbook_response(name, content):
    """A workbook that is drawn already."""
    return _download(name, content, XLSX)


def harmless(text):
    """The text with an apostrophe wherever a spreadsheet that reads CSV would begin a formula."""
    return FORMULA.sub(r"\1\2'", FIRST_TAB.sub("'", UNREADABLE.sub("", text)))


def _csv_cell(value):
    if value is None:
        return ""
    if isinstance(value, NUMBERS) and not isinstance(value, bool):
        return format(value, "f") if isinstance(value, Decimal) else value
    if isinstance(value, date):  # an instant is one too
        return value.isoformat()
    return harmless(str(value))


def xlsx_cell(sheet, value, **style):
    """A cell of the value's own type. What is said to be text is no formula, whatever it begins with."""
    is_text = value is not None and not isinstance(value, (*NUMBERS, date)) or isinstance(value, bool)
    if is_text:
        value = ESCAPE.sub("_x005F_", UNREADABLE.sub("", str(value)))
    elif isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value=value)
    if is_text:
        cell.data_type = "s"
        cell.quotePrefix = bool(FORMULA.search(value))  # it stays text when somebody edits it
        if "\n" in value:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
    for name, what in style.items():
        setattr(cell, name, what)
    return cell


def _length(cell):
    return max(map(len, str(cell).splitlines()), default=0) if cell is not None else 0


def _download(name, content, kind):
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
