"""The questions of a year as they stand in a report: what is asked, what was answered, what differs."""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from coalition.templatetags.coalition_tags import bilingual

from .models.question import Question, QuestionAnswer


@dataclass
class Asked:
    """A question with the town's answer, which is not written yet where nothing was said."""

    question: Question
    answer: QuestionAnswer

    @property
    def is_answered(self):
        return bool(self.answer.text_en or self.answer.text_fr)

    @property
    def is_missing(self):
        return self.question.is_required and not self.is_answered

    @property
    def wording(self):
        """By which last year's answer to the same question is found."""
        return self.question.text_en, self.question.text_fr

    @property
    def said(self):
        return self.answer.text_en or "", self.answer.text_fr or ""

    @property
    def anchor(self):
        return f"question-{self.question.pk}"


def asked_in(report, rows, key):
    """The questions of one part of the report."""
    return [
        Asked(question, rows.answers.get(question.pk) or QuestionAnswer(report=report, question=question))
        for question in rows.questions
        if question.part == key
    ]


def missing(part):
    """(what is missing, where) for the questions of a part that need an answer."""
    return [
        (
            mark_safe(
                escape(_("Answer the question “%(question)s”."))
                % {"question": bilingual(one.question, "text")}
            ),
            one.anchor,
        )
        for one in part.questions
        if one.is_missing
    ]


def answered(part):
    return [one for one in part.questions if one.is_answered]
