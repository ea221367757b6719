"""What a cell of an answer says, both ways: in the words of the reader's language out, in those of either back in."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition import numbers
from coalition.spreadsheets.cells import NO, YES, Unreadable, check, choose

YES_OR_NO = ((True, YES), (False, NO))


def choices_of(field):
    """[(value, words)] of a form's field; [] where anything may be written."""
    if isinstance(field, forms.BooleanField):
        return YES_OR_NO
    return [(value, words) for value, words in getattr(field, "choices", ()) if value != ""]


def shown(form, column):
    """What a cell of the workbook shows of the answer that is stored."""
    field = form.fields.get(column.field)
    if field is None:
        return None
    stored = form.stored.get(column.field)
    if isinstance(field, forms.BooleanField):
        return YES if stored else None
    if choices := choices_of(field):
        return {str(value): words for value, words in choices}.get(str(stored))
    return stored if stored != "" else None


def typed(cell, form, column, *, in_percent, language):
    """What the form's field takes for what a cell says; Unreadable where it says nothing that can be meant.

    `language` is that of the person who filled the workbook in: it decides what "1,234" is.
    """
    check(cell)
    field = form.fields[column.field]
    if choices := choices_of(field):
        value = choose(cell, choices)
        return ("on" if value else "") if isinstance(field, forms.BooleanField) else value
    if column.is_number:
        return _number(cell, in_percent, language)
    return _text(cell)


def _number(cell, in_percent, language):
    if cell.kind == "date":
        raise Unreadable(
            _("The spreadsheet took this number for a date. Write it anew in a cell formatted as a number.")
        )
    if cell.kind in {"number", "percent"}:
        value = _decimal(cell.value)
        return _in_figures(value * 100 if cell.kind == "percent" and in_percent else value)
    try:
        with translation.override(language):
            return _in_figures(numbers.read_number(cell.value))
    except ValidationError:
        return cell.value  # the form says what is wrong with it


def _decimal(text):
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Unreadable(_("Enter a number in digits, such as 1,250 or 12.5.")) from None


def _in_figures(value):
    """As the reader's language types it, for a form that reads it so. More decimals than are kept are rounded."""
    if abs(value) < numbers.LARGEST * 10:
        value = numbers.bare(round(value, numbers.DECIMALS))
    said = format(value, "f")
    return said.replace(".", ",") if get_language() == "fr" else said


def _text(cell):
    if cell.kind == "flag":
        return str(YES if cell.value == "1" else NO)
    if cell.kind == "percent":
        return f"{_in_figures(_decimal(cell.value) * 100)} %"
    return _in_figures(_decimal(cell.value)) if cell.kind == "number" else cell.value
