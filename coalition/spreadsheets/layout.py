"""Draws a sheet that is taken along, filled in and brought back: headings in both languages, locked but for the answers."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from coalition.i18n import other_language
from coalition.tables import xlsx_cell

LETTER = 1  # the paper of Canada
LONGEST_LIST = 255  # characters of a list in a cell's rule
LINE_HEIGHT, TALLEST = 15, 400  # points
HEAD = PatternFill("solid", fgColor="E7E2D6")
HEAD_OF_ANSWER = PatternFill("solid", fgColor="1F4D3F")
ANSWER = PatternFill("solid", fgColor="F1F7F3")
LINE = Border(bottom=Side("thin", color="CFC8B8"))
TOP = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class DrawnCell:
    """A cell of the sheet. One that is open may be written in; `words` are what it may say."""

    value: object = None
    is_open: bool = False
    words: tuple = ()


def both(text):
    """A text in both languages, the reader's first."""
    here, there = (say(text, code) for code in (get_language(), other_language(get_language())))
    return here if here == there else f"{here}\n{there}"


def sayings(text):
    return [say(text, "en"), say(text, "fr")]


def say(text, language):
    with translation.override(language):
        return str(text)


def draw(sheet, columns, rows, *, frozen=0, is_protected=True):
    """`columns` have a title, a width, is_answer and is_hidden; `rows` are lists of DrawnCell. The first `frozen` stay."""
    for number, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.hidden = column.width, column.is_hidden
    widths = [column.width for column in columns]
    sheet.append([_heading(sheet, column) for column in columns])
    fit_height(sheet, widths)
    lists = {}
    for row in rows:
        sheet.append([_cell(sheet, drawn) for drawn in row])
        fit_height(sheet, widths)
        for number, drawn in enumerate(row, 1):
            if drawn.is_open and drawn.words:
                lists.setdefault(drawn.words, []).append(sheet.cell(sheet.max_row, number))
    for words, cells in lists.items():
        _allow(sheet, words, cells)
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}2"
    if is_protected:
        protect(sheet)
    prepare_for_paper(sheet)
    sheet.print_title_rows = "1:1"


def fit_height(sheet, widths):
    """Room for the texts of the last row: not every program finds it itself."""
    lines = [
        sum(-(-max(len(line), 1) // width) for line in str(cell.value).split("\n"))
        for cell, width in zip(sheet[sheet.max_row], widths, strict=True)
        if cell.value is not None and width
    ]
    height = min(max(lines, default=1) * LINE_HEIGHT + 2, TALLEST)
    sheet.row_dimensions[sheet.max_row].height = height


def _heading(sheet, column):
    ink = "FFFFFF" if column.is_answer else "1B1B18"
    return xlsx_cell(
        sheet,
        both(column.title),
        font=Font(bold=True, color=ink),
        fill=HEAD_OF_ANSWER if column.is_answer else HEAD,
        alignment=TOP,
    )


def _cell(sheet, drawn):
    style = {"alignment": TOP, "border": LINE}
    if drawn.is_open:
        style |= {"protection": Protection(locked=False), "fill": ANSWER}
    return xlsx_cell(sheet, drawn.value, **style)


def _allow(sheet, words, cells):
    """Offer the words as a list in the cells, and refuse others."""
    rule = DataValidation(
        "list", formula1=_list_of(sheet.parent, words), allow_blank=True, showErrorMessage=True
    )
    rule.errorTitle, rule.error = _("Not in the list"), _("Choose one of the words of the list.")
    sheet.add_data_validation(rule)
    for cell in cells:
        rule.add(cell)


def _list_of(book, words):
    """The list as a rule names it: in the rule itself, else in a hidden sheet, where a word may hold a comma."""
    said = ",".join(words)
    if len(said) <= LONGEST_LIST and not any("," in word for word in words):
        return f'"{said}"'
    title = _("Lists")
    sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
    sheet.sheet_state = "hidden"
    column = sheet.max_column + 1
    for number, word in enumerate(words, 1):
        sheet.cell(number, column, word)
    letter = get_column_letter(column)
    return f"'{title}'!${letter}$1:${letter}${len(words)}"


def protect(sheet):
    """Against slips of the hand, without a password: widths, heights and filters stay free."""
    sheet.protection.enable()
    for name in ("formatColumns", "formatRows", "autoFilter", "sort"):
        setattr(sheet.protection, name, False)


def prepare_for_paper(sheet):
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", LETTER
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"
