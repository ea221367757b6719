"""The texts of a report in the language ledger (coalition/ledger.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.ledger import Source, ledger_sources

from . import outline
from .models import ActionUpdate, ProgressReport, QuestionAnswer, ReportingCycle, ReportSection


class ReportTexts(Source):
    """Of the reports of an open year, and of those that were never accepted; `report` leads from a row to its report."""

    report = "report"

    @property
    def town(self):
        return self._of_report("municipality")

    def _of_report(self, name):
        return f"{self.report}__{name}" if self.report else name

    def rows(self):
        open_year = {self._of_report("cycle__status"): ReportingCycle.Status.OPEN}
        accepted = {self._of_report("status"): ProgressReport.Status.ACCEPTED}
        rows = self.model.objects.filter(**open_year) | self.model.objects.exclude(**accepted)
        return (
            rows.select_related(self._of_report("municipality"), self._of_report("cycle"))
            .prefetch_related(self._of_report("change_requests"))
            .order_by(self._of_report("cycle__year"), "pk")
        )

    def report_of(self, row):
        return row.report

    def key(self, row):
        """Of the part of the report it stands in."""
        raise NotImplementedError

    def place(self, row):
        report, key = self.report_of(row), self.key(row)
        title = _("Progress report of %(year)s") % {"year": report.cycle}
        name, args = ("report_section", [key]) if key.isdecimal() else ("report_overview", [])
        return title, reverse(name, args=[report.municipality.slug, report.cycle.year, *args])

    def why_closed(self, row):
        report = self.report_of(row)
        asked = [request for request in report.change_requests.all() if request.resolved_at is None]
        return "" if report.is_open_at(self.key(row), asked) else report.why_closed()

    def hold(self, row):
        ProgressReport.objects.select_for_update(no_key=True).get(pk=self.report_of(row).pk)

    def write(self, row, field, language, text, by):
        self.report_of(row).revise(self.key(row), words={f"{field}_{language}": text})


class OverviewTexts(ReportTexts):
    model, report = ProgressReport, ""

    def report_of(self, row):
        return row

    def key(self, row):
        return outline.OVERVIEW


class SectionTexts(ReportTexts):
    model = ReportSection

    def rows(self):
        return super().rows().select_related("commitment")

    def key(self, row):
        return str(row.commitment_id)

    def name(self, row, field):
        return str(row.commitment)


class UpdateTexts(ReportTexts):
    model = ActionUpdate

    def rows(self):
        rows = super().rows().select_related("action")
        return rows.prefetch_related("action__commitments")

    def key(self, row):
        # The first commitment that the action serves asks for it (outline.py).
        return str(min(commitment.number for commitment in row.action.commitments.all()))

    def name(self, row, field):
        return row.action.title

    def write(self, row, field, language, text, by):
        setattr(row, f"{field}_{language}", text)
        row.report.revise(self.key(row), updates=[row])


class AnswerTexts(ReportTexts):
    """What a town answered to the questions of the year."""

    model = QuestionAnswer

    def rows(self):
        return super().rows().select_related("question")

    def key(self, row):
        return row.question.part

    def name(self, row, field):
        return row.question.text

    def write(self, row, field, language, text, by):
        setattr(row, f"{field}_{language}", text)
        row.report.revise(self.key(row), answers=[row])


for order, source in enumerate([OverviewTexts(), SectionTexts(), UpdateTexts(), AnswerTexts()], start=20):
    ledger_sources.register(order=order)(source)
