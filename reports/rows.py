"""The rows that reports are made of, fetched for one report or for many with the same number of queries."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from commitments.models import Action, ActionPlan

from .models.change_request import ChangeRequest
from .models.guidance import Guidance
from .models.question import Question, QuestionAnswer
from .models.reading import IndicatorReading
from .models.section import ActionUpdate, ReportSection
from .past_readings import attach_past


@dataclass
class Rows:
    """What one report is made of; `questions` are those of its year, `answers` by question."""

    requests: list = field(default_factory=list)
    sections: list = field(default_factory=list)
    updates: list = field(default_factory=list)
    readings: list = field(default_factory=list)
    questions: list = field(default_factory=list)
    answers: dict = field(default_factory=dict)
    guidance: dict = field(default_factory=dict)


def rows_of(reports):
    """{report's key: Rows}"""
    found = {report.pk: Rows() for report in reports}
    own = {"report__in": found}
    for request in ChangeRequest.objects.filter(**own):
        found[request.report_id].requests.append(request)
    for section in ReportSection.objects.filter(**own).select_related("commitment__group"):
        found[section.report_id].sections.append(section)
    updates = ActionUpdate.objects.filter(**own).select_related("action", "previous__report__cycle")
    public = Action.objects.filter(
        plan__status=ActionPlan.Status.PUBLISHED,
        plan__municipality=OuterRef("report__municipality"),
        lineage=OuterRef("action__lineage"),
    )
    updates = updates.annotate(has_left_the_plan=~Exists(public))
    for update in updates.prefetch_related("action__commitments"):
        found[update.report_id].updates.append(update)
    for reading in IndicatorReading.objects.filter(**own).select_related("indicator", "version"):
        found[reading.report_id].readings.append(reading)
    attach_past((report, found[report.pk].readings) for report in reports)
    for answer in QuestionAnswer.objects.filter(**own):
        found[answer.report_id].answers[answer.question_id] = answer
    _share_what_is_of_the_year(reports, found)
    return found


def _share_what_is_of_the_year(reports, found):
    by_cycle = {}
    for report in reports:
        by_cycle.setdefault(report.cycle_id, []).append(found[report.pk])
    for question in Question.objects.filter(cycle__in=by_cycle):
        for rows in by_cycle[question.cycle_id]:
            rows.questions.append(question)
    for guidance in Guidance.objects.filter(cycle__in=by_cycle):
        for rows in by_cycle[guidance.cycle_id]:
            rows.guidance[guidance.part] = guidance
