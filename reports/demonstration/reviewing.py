"""What towns and the secretariat write to each other about a report, who reads it, and what comes back."""

from coalition.models import Comment

from .. import conversation, reviewing
from ..models import ProgressReport
from ..outline import Outline
from .reporting import get_report


def happenings(town, calendar, users):
    """(instant, what to do) for the rounds of one town's reports."""
    for told in town.facts.get("years", []):
        for line in told.get("messages", []):
            yield calendar.noon(line["on"], town.zone), message(town, calendar, told, line, users[line["by"]])
        if "reviewer" in told:
            person = users[told["reviewer"]["who"]]
            yield calendar.noon(told["reviewer"]["on"], town.zone), take(town, calendar, told, person)
        if "resubmitted" in told:
            yield calendar.noon(told["resubmitted"], town.zone), submit_again(town, calendar, told)


def message(town, calendar, told, line, by):
    def write(at):
        report = get_report(town, calendar, told)
        comment = conversation.write(report, Outline(report).part(line["part"]), by, line["text"])
        # Nobody is signed in here, so no second factor was proved that would tell.
        Comment.objects.filter(pk=comment.pk).update(written_at=at, is_of_secretariat=by.is_secretariat)

    return write


def take(town, calendar, told, person):
    def assign(at):
        reviewing.assign(get_report(town, calendar, told), person, person, read="")

    return assign


def submit_again(town, calendar, told):
    """Answer what was asked, change the words that the file tells, and submit."""

    def submit(at):
        report = get_report(town, calendar, told)
        for asked in report.change_requests.all():
            asked.report = report
            reply = told["replies"][asked.section]
            if words := reply.get("words"):
                report.revise(asked.section, words={**town.words("text", words), "is_carried": False})
            asked.give_answer(town.coordinator, reply=reply["is"], answer=reply.get("answer", ""))
        report.change_requests.update(answered_at=at)
        report.submit(town.coordinator, name=report.signed_name, title=report.signed_title)
        report.change_requests.update(resolved_at=at)
        ProgressReport.objects.filter(pk=report.pk).update(submitted_at=at)

    return submit
