"""The sheets of the workbook, one line for each column.

A column shows something of its row (`shows`, called with a Row of rows.py) or takes an answer: then `field` is the
name of the form's field (reports/forms/), which says which words it may hold, and what is wrong with it. To ask for
another answer in the workbook, give it a field in the form and a line here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    name: str
    title: str
    width: int = 20  # characters
    shows: Callable | None = None
    field: str = ""
    is_number: bool = False
    is_hidden: bool = False

    @property
    def is_answer(self):
        return bool(self.field)


@dataclass(frozen=True)
class Sheet:
    kind: str  # of its rows
    title: str  # at most 31 characters in both languages
    columns: tuple
    frozen: int  # columns that stay in sight

    @property
    def answers(self):
        return [column for column in self.columns if column.is_answer]


KEY, SEEN = "key", "seen"
# By these a workbook that comes back knows its rows, and what it showed. They stand last: frozen columns come first.
MARKS = (
    Column(KEY, _("Key: please leave it as it is"), 12, lambda row: row.key, is_hidden=True),
    Column(SEEN, _("What was shown: please leave it as it is"), 12, lambda row: row.seen, is_hidden=True),
)

OVERVIEW = Sheet(
    "overview",
    _("The year in short"),
    (
        Column("part", _("Part of the report"), 24, lambda row: row.part.title),
        Column("asked", _("What the secretariat asks"), 30, lambda row: row.asked),
        Column("before_en", _("Last year, in English"), 40, lambda row: row.words_before("en")),
        Column("before_fr", _("Last year, in French"), 40, lambda row: row.words_before("fr")),
        Column("words_en", _("The year in short, in English"), 60, field="words_en"),
        Column("words_fr", _("The year in short, in French"), 60, field="words_fr"),
        *MARKS,
    ),
    frozen=1,
)
COMMITMENTS = Sheet(
    "section",
    _("Commitments"),
    (
        Column("number", _("Number"), 9, lambda row: row.part.commitment.number),
        Column("commitment", _("Commitment"), 30, lambda row: row.commitment),
        Column("needed", _("Is an answer needed?"), 14, lambda row: row.needed),
        Column("asked", _("What the secretariat asks"), 30, lambda row: row.asked),
        Column("before_en", _("Last year, in English"), 40, lambda row: row.words_before("en")),
        Column("before_fr", _("Last year, in French"), 40, lambda row: row.words_before("fr")),
        Column("words_en", _("What happened this year, in English"), 60, field="words_en"),
        Column("words_fr", _("What happened this year, in French"), 60, field="words_fr"),
        Column("still_holds", _("These words still hold for this year"), 18, field="still_holds"),
        *MARKS,
    ),
    frozen=2,
)
ACTIONS = Sheet(
    "action",
    _("Actions"),
    (
        Column("title", _("Action"), 40, lambda row: row.title),
        Column("commitments", _("Commitments"), 14, lambda row: row.served),
        Column("due_on", _("Due on"), 12, lambda row: row.form.update.action.due_on),
        Column("outcome_before", _("What became of it last year"), 16, lambda row: row.outcome_before),
        Column("before", _("What was said last year"), 40, lambda row: row.update_before),
        Column("outcome", _("What became of it?"), 16, field="outcome"),
        Column("text_en", _("In a few words, in English"), 50, field="text_en"),
        Column("text_fr", _("In a few words, in French"), 50, field="text_fr"),
        *MARKS,
    ),
    frozen=1,
)
INDICATORS = Sheet(
    "indicator",
    _("Indicators"),
    (
        Column("code", _("Code"), 9, lambda row: row.version.indicator_id),
        Column("indicator", _("Indicator"), 36, lambda row: row.version.name),
        Column("commitment", _("Commitment"), 24, lambda row: row.commitment),
        Column("unit", _("Unit"), 16, lambda row: row.version.unit),
        Column("definition", _("Definition"), 50, lambda row: row.version.definition),
        Column("before", _("The year before"), 16, lambda row: row.figure_before),
        Column("answer", _("Answer"), 16, field="answer"),
        Column("first", _("What the first number is"), 28, lambda row: row.version.numerator_label),
        Column("numerator", _("First number"), 12, field="numerator", is_number=True),
        Column("second", _("What the second number is"), 28, lambda row: row.version.denominator_label),
        Column("denominator", _("Second number"), 12, field="denominator", is_number=True),
        Column("third", _("What it is compared with"), 28, lambda row: row.version.comparison_label),
        Column("comparison", _("Share it is compared with"), 12, field="comparison", is_number=True),
        Column("value", _("Value, or the result alone"), 12, field="value", is_number=True),
        Column("is_small", _("Fewer than 10 people: do not publish"), 16, field="is_small"),
        Column("note", _("Note"), 50, field="note"),
        Column("response_rate", _("Response rate, in %"), 12, field="response_rate", is_number=True),
        Column("served_by", _("Served by"), 20, field="served_by"),
        Column("period", _("Reference period"), 16, field="period"),
        Column("source", _("Source of the data"), 24, field="source"),
        Column("confidence", _("How sure the figure is"), 24, field="confidence"),
        *MARKS,
    ),
    frozen=2,
)
QUESTIONS = Sheet(
    "question",
    _("Questions of the year"),
    (
        Column("part", _("Part of the report"), 24, lambda row: row.part.title),
        Column("question", _("Question"), 50, lambda row: row.question),
        Column("needed", _("Is an answer needed?"), 14, lambda row: row.is_needed),
        Column("text_en", _("Your answer, in English"), 60, field="text_en"),
        Column("text_fr", _("Your answer, in French"), 60, field="text_fr"),
        *MARKS,
    ),
    frozen=2,
)
SHEETS = (OVERVIEW, COMMITMENTS, ACTIONS, INDICATORS, QUESTIONS)
