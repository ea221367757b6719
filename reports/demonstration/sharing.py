"""How the people of a demonstration's town share its report out, and what they write to each other in it."""

from coalition.models import Comment

from .. import remarks
from ..access import get_part_of
from ..forms.part import PartForms
from ..last_year import LastYear
from ..models import Assignment


def happenings(town, calendar, users):
    if told := town.facts.get("sharing"):
        yield calendar.noon(told["on"], town.zone), share(town, calendar, told, users)


def share(town, calendar, told, users):
    def do(at):
        municipality = town.municipality
        report = municipality.reports.select_related("cycle", "municipality").get(cycle__year=calendar.year)
        people = {person.user_id: person for person in municipality.people.all()}
        invited = {each.email: each for each in municipality.invitations.waiting()}
        owners = {part: invited.get(who) or people[users[who].pk] for part, who in told["parts"].items()}
        Assignment.share_out(report, users[told["by"]], owners)
        report.assignments.update(assigned_at=at, told_at=at)
        for comment in told["comments"]:
            write(report, comment, users, town, at)
        for part, who in told["ready"].items():
            mark_ready(report, part, users[who])
        report.assignments.exclude(ready_at=None).update(ready_at=at)

    return do


def write(report, told, users, town, at):
    _outline, part = get_part_of(report, told["part"])
    by, place = users[told["by"]], place_of(part, told["at"], town)
    comment, _is_new = remarks.write(report, part, place, by, told["text"])
    Comment.objects.filter(pk=comment.pk).update(written_at=at)
    if told.get("settled"):
        remarks.settle(report, part, place, by, at)


def place_of(part, name, town):
    """The words of the part, or the action that the file calls so."""
    if name == "words":
        return name
    [action] = [action for action in town.facts["actions"] if action["key"] == name]
    titles = tuple(town.words("title", action["title"]).values())
    return next(
        f"update-{update.pk}"
        for update in part.updates
        if (update.action.title_en or "", update.action.title_fr or "") == titles
    )


def mark_ready(report, part, by):
    assignment = report.assignments.select_related("member").get(part=part)
    assignment.report = report
    _outline, found = get_part_of(report, part)
    assignment.mark_ready(by, PartForms(report, found, LastYear(report)).mark)
