"""What a workbook that came back would change: every difference, every mistake, and what others changed meanwhile.

The forms of the report's pages are the judges: what they refuse there they refuse here, in the same words. It is worked
out anew at every look, and under the lock of the report before it is written: `mark` tells whether it is still what the
person saw.
"""

import hashlib
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.accounts import acts_for_secretariat
from coalition.models import Event
from coalition.shared_forms import CHANGED_MEANWHILE
from coalition.spreadsheets.book import Problem
from coalition.spreadsheets.cells import YES

from ..forms.part import PartForms
from ..last_year import LastYear
from ..outline import Outline
from .reading import read
from .rows import rows_of


@dataclass(frozen=True)
class Change:
    """An answer that would be another one. `before` is what is stored now."""

    key: str
    part: str
    about: str
    label: str
    before: str
    after: str
    language: str


@dataclass
class Proposal:
    changes: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)  # Changes of what somebody else changed since the download
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    answers: dict = field(default_factory=dict)  # {part's key: what ProgressReport.revise takes}

    @property
    def is_applicable(self):
        return not self.problems and bool(self.changes or self.conflicts)

    @property
    def mark(self):
        """The same as long as it says the same."""
        said = [[repr(one) for one in these] for these in (self.changes, self.conflicts, self.problems)]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def propose(report, upload, chosen=()):
    """The Proposal of an upload. Of the conflicts those `chosen` by key are answered as the workbook says."""
    outline, last = Outline(report), LastYear(report)
    found = read(upload.book, report, rows_of(report, outline, last), upload.language)
    proposal = Proposal(problems=found.problems, notes=found.notes)
    for part in outline.parts:
        if data := found.data.get(part.key):
            _judge_part(proposal, report, part, last, data, found.places, chosen)
    return proposal


def _judge_part(proposal, report, part, last, data, places, chosen):
    if asked := _settled(report, part, last, data, chosen):
        data = {**data, **asked}
    forms = PartForms(report, part, last, data)
    forms.is_valid()
    before = len(proposal.changes), len(proposal.conflicts)
    for form in forms.all:
        _judge_form(proposal, part, form, places)
    is_changed = before != (len(proposal.changes), len(proposal.conflicts))
    if not is_changed:
        return
    if part.is_open:
        proposal.answers[part.key] = forms
        return
    words = _("“%(part)s” cannot be changed now, and the workbook says something else there.")
    proposal.problems.append(Problem(part.title, words % {"part": part.title}))


def _settled(report, part, last, data, chosen):
    """What the forms take for having been seen, where the person chose the workbook's answer."""
    chosen = {key for key in chosen if key.startswith(f"{part.key}/")}
    if not chosen:
        return {}
    settled = {}
    for form in PartForms(report, part, last).all:
        name, shown = form.add_prefix("seen"), data.get(form.add_prefix("seen"), "")
        kept = [pair for pair in shown.split(" ") if _key(part, form, pair.partition(":")[0]) not in chosen]
        now = [f"{unit}:{mark}" for unit, mark in form.marks.items() if _key(part, form, unit) in chosen]
        settled[name] = " ".join([*kept, *now])
    return settled


def _judge_form(proposal, part, form, places):
    for name, errors in form.errors.items():
        place = places.get((part.key, form.add_prefix(name)))
        place = place or places.get((part.key, form.add_prefix(""))) or part.title
        wrong = [Problem(place, error) for error in errors if error != CHANGED_MEANWHILE]
        proposal.problems += wrong
    in_conflict = {conflict.field.name for conflict in form.conflicts}
    for unit, names in form.units.items():
        if names[0] in in_conflict:
            told = next(one for one in form.conflicts if one.field.name == names[0])
            proposal.conflicts.append(_change(part, form, unit, told.stored, told.typed))
        elif names[0] in form.changed:
            proposal.changes.append(_change(part, form, unit, form.say_stored(unit), form.say_typed(unit)))
    if getattr(form, "is_confirmed", False) and not form.errors:
        proposal.changes.append(_change(part, form, "still_holds", "", str(YES)))


def _key(part, form, unit):
    return f"{part.key}/{form.add_prefix(unit)}"


def _change(part, form, unit, before, after):
    name = form.units.get(unit, [unit])[0]
    return Change(
        key=_key(part, form, unit),
        part=part.title,
        about=str(getattr(form, "about", "")),
        label=str(form.fields[name].label),
        before=before,
        after=after,
        language=form.language_of(unit),
    )


def apply(report, upload, by, *, seen, chosen=()):
    """Write what the person saw, all of it or nothing; the Proposal as it stands now, where it is another one.

    `seen` is the mark of the proposal that the page showed.
    """
    with report.held():
        if not upload.is_waiting():
            return None
        proposal = propose(report, upload)
        if proposal.mark != seen or not proposal.is_applicable:
            return proposal
        if chosen:
            proposal = propose(report, upload, chosen)
        for key, forms in proposal.answers.items():
            answers = forms.answers()
            if any(answers.values()):
                report.revise(key, **answers)
        upload.settle(timezone.now())
        Event.record(report, "take_workbook", by, note=upload.name, is_on_behalf=acts_for_secretariat(by))
    return None
