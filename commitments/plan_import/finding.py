"""Which column of an uploaded spreadsheet is which field of an action."""

from django import forms
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from coalition.spreadsheets.table import Table, find_table

from .columns import COLUMNS, headings


def find(upload):
    """The Table of an upload: as the person said, else as its headings say, else the first filled row of a sheet."""
    sheets = [sheet for sheet in upload.book.visible if sheet.rows]
    if chosen := upload.choices:
        sheet = next((one for one in sheets if one.title == chosen["sheet"]), None)
        if sheet:
            return Table(sheet, chosen["header_row"], dict(chosen["columns"]))
    tables = [table for sheet in sheets if (table := find_table(sheet, headings()))]
    if tables:
        return max(tables, key=lambda table: len(table.columns))
    sheet = max(sheets, key=lambda sheet: len(sheet.rows))
    wide = [number for number in sorted(sheet.rows) if len(sheet.rows[number]) > 1]
    return Table(sheet, (wide or sorted(sheet.rows))[0], {})


class ColumnsForm(forms.Form):
    """Which column of the spreadsheet is which field of an action."""

    use_required_attribute = False

    def __init__(self, data=None, *, table):
        super().__init__(data)
        heads = table.sheet.rows.get(table.header_row, {})
        wide = sorted({number for cells in table.sheet.rows.values() for number in cells})
        choices = [("", _("Not in the spreadsheet"))]
        choices += [(str(number), _heading(number, heads.get(number))) for number in wide]
        for column in COLUMNS:
            self.fields[column.name] = forms.ChoiceField(
                label=column.title,
                choices=choices,
                required=False,
                initial=str(table.columns.get(column.name, "")),
            )
        self.table = table

    def choices(self):
        """What SpreadsheetUpload.choose keeps."""
        columns = {name: int(number) for name, number in self.cleaned_data.items() if number}
        return {"sheet": self.table.sheet.title, "header_row": self.table.header_row, "columns": columns}


def _heading(number, cell):
    letter = get_column_letter(number)
    return f"{letter}: {' / '.join(cell.value.split(chr(10)))[:60]}" if cell and cell.value else letter
