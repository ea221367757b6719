"""What a spreadsheet may say of an action, one line for each column; and the template that asks for it."""

import io
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from openpyxl import Workbook

from coalition.spreadsheets import layout
from coalition.spreadsheets.layout import DrawnCell, sayings

from ..models import Action

TEMPLATE_ROWS = 60
NEW, EXISTING = gettext_lazy("New"), gettext_lazy("Existing")
KINDS = ((False, NEW), (True, EXISTING))


@dataclass(frozen=True)
class Column:
    """A column of the template, and a field of ActionForm."""

    name: str
    title: str
    width: int = 20
    choices: tuple = ()
    is_hidden: bool = False
    is_answer: bool = True


# One line for each field of the form that a spreadsheet may bring.
COLUMNS = (
    Column("title_en", gettext_lazy("What you will do, in English"), 40),
    Column("title_fr", gettext_lazy("What you will do, in French"), 40),
    Column("description_en", gettext_lazy("More about it, in English"), 50),
    Column("description_fr", gettext_lazy("More about it, in French"), 50),
    Column("commitments", gettext_lazy("Commitments, by number: 1; 5"), 16),
    Column("is_existing", gettext_lazy("New or existing"), 14, KINDS),
    Column("lead", gettext_lazy("Lead department"), 24),
    Column("partners", gettext_lazy("Partners"), 24),
    Column("people_concerned", gettext_lazy("People concerned"), 24),
    Column("starts_on", gettext_lazy("Starts on"), 12),
    Column("due_on", gettext_lazy("Due on"), 12),
    Column("status", gettext_lazy("Status"), 14, tuple(Action.Status.choices)),
    Column("budget", gettext_lazy("Budget"), 20, tuple(Action.Budget.choices)),
)
# What towns call these in tables of their own; the headings of the template are known besides.
ALSO_CALLED = {
    "title_en": ["Action", "Title", "Activity", "Initiative"],
    "title_fr": ["Titre", "Mesure", "Activité", "Projet"],
    "description_en": ["Description", "Details"],
    "description_fr": ["Détails", "Précisions"],
    "commitments": ["Commitment", "Commitments", "Engagement", "Engagements"],
    "lead": ["Lead", "Responsible", "Department", "Responsable", "Service", "Service responsable"],
    "due_on": ["Deadline", "End", "Due date", "Échéance", "Fin"],
    "starts_on": ["Start", "Start date", "Begin", "Début", "Date de début"],
    "people_concerned": ["Target group", "Population", "Public cible"],
    "budget": ["Cost", "Coût"],
}


def headings():
    """{name: what its heading may say}"""
    return {column.name: [*sayings(column.title), *ALSO_CALLED.get(column.name, [])] for column in COLUMNS}


def template():
    """The bytes of an empty workbook with the columns above."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Actions")
    row = [
        DrawnCell(is_open=True, words=tuple(str(words) for _value, words in column.choices))
        for column in COLUMNS
    ]
    layout.draw(sheet, COLUMNS, [row] * TEMPLATE_ROWS, frozen=2, is_protected=False)
    book.properties.title, book.properties.language = _("Actions for the plan"), f"{get_language()}-CA"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
