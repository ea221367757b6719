"""Draws the workbook of a report, in the reader's language with headings in both."""

import io

from django.utils import timezone, translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from coalition.i18n import other_language
from coalition.moments import say_instant
from coalition.spreadsheets import layout
from coalition.spreadsheets.layout import DrawnCell, say
from coalition.tables import xlsx_cell

from ..last_year import LastYear
from ..outline import Outline
from .answers import choices_of, shown
from .columns import SHEETS
from .rows import VERSION, number, rows_of

FIRST_SHEET = gettext_lazy("Read me first")
REPORT, MADE_ON = gettext_lazy("Report"), gettext_lazy("Made on")
VERSION_OF_WORKBOOK = gettext_lazy("Version of the workbook")
STEPS = [
    gettext_lazy(
        "Write in the green cells only; the others are locked. One language is enough, two are welcome."
    ),
    gettext_lazy("Where a cell offers a list, choose one of its words."),
    gettext_lazy(
        "Leave a cell as it is, and the portal leaves that answer as it is. Empty it to take the answer out."
    ),
    gettext_lazy(
        "Sort, filter and widen as you like. Several people may each fill in a copy: each brings in what they changed."
    ),
    gettext_lazy(
        "Save the workbook as .xlsx and upload it on the same page of the portal. "
        "You see every difference before anything is changed."
    ),
]


def workbook(report):
    """The bytes of the workbook of a report."""
    last, outline = LastYear(report), Outline(report)
    rows = rows_of(report, outline, last)
    book = Workbook()
    _draw_first(book.active, report)
    for declared in SHEETS:
        sheet = book.create_sheet(str(declared.title))
        drawn = [
            [_cell(row, column) for column in declared.columns] for row in rows if row.kind == declared.kind
        ]
        layout.draw(sheet, declared.columns, drawn, frozen=declared.frozen)
    about = book.properties
    about.title, about.creator = _title(report, get_language()), _("Coalition portal")
    about.language, about.identifier = f"{get_language()}-CA", number(report)
    about.version = str(VERSION)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def file_name(report):
    return f"{report.municipality.slug}-{report.cycle.year}-{get_language()}.xlsx"


def _cell(row, column):
    if not column.is_answer:
        return DrawnCell(column.shows(row))
    field = row.form.fields.get(column.field)
    words = tuple(str(words) for _value, words in choices_of(field)) if field else ()
    return DrawnCell(shown(row.form, column), is_open=row.part.is_open and field is not None, words=words)


def _title(report, language):
    facts = {"town": getattr(report.municipality, f"name_{language}"), "year": report.cycle}
    return say(gettext_lazy("%(town)s: progress report of %(year)s"), language) % facts


def _draw_first(sheet, report):
    """What it is and how it is filled in, the reader's language on the left."""
    sheet.title = str(FIRST_SHEET)
    languages = [get_language(), other_language(get_language())]
    now = timezone.now()
    lines = [
        [_title(report, code) for code in languages],
        [f"{say(REPORT, code)}: {report.number}" for code in languages],
        [_made_at(now, report, code) for code in languages],
        [f"{say(VERSION_OF_WORKBOOK, code)}: {VERSION}" for code in languages],
        *[[f"{position}. {say(step, code)}" for code in languages] for position, step in enumerate(STEPS, 1)],
    ]
    for position, line in enumerate(lines):
        font = Font(bold=True, size=14) if not position else Font()
        sheet.append([xlsx_cell(sheet, text, font=font, alignment=layout.TOP) for text in line])
        layout.fit_height(sheet, [60, 60] if position else [40, 40])
    for letter in "AB":
        sheet.column_dimensions[letter].width = 70
    layout.protect(sheet)
    layout.prepare_for_paper(sheet)


def _made_at(now, report, language):
    with translation.override(language):
        return f"{MADE_ON} {say_instant(now, report.municipality.time_zone)}"
