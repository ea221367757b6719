"""What an uploaded spreadsheet would add to a plan, and its addition.

It is worked out anew at every look, and under the lock of the plan before it is written. The actions that come of it
are the same each time: taken over twice, they are added once.
"""

import hashlib
import re
import uuid
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition.i18n import fold, other_language
from coalition.moments import say_day
from coalition.spreadsheets.book import Problem
from coalition.spreadsheets.cells import Unreadable, check, choose
from coalition.spreadsheets.table import Table

from ..forms import ActionForm
from ..models import Action, CommonCommitment
from .columns import COLUMNS, EXISTING, NEW
from .finding import find

MOST_ACTIONS = 300
ACROSS = {"is_existing": "False", "status": Action.Status.NOT_STARTED}  # where a row says nothing


class ImportedActionForm(ActionForm):
    """An action read from a spreadsheet: the same rules, without a query for each row."""

    def __init__(self, data, *, plan, commitments):
        super().__init__(data, plan=plan, commitments=commitments.values(), documents=[])
        self.served = commitments
        self.fields["commitments"].error_messages["invalid_choice"] = _(
            "There is no commitment “%(value)s”. They are numbered from 1 to 10."
        )

    @property
    def commitments(self):
        """Those it serves."""
        return [self.served[number] for number in self.cleaned_data["commitments"]]


@dataclass
class Proposal:
    """What an upload would add to the plan, and what keeps it from being taken over."""

    table: Table
    actions: list = field(default_factory=list)  # (row's number, valid ImportedActionForm)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    @property
    def is_applicable(self):
        return bool(self.actions) and not self.problems

    @property
    def lines(self):
        """What the page shows of the actions."""
        return [_line(self.table.sheet.place(line), form) for line, form in self.actions]

    @property
    def mark(self):
        said = [
            sorted((name, str(value)) for name, value in form.cleaned_data.items())
            for _row, form in self.actions
        ]
        return hashlib.sha256(repr([said, self.problems]).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Line:
    place: str
    title: str
    facts: str
    more: str


def _line(place, form):
    said, language = form.cleaned_data, get_language()

    def in_language(name):
        return said[f"{name}_{language}"] or said[f"{name}_{other_language(language)}"]

    days = [say_day(day) for day in (said["starts_on"], said["due_on"]) if day]
    states = [dict(form.fields[name].choices).get(said[name], "") for name in ("status", "budget")]
    facts = [
        *map(str, form.commitments),
        str(EXISTING if said["is_existing"] else NEW),
        said["lead"],
        said["partners"],
        said["people_concerned"],
        " – ".join(days),
        *(str(state) for state, name in zip(states, ("status", "budget"), strict=True) if said[name]),
    ]
    return Line(place, in_language("title"), " · ".join(filter(None, facts)), in_language("description"))


def propose(plan, upload):
    """The Proposal of an upload for a plan being written."""
    table = find(upload)
    proposal = Proposal(table)
    if not {"title_en", "title_fr"} & set(table.columns):
        words = _("Say which column holds the titles of the actions.")
        proposal.problems.append(Problem(table.sheet.place(), words))
        return proposal
    if any(sheet.rows for sheet in upload.book.visible if sheet.title != table.sheet.title):
        proposal.notes.append(
            (table.sheet.place(), _("Of the sheets of this workbook, only this one was read."))
        )
    proposal.notes += table.notes()
    proposal.problems += table.problems()
    commitments = {commitment.number: commitment for commitment in CommonCommitment.objects.all()}
    known = {
        fold(title) for pair in plan.actions.values_list("title_en", "title_fr") for title in pair if title
    }
    lines = table.numbers()
    if len(lines) > MOST_ACTIONS:
        words = _("There are %(count)d rows, and the portal takes %(most)d at a time.")
        proposal.problems.append(
            Problem(table.sheet.place(), words % {"count": len(lines), "most": MOST_ACTIONS})
        )
        return proposal
    for line in lines:
        _judge_row(proposal, plan, line, upload, commitments, known)
    if not proposal.actions and not proposal.problems:
        proposal.problems.append(
            Problem(table.sheet.place(), _("No new action was found under the headings."))
        )
    return proposal


def _judge_row(proposal, plan, line, upload, commitments, known):
    table = proposal.table
    if not any(table.sheet.cell(line, number).value for number in table.columns.values()):
        return
    data, unread = {}, set()
    for column in COLUMNS:
        at = line, table.columns.get(column.name, 0)
        try:
            data[column.name] = _typed(table.sheet.cell(*at), column, commitments)
        except Unreadable as problem:
            unread.add(column.name)
            proposal.problems.append(Problem(table.sheet.place(*at), str(problem)))
    titles = {fold(data.get(name) or "") for name in ("title_en", "title_fr")} - {""}
    if titles & known:
        words = _("An action with this title is there already: this row is left out.")
        proposal.notes.append((table.sheet.place(line), words))
        return
    known |= titles
    data = {column.name: data.get(column.name) or ACROSS.get(column.name, "") for column in COLUMNS}
    data["lineage"] = str(uuid.uuid5(uuid.NAMESPACE_URL, f"spreadsheet-upload:{upload.pk}:{line}"))
    form = ImportedActionForm(data, plan=plan, commitments=commitments)
    if form.is_valid() and not unread:
        proposal.actions.append((line, form))
    for name in form.errors.keys() - unread:
        place = table.sheet.place(line, table.columns.get(name))
        proposal.problems += [Problem(place, error) for error in form.errors[name]]


def _typed(cell, column, commitments):
    """What the form takes for a cell; Unreadable says what is wrong with it."""
    check(cell)
    if column.name == "commitments":
        return _numbers(cell, commitments)
    return str(choose(cell, column.choices)) if column.choices else cell.value.strip()


def _numbers(cell, commitments):
    """["1", "5"] of "1; 5", "1, 5", "1 and 5" or the commitments' short titles; what is none of them stays, to be refused."""
    if cell.kind == "number" and "." in cell.value or cell.kind == "date":
        raise Unreadable(
            _("The spreadsheet took this for one number or a date. Write the numbers like this: 1; 5")
        )
    by_title = {
        fold(getattr(commitment, f"short_title_{code}") or ""): str(number)
        for number, commitment in commitments.items()
        for code in ("en", "fr")
    }
    if number := by_title.get(fold(cell.value)):
        return [number]
    parts = re.split(r"[;,/\n]|\band\b|\bet\b|&", cell.value)
    found = [
        re.sub(r"\..*|^(no|nº|n°|#)\s*", "", part.strip(), flags=re.IGNORECASE)
        for part in parts
        if part.strip()
    ]
    return [by_title.get(fold(part), part) for part in found]


def apply(plan, upload, by, *, seen):
    """Add the actions, all or none; the Proposal as it stands now, where it is not the one that was `seen`."""
    with transaction.atomic():
        plan.hold()
        if not upload.is_waiting():
            return None
        proposal = propose(plan, upload)
        if proposal.mark != seen or not proposal.is_applicable:
            return proposal
        for _line, form in proposal.actions:
            plan.add_action(by, lineage=form.cleaned_data["lineage"], **form.answers())
        upload.settle(timezone.now())
    return None
