"""Finds the columns of a sheet by their headings, in whichever language, order and number they stand."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from coalition.i18n import fold

from .book import Problem

LOOKED_AT = 25  # rows in which the headings are searched


@dataclass
class Table:
    """Where the columns of a sheet are; `unknown` and `doubled` name headings as they stand."""

    sheet: object
    header_row: int
    columns: dict  # {name: number}
    unknown: list = field(default_factory=list)
    doubled: list = field(default_factory=list)  # (heading, "F", "H")

    def numbers(self):
        """The rows under the headings that hold something."""
        return [number for number in sorted(self.sheet.rows) if number > self.header_row]

    def problems(self):
        """The headings that stand twice."""
        words = _(
            "The column “%(heading)s” is there twice (%(first)s and %(second)s). Delete one of the two."
        )
        return [
            Problem(self.sheet.place(), words % {"heading": heading[:80], "first": first, "second": second})
            for heading, first, second in self.doubled
        ]

    def notes(self):
        """[(place, sentence)] of the headings that nothing is known of."""
        words = _("The column “%(heading)s” was not recognized: it is left out.")
        return [(self.sheet.place(), words % {"heading": heading[:80]}) for heading in self.unknown]


def find_table(sheet, headings):
    """The Table of the row whose cells say most of the `headings`, {name: what the heading may say}; None without two."""
    known = {fold(said): name for name, sayings in headings.items() for said in [name, *sayings]}
    best, most = None, 1
    for number in sorted(sheet.rows)[:LOOKED_AT]:
        found = {column: name_of(cell.value, known) for column, cell in sheet.rows[number].items()}
        if (count := len(set(filter(None, found.values())))) > most:
            best, most = (number, found), count
    if best is None:
        return None
    number, found = best
    table = Table(sheet, number, {})
    for column, name in sorted(found.items()):
        heading = " / ".join(sheet.cell(number, column).value.split("\n"))
        if name is None:
            table.unknown.append(heading)
        elif name in table.columns:
            first = get_column_letter(table.columns[name])
            table.doubled.append((heading, first, get_column_letter(column)))
        else:
            table.columns[name] = column
    return table


def name_of(heading, known):
    """Which column it heads; a heading may say it in two languages, in lines or with a stroke between."""
    lines = heading.replace(" / ", "\n").split("\n")
    return next((known[fold(line)] for line in [heading, *lines] if fold(line) in known), None)
