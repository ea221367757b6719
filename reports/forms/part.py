"""What a town answers in one part of its report.

Answers may be saved unfinished: a form refuses what cannot be kept, reports/completeness.py says what is still missing.
Several people answer at once: coalition/shared_forms.py sees to it that nobody undoes what somebody else wrote.
"""

import hashlib

from .question import AnswerForm
from .reading import ReadingForm
from .stray import typed_astray
from .update import UpdateForm
from .words import WordsForm, texts


class PartForms:
    """The forms of one part of a report, read and checked together."""

    def __init__(self, report, part, last, data=None):
        self.report, self.part = report, part
        owner, field = (part.section, "text") if part.section else (report, "overview")
        self.words = None
        if part.section or not part.readings:
            is_carried = part.section is not None and part.section.is_carried
            carried = texts(last.sections.get(part.commitment.number), "text") if is_carried else None
            self.words = WordsForm(data, words=texts(owner, field), carried=carried)
        self.field = field
        self.updates = [UpdateForm(data, update=update) for update in part.updates]
        self.readings = [
            ReadingForm(data, reading=reading, census=report.municipality) for reading in part.readings
        ]
        self.questions = [AnswerForm(data, asked=asked) for asked in part.questions]
        self.stray = typed_astray(data, self.all) if data else []
        for form in self.all:
            form.remarks = None  # remarks.attach adds what colleagues write there

    @property
    def all(self):
        return [*([self.words] if self.words else []), *self.updates, *self.readings, *self.questions]

    @property
    def unconfirmed(self):
        """Of the actions, those of which nothing is said yet."""
        return [form for form in self.updates if not form.update.is_answered]

    @property
    def mark(self):
        """A digest of all that is stored in the part: it differs once anything is changed, by whatever road."""
        said = [f"{form.prefix} {form.initial['seen']}" for form in self.all]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()

    def one(self, prefix):
        """The form of that prefix, or None."""
        return next((form for form in self.all if form.prefix == prefix), None)

    def is_valid(self):
        # Each is checked, so that all that is wrong is said at once.
        return not [form for form in self.all if not form.is_valid()]

    def has_errors(self):
        return any(form.errors for form in self.all)

    def has_conflicts(self):
        return any(form.conflicts for form in self.all) or any(
            form.is_other_question for form in self.questions
        )

    def answers(self):
        """What ProgressReport.revise keeps."""
        words = self.words and self.words.given(self.field)
        if words and self.part.section:
            words["is_carried"] = self.words.is_still_carried()
        return {
            "words": words,
            "updates": [form.answer() for form in self.updates if form.changed],
            "readings": [form.answer_given() for form in self.readings if form.changed],
            "answers": [form.answer() for form in self.questions if form.changed],
        }
