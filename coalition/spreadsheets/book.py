"""What stands in a spreadsheet that was handed in: sheets, rows and filled cells, each with its place."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from coalition import confined

PARSER = Path(__file__).with_name("parser.py")
PROCESSOR = 4  # seconds
PATIENCE = 12

REFUSALS = {
    "empty": gettext_lazy("The file is empty."),
    "hidden": gettext_lazy(
        "The filled sheets of this workbook are hidden. Show the one you mean, and save it again."
    ),
    "kind": gettext_lazy(
        "This file is neither a workbook (.xlsx) nor a CSV file. Save your spreadsheet as .xlsx and choose it again."
    ),
    "old": gettext_lazy(
        "This file has the format of Excel before 2007 (.xls). "
        "Open it, save it as “Excel workbook (.xlsx)”, and choose that file."
    ),
    "binary": gettext_lazy(
        "This is a binary workbook (.xlsb). Open it, save it as “Excel workbook (.xlsx)”, and choose that file."
    ),
    "open_document": gettext_lazy(
        "This is an OpenDocument spreadsheet (.ods). Save it as “Excel workbook (.xlsx)” and choose that file."
    ),
    "macros": gettext_lazy(
        "This workbook holds macros, which are programs. Save it as “Excel workbook (.xlsx)”, without macros, "
        "and choose that file."
    ),
    "protected": gettext_lazy(
        "This workbook is protected by a password. Save it without the password and choose it again."
    ),
    "archive": gettext_lazy(
        "This file is an archive of other files. Take the spreadsheet out of it and choose that one."
    ),
    "large": gettext_lazy(
        "There is more in this spreadsheet than the portal reads. "
        "Copy what you need into a new workbook and choose that one."
    ),
    "broken": gettext_lazy(
        "This workbook is damaged or incomplete. Open it, save it again, and choose it again."
    ),
    "encoding": gettext_lazy(
        "The letters of this CSV file cannot be read. Save it as “CSV UTF-8”, or as .xlsx, and choose it again."
    ),
    "quote": gettext_lazy(
        "A quotation mark in line %(line)d is never closed, or stands in the middle of a cell. "
        "Correct the line, or save the spreadsheet as .xlsx, and choose it again."
    ),
}


@dataclass(frozen=True)
class Cell:
    kind: str  # text, number, percent, date, flag, error, or uncomputed: a formula without its result
    value: str
    is_formula: bool = False


NOTHING = Cell("text", "")


@dataclass(frozen=True)
class Problem:
    """What keeps a spreadsheet from being taken over, and where."""

    place: str
    text: str


@dataclass
class SheetRead:
    """A sheet as it was handed in; a CSV file is one sheet without a title."""

    title: str
    is_hidden: bool
    rows: dict  # {number: {column: Cell}}, what is filled only
    merged: list = field(default_factory=list)  # (first column, first row, last column, last row)

    def cell(self, row, column):
        return self.rows.get(row, {}).get(column, NOTHING)

    def merged_at(self, row, column):
        """ "F5:F7", where the cell is merged with others; else ""."""
        for left, top, right, bottom in self.merged:
            if left <= column <= right and top <= row <= bottom:
                return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
        return ""

    def place(self, row=None, column=None):
        """In words: "Actions, row 7, column F"."""
        facts = {"sheet": self.title, "row": row, "column": column and get_column_letter(column)}
        if row is None:
            return self.title or _("The file")
        if column is None:
            return _("%(sheet)s, row %(row)d") % facts if self.title else _("Row %(row)d") % facts
        if not self.title:
            return _("Row %(row)d, column %(column)s") % facts
        return _("%(sheet)s, row %(row)d, column %(column)s") % facts


@dataclass
class Book:
    sheets: list
    is_csv: bool = False

    @property
    def visible(self):
        return [sheet for sheet in self.sheets if not sheet.is_hidden]

    @classmethod
    def from_data(cls, data):
        """From what the parser said; see parser.py."""
        return cls([_sheet(sheet) for sheet in data["sheets"]], data["kind"] == "csv")


def _sheet(data):
    rows = {
        number: {column: Cell(kind, value, is_formula) for column, kind, value, is_formula in cells}
        for number, cells in data["rows"]
    }
    return SheetRead(
        data["title"], data["is_hidden"], rows, [range_boundaries(one) for one in data["merged"]]
    )


def parse(content):
    """What the parser says of a file's bytes, as plain data; ValidationError says what to do about the file."""
    said = confined.run(PARSER, content, processor=PROCESSOR, patience=PATIENCE)
    data = json.loads(said) if said else {"refused": "large"}
    if why := data.get("refused"):
        raise ValidationError(
            REFUSALS[why] % {"line": data.get("line")} if why == "quote" else REFUSALS[why], code=why
        )
    filled = [sheet for sheet in data["sheets"] if sheet["rows"]]
    if not any(not sheet["is_hidden"] for sheet in filled):
        why = "hidden" if filled else "empty"
        raise ValidationError(REFUSALS[why], code=why)
    return data
