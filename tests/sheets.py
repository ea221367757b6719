"""Workbooks as people send them back: the portal's own, filled in or spoilt."""

import csv
import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl.utils import get_column_letter

from .markup import Page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Filled:
    """A downloaded workbook in somebody's spreadsheet program."""

    def __init__(self, content):
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    def sheet(self, position):
        return self.book.worksheets[position]

    def column(self, sheet, heading):
        """The number of the column whose heading begins so, in either language."""
        for cell in sheet[1]:
            if any(line.startswith(heading) for line in str(cell.value).split("\n")):
                return cell.column
        raise AssertionError(f"no column {heading} in {sheet.title}: {[cell.value for cell in sheet[1]]}")

    def line(self, sheet, text):
        """The number of the row in which a cell says so."""
        return next(row[0].row for row in sheet.iter_rows() if any(str(cell.value) == text for cell in row))

    def cell(self, position, row, heading):
        sheet = self.sheet(position)
        return sheet.cell(self.line(sheet, row), self.column(sheet, heading))

    def write(self, position, row, heading, value):
        """Write into the row that says `row`, under a heading; the address of the cell."""
        cell = self.cell(position, row, heading)
        if isinstance(value, str) and value.startswith("="):
            cell.value = value
        else:
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
        return f"row {cell.row}, column {get_column_letter(cell.column)}"

    def bytes(self):
        content = io.BytesIO()
        self.book.save(content)
        return content.getvalue()

    def csv(self, position, encoding="utf-8", delimiter=","):
        text = io.StringIO()
        rows = self.sheet(position).iter_rows(values_only=True)
        csv.writer(text, delimiter=delimiter).writerows(
            ["" if value is None else value for value in row] for row in rows
        )
        return text.getvalue().encode(encoding)


def download(client, report, language="en"):
    return Filled(client.get(address("report_workbook_file", report, language=language)).content)


def address(name, report, *more, language="en"):
    with translation.override(language):
        return reverse(name, args=[report.municipality.slug, report.cycle.year, *more])


def send(client, report, content, name="report.xlsx", language="en"):
    """The answer to an upload; where it was read, the page with the differences."""
    file = SimpleUploadedFile(name, content, XLSX)
    return client.post(address("report_workbook", report, language=language), {"file": file}, follow=True)


def take_over(client, answer, **choices):
    """Press the button under the differences."""
    form = next(form for form in Page(answer.text).forms if "seen" in form.fields)
    return client.post(answer.request["PATH_INFO"], {**form.typed(), **choices}, follow=True)
