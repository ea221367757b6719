"""The rows of a report's workbook: each is one form of the report's pages, with what stands beside it there."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coalition.templatetags.coalition_tags import in_language
from commitments.units import Kind

from ..forms.part import PartForms
from ..forms.words import texts
from ..models import IndicatorReading

VERSION = 1  # of the sheets and keys
KEY = re.compile(r"w(\d{1,3}) (R-\d{4}-\d+) ([a-z]+) ([0-9A-Za-z-]+)")


@dataclass(frozen=True)
class Row:
    kind: str
    name: str  # among those of its kind, the same for ever
    report: object
    part: object
    form: object  # of reports/forms/
    last: object

    @property
    def key(self):
        return f"w{VERSION} {number(self.report)} {self.kind} {self.name}"

    @property
    def seen(self):
        return self.form.initial["seen"]

    @property
    def asked(self):
        return "\n".join(request.text for request in self.part.requests)

    @property
    def needed(self):
        return _("Yes") if self.part.is_needed else _("No")

    @property
    def commitment(self):
        return str(self.part.commitment or "")

    def words_before(self, language):
        if self.part.section:
            return texts(self.last.sections.get(self.part.commitment.number), "text")[language == "fr"]
        return texts(self.last.report, "overview")[language == "fr"]

    @property
    def title(self):
        return in_language(self.form.update.action, "title")

    @property
    def served(self):
        return ", ".join(
            str(number) for number in sorted(c.number for c in self.form.update.action.commitments.all())
        )

    @property
    def outcome_before(self):
        before = self.form.update.previous
        return before.get_outcome_display() if before else ""

    @property
    def update_before(self):
        before = self.form.update.previous
        return in_language(before, "text") if before else ""

    @property
    def version(self):
        return self.form.reading.version

    @property
    def figure_before(self):
        """The newest answer of an earlier year, with its year."""
        past = self.form.reading.past
        return f"{past[0].year}: {past[0].said}" if past else ""

    def is_in_percent(self, field):
        """Whether a cell formatted as a percentage, which holds 0.25 and shows 25 %, means 25."""
        if self.kind != "indicator":
            return False
        if field == "response_rate" or self.version.kind == Kind.GAP and field in IndicatorReading.PARTS:
            return True
        return field == "comparison" or field == "value" and self.version.kind in {Kind.SHARE, Kind.GAP}

    @property
    def question(self):
        return in_language(self.form.asked.question, "text")

    @property
    def is_needed(self):
        return _("Yes") if self.form.asked.question.is_required else _("No")


def number(report):
    """Its receipt number, the same for all its revisions."""
    return report.number.partition(".")[0]


def rows_of(report, outline, last):
    """Every Row of the report, in the order of its pages."""
    return [row for part in outline.parts for row in _of_part(report, part, last)]


def _of_part(report, part, last):
    forms = PartForms(report, part, last)
    if forms.words:
        kind, name = ("section", part.key) if part.section else ("overview", "words")
        yield Row(kind, name, report, part, forms.words, last)
    for form in forms.updates:
        yield Row("action", str(form.update.action.lineage), report, part, form, last)
    for form in forms.readings:
        yield Row("indicator", form.reading.indicator_id, report, part, form, last)
    for form in forms.questions:
        yield Row("question", str(form.asked.question.pk), report, part, form, last)
