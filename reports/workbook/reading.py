"""Turns a workbook that came back into what the forms of the report take, with the place of every answer in it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from coalition.spreadsheets.book import Problem
from coalition.spreadsheets.cells import Unreadable
from coalition.spreadsheets.layout import sayings
from coalition.spreadsheets.table import find_table

from .answers import typed
from .columns import KEY, SEEN, SHEETS
from .rows import KEY as KEY_PATTERN
from .rows import VERSION, number


@dataclass
class Reading:
    data: dict = field(default_factory=dict)  # {part's key: {field as its page names it: what is typed}}
    places: dict = field(default_factory=dict)  # {field as its page names it, with its part: place}
    problems: list = field(default_factory=list)
    notes: list = field(
        default_factory=list
    )  # (place, sentence): what was left out, or read otherwise than it looks

    def say_wrong(self, place, text):
        self.problems.append(Problem(place, text))


def read(book, report, rows, language):
    """The Reading of a Book for the rows of a report; `language` is that of the person who filled it in."""
    return _Reader(book, report, rows, language).read()


class _Reader:
    def __init__(self, book, report, rows, language):
        self.book, self.report, self.language = book, report, language
        self.rows = {(row.kind, row.name): row for row in rows}
        self.found = Reading()
        self.taken = {}  # (kind, name) -> place of the row that answers for it

    def read(self):
        for sheet in self.book.visible:
            self._read_sheet(sheet)
        for sheet in self.book.sheets:
            if sheet.is_hidden and self._find_rows(sheet):
                self.found.notes.append((sheet.place(), _("This sheet is hidden, so it was not read.")))
        if not self.taken and not self.found.problems:
            self.found.say_wrong(
                self.book.visible[0].place(),
                _(
                    "No row of this report was found here. Download the workbook of the report and fill that one in."
                ),
            )
        return self.found

    def _read_sheet(self, sheet):
        keyed = self._find_rows(sheet)
        if not keyed:
            return
        kinds = {kind for kind, _name in keyed.values()}
        declared = next((one for one in SHEETS if one.kind in kinds), None)
        if declared is None or len(kinds) > 1:
            self.found.say_wrong(
                sheet.place(), _("Rows of several sheets stand in one. Download the workbook anew.")
            )
            return
        table = find_table(sheet, {column.name: sayings(column.title) for column in declared.columns})
        if table is None or KEY not in table.columns:
            self.found.say_wrong(
                sheet.place(), _("The headings of this sheet are gone. Copy them back from a new download.")
            )
            return
        self._say_columns(table, declared)
        for line in table.numbers():
            self._read_row(table, declared, line, keyed.get(line))

    def _find_rows(self, sheet):
        """{line: (kind, name)} by the keys, in whichever column they stand; rows of another report are refused."""
        keyed, others = {}, set()
        for line, cells in sheet.rows.items():
            for cell in cells.values():
                if found := KEY_PATTERN.fullmatch(cell.value.strip()):
                    version, whose, kind, name = found.groups()
                    if whose != number(self.report):
                        others.add(whose)
                    elif int(version) != VERSION:
                        others.add(_("version %(number)s") % {"number": version})
                    else:
                        keyed[line] = kind, name
        if others:
            words = _(
                "This is the workbook of another report (%(others)s), not of %(own)s. Download the right one."
            )
            facts = {"others": ", ".join(sorted(others)), "own": number(self.report)}
            self.found.say_wrong(sheet.place(), words % facts)
            return {}
        return keyed

    def _say_columns(self, table, declared):
        place = table.sheet.place()
        self.found.problems += table.problems()
        self.found.notes += table.notes()
        for column in declared.answers:
            if column.name not in table.columns:
                words = _("The column “%(heading)s” is missing: its answers are left as they are.")
                self.found.notes.append((place, words % {"heading": column.title}))

    def _read_row(self, table, declared, line, key):
        sheet, place = table.sheet, table.sheet.place(line)
        columns = [column for column in declared.answers if column.name in table.columns]
        row = self.rows.get(key)
        if row is None:
            if any(sheet.cell(line, table.columns[column.name]).value for column in columns):
                self._say_stray(place, is_keyed=key is not None)
            return
        if key in self.taken:
            words = _("This row is there twice: it is also %(place)s. Delete one of the two.")
            self.found.say_wrong(place, words % {"place": self.taken[key]})
            return
        self.taken[key] = place
        data = self.found.data.setdefault(row.part.key, {})
        seen = table.columns.get(SEEN)
        data[row.form.add_prefix(SEEN)] = sheet.cell(line, seen).value if seen else ""
        self.found.places[row.part.key, row.form.add_prefix("")] = place
        for column in columns:
            if column.field in row.form.fields:
                self._read_cell(data, row, column, sheet, (line, table.columns[column.name]))
        self._complete(data, row.form)

    def _say_stray(self, place, *, is_keyed):
        if is_keyed:
            self.found.notes.append(
                (place, _("What this row is about is not in the report any more: it was left out."))
            )
        else:
            self.found.say_wrong(
                place,
                _(
                    "This row has no key. A new action is added in the plan; to answer for one, use its own row."
                ),
            )

    def _read_cell(self, data, row, column, sheet, at):
        name, place, cell = row.form.add_prefix(column.field), sheet.place(*at), sheet.cell(*at)
        self.found.places[row.part.key, name] = place
        if merged := sheet.merged_at(*at):
            words = _("This cell is merged with others (%(range)s). Undo that, and write an answer in each.")
            self.found.say_wrong(place, words % {"range": merged})
            return
        try:
            data[name] = typed(
                cell, row.form, column, in_percent=row.is_in_percent(column.field), language=self.language
            )
        except Unreadable as problem:
            self.found.say_wrong(place, str(problem))
            return
        if cell.is_formula:
            words = _("A formula stands here: its result was taken (%(result)s).")
            self.found.notes.append((place, words % {"result": data[name][:80]}))

    @staticmethod
    def _complete(data, form):
        """Where the workbook lacks the column of a part of an answer, that part is what is stored."""
        for names in form.units.values():
            sent = [name for name in names if form.add_prefix(name) in data]
            for name in names:
                if sent and name not in sent:
                    data[form.add_prefix(name)] = form.initial[name]
