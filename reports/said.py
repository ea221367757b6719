"""What a report says, as plain JSON: so that what it said another time can be kept, and compared with now.

    {"words": {"overview": {"text_en", "text_fr"}, "3": {...}},
     "actions": {lineage: {"part": "3", "title_en", "title_fr", "outcome", "text_en", "text_fr"}},
     "indicators": {code: {"part": "indicators", "version": 1, "answer", "value": "12.5" or null, "note"}},
     "questions": {its words: {"part", "question_en", "question_fr", "text_en", "text_fr"}}}

The part is the key of the section where it stands (reports/outline.py).
"""

from .outline import INDICATORS, OVERVIEW
from .plain_facts import both, plain


def said_in(outline):
    """What the report of an outline says; no query."""
    commitments = outline.commitments
    return _said(
        outline.report,
        [part.section for part in commitments],
        [(part.key, update) for part in commitments for update in part.updates],
        [(part.key, reading) for part in outline.parts for reading in part.readings],
        [one.answer for part in outline.parts for one in part.questions if one.is_answered],
    )


def said_by(report):
    """The same of any report, read in five queries."""
    updates = report.updates.select_related("action").prefetch_related("action__commitments")
    return _said(
        report,
        report.sections.all(),
        [(_part_of(update), update) for update in updates],
        [
            (str(reading.indicator.commitment_id or INDICATORS), reading)
            for reading in report.readings.select_related("indicator", "version")
        ],
        report.answers.answered().select_related("question"),
    )


def _part_of(update):
    return str(min((commitment.number for commitment in update.action.commitments.all()), default=OVERVIEW))


def _said(report, sections, updates, readings, answers):
    return {
        "words": {
            OVERVIEW: _texts(report, "overview", "text"),
            **{str(section.commitment_id): _texts(section, "text") for section in sections},
        },
        "actions": {
            str(update.action.lineage): {
                "part": part,
                **_texts(update.action, "title"),
                "outcome": update.outcome,
                **_texts(update, "text"),
            }
            for part, update in updates
        },
        "indicators": {
            reading.indicator_id: {
                "part": part,
                "version": reading.version.number,
                "answer": reading.answer,
                "value": plain(reading.value),
                "note": reading.note,
            }
            for part, reading in readings
        },
        "questions": {
            # Each year has its own questions: by its words one is known again.
            f"{answer.question.text_en}\n{answer.question.text_fr}": {
                "part": answer.question.part,
                **_texts(answer.question, "text", "question"),
                **_texts(answer, "text"),
            }
            for answer in answers
        },
    }


def _texts(thing, field, name=None):
    return {f"{name or field}_{language}": text for language, text in both(thing, field).items()}
