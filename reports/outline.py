"""A report read whole: its parts in the order of the page, with what is in each and whether it may be changed.

The town's task list, the check before submission, the completeness and the review all stand on it.
"""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.models import CommonCommitment

from .questions import asked_in
from .rows import rows_of

OVERVIEW, INDICATORS = "overview", "indicators"


TITLES = {
    OVERVIEW: gettext_lazy("The year in short"),
    INDICATORS: gettext_lazy("Indicators across all commitments"),
}


def titles():
    """{key: title} of every part a report can have; said in the language of whoever reads it."""
    return {**TITLES, **{str(commitment.number): commitment for commitment in CommonCommitment.objects.all()}}


def part_url(report, key):
    """Where the part is answered."""
    town_and_year = [report.municipality.slug, report.cycle.year]
    if key in TITLES:
        return reverse(f"report_{key}", args=town_and_year)
    return reverse("report_section", args=[*town_and_year, key])


def short_title(key):
    """The same in few words, without asking for the commitments' names."""
    return TITLES.get(key) or _("Commitment %(number)s") % {"number": key}


@dataclass
class Part:
    """A page of the report. `key` is what a change request names: "overview", a commitment's number, "indicators"."""

    key: str
    title: str
    url: str
    is_needed: bool = True
    is_open: bool = False
    commitment: CommonCommitment | None = None
    section: object = None
    updates: list = field(default_factory=list)
    # Updates asked in another part, since their action serves several commitments.
    elsewhere: list = field(default_factory=list)
    readings: list = field(default_factory=list)
    questions: list = field(default_factory=list)  # of the year (questions.py)
    guidance: object = None
    requests: list = field(default_factory=list)  # change requests not yet answered


class Outline:
    def __init__(self, report, rows=None):
        """`rows` are those of the report where they are at hand (rows.py)."""
        self.report = report
        self.rows = rows or rows_of([report])[report.pk]
        self.ever_asked = self.rows.requests
        self.requests = [request for request in self.ever_asked if request.resolved_at is None]
        self.newest_round = self.requests or self._answered_by_this_submission(self.ever_asked)
        self.overview = self._part(OVERVIEW)
        self.commitments = [self._commitment_part(section) for section in self.rows.sections]
        self.indicators = self._part(INDICATORS)
        self._place(self.rows.updates, self.rows.readings)
        if not self.indicators.readings:
            self.indicators.is_needed = False

    @property
    def parts(self):
        """Every page of the report, also those that need no answer."""
        return [self.overview, *self.commitments, *([self.indicators] if self.indicators.readings else [])]

    @property
    def priorities(self):
        return [part for part in self.commitments if part.is_needed]

    @property
    def others(self):
        return [part for part in self.commitments if not part.is_needed]

    def part(self, key):
        """The part of that key, or None."""
        return next((part for part in self.parts if part.key == str(key)), None)

    def _answered_by_this_submission(self, ever_asked):
        """What was asked before the report was submitted again; nothing of earlier rounds or revisions."""
        if self.report.status != "submitted":
            return []
        since = self.report.submitted_at
        return [request for request in ever_asked if request.resolved_at and request.resolved_at >= since]

    def _part(self, key, **facts):
        report = self.report
        requests = [request for request in self.requests if request.section == key]
        return Part(
            key=key,
            title=str(facts.get("commitment") or TITLES[key]),
            url=part_url(report, key),
            is_open=report.is_open_at(key, self.requests),
            requests=requests,
            questions=asked_in(report, self.rows, key),
            guidance=self.rows.guidance.get(key),
            **facts,
        )

    def _commitment_part(self, section):
        return self._part(
            str(section.commitment_id),
            is_needed=section.is_priority,
            commitment=section.commitment,
            section=section,
        )

    def _place(self, updates, readings):
        by_number = {part.commitment.number: part for part in self.commitments}
        for update in updates:
            numbers = sorted(c.number for c in update.action.commitments.all() if c.number in by_number)
            for position, number in enumerate(numbers):
                part = by_number[number]
                (part.elsewhere if position else part.updates).append(update)
                # What is asked at one commitment may have to be answered where its action is.
                if position and part.requests and self.report.status == "returned":
                    by_number[numbers[0]].is_open = True
                # What was asked once must be answered even if the plan has since lost it.
                part.is_needed = part.is_needed or position == 0
        for reading in readings:
            part = by_number.get(reading.indicator.commitment_id, self.indicators)
            part.readings.append(reading)
