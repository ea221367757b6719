"""What the secretariat of the demonstration asks and explains in the open year, and who asks it for more time."""

import tomllib
from datetime import timedelta

from ..deadlines import end_of_day, secretariat_zone
from ..models import Extension, Guidance, Question, QuestionAnswer
from .towns import FOLDER

FILE = FOLDER / "office" / "year.toml"
LANGUAGES = ("en", "fr")


def read():
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def prepare(cycle, by):
    """The questions and the guidance, before the year opens."""
    told = read()
    for question in told["questions"]:
        words = {f"{field}_{code}": question[field][code] for field in ("text", "hint") for code in LANGUAGES}
        required = question.get("is_required", False)
        Question.add(cycle, by, commitment_id=question.get("commitment"), is_required=required, **words)
    texts = {
        one["part"]: {f"text_{code}": one[code].strip() for code in LANGUAGES} for one in told["guidance"]
    }
    Guidance.explain(cycle, by, texts)


def answers(report, town, told):
    """The answers to questions of the year that a report's file tells, by the key of the question."""
    keys = {question["text"]["en"]: question["key"] for question in read()["questions"]}
    found = []
    for question in report.cycle.questions.all():
        if said := told.get(keys.get(question.text_en)):
            found.append(QuestionAnswer(report=report, question=question, **town.words("text", said)))
    return found


def happenings(town, calendar, secretariat):
    """More time asked for by the town and, where the file says so, given."""
    if told := town.facts.get("extension"):
        yield calendar.noon(told["asked"], town.zone), asker(town, told)
        if "granted" in told:
            yield calendar.noon(told["granted"], town.zone), granter(town, told, secretariat)


def asker(town, told):
    def ask(at):
        report = town.municipality.reports.select_related("cycle").latest("cycle__year")
        report.municipality = town.municipality
        until = days_later(report.cycle.due_at, told["days"])
        extension = Extension.ask(report, town.coordinator, until=until, reason=told["reason"])
        Extension.objects.filter(pk=extension.pk).update(asked_at=at)

    return ask


def granter(town, told, secretariat):
    def grant(at):
        extension = Extension.objects.select_related("report__cycle", "report__municipality").get(
            report__municipality=town.municipality
        )
        until = days_later(extension.report.cycle.due_at, told["given"])
        extension.grant(secretariat, until=until, answer=told["answer"])
        Extension.objects.filter(pk=extension.pk).update(decided_at=at)
        type(extension.report).objects.filter(pk=extension.report_id).update(extended_at=at)

    return grant


def days_later(instant, days):
    return end_of_day(instant.astimezone(secretariat_zone()).date() + timedelta(days=days))
