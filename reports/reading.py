"""An accepted report as it reads in one language: what the public page and the PDF both say.

Built from a snapshot's data only (freezing.py), in the active language.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import get_language

from coalition import ring as rings

from .frozen_words import Words, best
from .indicator_lines import IndicatorGroup, indicator_groups
from .models.section import ActionUpdate

FURTHEST_FIRST = ["done", "updated", "unchanged", "dropped"]
NO_COUNCIL = {"on": None, "resolution": ""}  # what snapshots of schema 1 say of it


@dataclass(frozen=True)
class ActionLine:
    lineage: str
    title: Words
    description: Words
    text: Words
    lead: str
    starts_on: date | None
    due_on: date | None
    commitments: list[int]
    outcome: str
    outcome_name: str
    previous_outcome_name: str
    evidence: list  # documents, where the reader is shown any


@dataclass(frozen=True)
class QuestionLine:
    """A question that was asked of every town in this year only, and what this one answered."""

    text: str
    answer: Words


@dataclass(frozen=True)
class SectionLines:
    """One commitment. `actions` are told here; `elsewhere` are told under another commitment they also serve."""

    number: int
    title: str
    short_title: str
    is_priority: bool
    state: int
    state_name: str
    text: Words
    actions: list[ActionLine]
    elsewhere: list[ActionLine]
    questions: list[QuestionLine]

    @property
    def count(self):
        return len(self.actions) + len(self.elsewhere)

    @property
    def is_silent(self):
        return not (self.text or self.count or self.questions)


@dataclass(frozen=True)
class Reading:
    town: str
    slug: str
    province: str
    population: int | None
    population_year: int | None
    year: int
    year_before: int | None
    revision: int
    is_invented: bool
    submitted_on: date | None
    accepted_on: date
    plan_adopted_on: date | None
    declaration_signed_on: date | None
    signatory_name: str
    signatory_title: str
    council_on: date | None
    council_resolution: str
    overview: Words
    questions: list[QuestionLine]  # about the whole year
    ring: str
    sections: list[SectionLines]
    other_actions: list[ActionLine]
    indicators: list[IndicatorGroup]
    unanswered: int
    # The language the town wrote in, where it is only the one that is not the reader's: said once, at the top.
    only_in: str

    @property
    def actions(self):
        """Every action once, in the order of the report."""
        return [line for section in self.sections for line in section.actions] + self.other_actions

    @property
    def outcomes(self):
        """(outcome, the actions of which that became), the furthest along first; what nobody said is left out."""
        found = [
            (outcome, [line for line in self.actions if line.outcome == outcome])
            for outcome in FURTHEST_FIRST
        ]
        return [(outcome, lines) for outcome, lines in found if lines]

    @property
    def told(self):
        return [section for section in self.sections if not section.is_silent]

    @property
    def has_withheld(self):
        return any(line.is_withheld for group in self.indicators for line in group.lines)

    @property
    def silent(self):
        return [section for section in self.sections if section.is_silent]


def no_evidence(numbers):
    return []


def read(data, show=no_evidence):
    """The Reading of a snapshot's data in the active language; `show` finds documents by their numbers."""
    municipality = data["municipality"]
    actions = {action["lineage"]: action_line(action, show) for action in data["actions"]}
    council = data.get("council", NO_COUNCIL)
    sections, placed = [], set()
    for commitment in data["commitments"]:
        questions = question_lines(data, commitment["number"])
        sections.append(section_lines(commitment, actions, placed, data["ring"], questions))
        placed.update(commitment["actions"])
    return Reading(
        town=best(municipality["name"]).text,
        slug=municipality["slug"],
        province=best(municipality["province"]["name"]).text,
        population=municipality["population"],
        population_year=municipality["population_year"],
        year=data["year"],
        year_before=next((line["previous"]["year"] for line in data["indicators"] if line["previous"]), None),
        revision=data["revision"],
        is_invented=municipality["is_invented"],
        submitted_on=day_of(data["submitted_at"], municipality["time_zone"]),
        accepted_on=day_of(data["accepted_at"], municipality["time_zone"]),
        plan_adopted_on=day(data["plan_adopted_on"]),
        declaration_signed_on=day(data["declaration_signed_on"]),
        signatory_name=data["signatory"]["name"],
        signatory_title=data["signatory"]["title"],
        council_on=day(council["on"]),
        council_resolution=council["resolution"],
        overview=best(data["overview"], data.get("overview_versions")),
        questions=question_lines(data, None),
        ring=data["ring"],
        sections=sections,
        other_actions=[line for lineage, line in actions.items() if lineage not in placed],
        indicators=indicator_groups(data),
        only_in="" if get_language() in data["languages"] else "".join(data["languages"]),
        unanswered=sum(line["answer"] == "unanswered" for line in data["indicators"]),
    )


def day(text):
    return date.fromisoformat(text) if text else None


def day_of(instant, zone):
    """The day it was in the town."""
    return datetime.fromisoformat(instant).astimezone(ZoneInfo(zone)).date() if instant else None


def action_line(action, show):
    outcomes = dict(ActionUpdate.Outcome.choices)
    return ActionLine(
        lineage=action["lineage"],
        title=best(action["title"], action.get("title_versions")),
        description=best(action["description"], action.get("description_versions")),
        text=best(action["text"], action.get("text_versions")),
        lead=action["lead"],
        starts_on=day(action["starts_on"]),
        due_on=day(action["due_on"]),
        commitments=action["commitments"],
        outcome=action["outcome"],
        outcome_name=str(outcomes[action["outcome"]]),
        previous_outcome_name=str(outcomes.get(action["previous_outcome"], "")),
        evidence=show(action.get("evidence", [])),
    )


def question_lines(data, number):
    """Those of one commitment, or of none; the oldest snapshots have no questions."""
    return [
        QuestionLine(best(line["text"]).text, best(line["answer"], line.get("answer_versions")))
        for line in data.get("questions", [])
        if line["commitment"] == number
    ]


def section_lines(commitment, actions, placed, ring, questions):
    number = commitment["number"]
    state = rings.states(ring)[number - 1]
    return SectionLines(
        number=number,
        title=best(commitment["title"]).text,
        short_title=best(commitment["short_title"]).text,
        is_priority=commitment["is_priority"],
        state=state,
        state_name=capfirst(str(rings.STATE_NAMES[state])),
        text=best(commitment["text"], commitment.get("text_versions")),
        actions=[actions[lineage] for lineage in commitment["actions"] if lineage not in placed],
        elsewhere=[actions[lineage] for lineage in commitment["actions"] if lineage in placed],
        questions=questions,
    )
