"""What a person is told of the work on a report: which parts are theirs, and what colleagues wrote there.

One message a day at most, after a quiet while in which parts may still change hands. Celery beat asks every quarter of
an hour; what was told is in the assignments and in the keys of the outbox, so a round that was missed is made up.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from coalition import outbox
from coalition.i18n import speaking
from coalition.models import Comment, OutgoingMessage
from municipalities.models import Role

from .models import Assignment, ProgressReport
from .outline import part_url, titles
from .remarks import called, part_of

QUIET = timedelta(minutes=20)  # nothing new for so long, or
LONGEST_WAIT = timedelta(hours=4)  # something has waited for so long
PAUSE = timedelta(hours=23)  # from one message to the next
LOOK_BACK = timedelta(days=7)


@dataclass
class News:
    """What one person has not been told of one report."""

    report: ProgressReport
    person: object
    assignments: list = field(default_factory=list)
    comments: list = field(default_factory=list)

    @property
    def instants(self):
        return [each.assigned_at for each in self.assignments] + [each.written_at for each in self.comments]

    def is_due(self, at):
        return max(self.instants) <= at - QUIET or min(self.instants) <= at - LONGEST_WAIT


def tell_colleagues(at):
    """Put into the outbox what is due; how many messages that were."""
    told = [news for news in gather(at) if news.is_due(at)]
    for news in told:
        _tell(news, at)
    return len(told)


def gather(at):
    """The News of everybody who has some and was told nothing within the day."""
    assignments, comments = _assignments(), _comments(at)
    reports = (
        ProgressReport.objects.filter(pk__in={*assignments, *comments}, status__in=ProgressReport.EDITABLE)
        .select_related("cycle", "municipality__province")
        .prefetch_related("municipality__people__user", "assignments__member")
        .order_by("pk")
    )
    last = _last_told([report.pk for report in reports])
    for report in reports:
        members = [member for member in report.municipality.people.all() if member.user.is_active]
        owners = {each.part: each.member for each in report.assignments.all()}
        for member in members:
            person = member.user
            sent_at, read_up_to = last.get((report.pk, person.pk), (None, None))
            if sent_at and at - sent_at < PAUSE:
                continue
            news = News(report, person)
            news.assignments = [each for each in assignments[report.pk] if each.member_id == member.pk]
            news.comments = [
                comment
                for comment in comments[report.pk]
                if comment.author_id != person.pk
                and (read_up_to is None or comment.written_at > read_up_to)
                and _concerns(comment, member, members, owners)
            ]
            if news.instants:
                yield news


def _assignments():
    found = defaultdict(list)
    for assignment in Assignment.objects.untold().select_related("assigned_by"):
        found[assignment.report_id].append(assignment)
    return found


def _comments(at):
    found = defaultdict(list)
    written = Comment.objects.filter(
        content_type=ContentType.objects.get_for_model(ProgressReport),
        is_internal=True,
        resolved_at=None,
        written_at__gt=at - LOOK_BACK,
    )
    for comment in written.select_related("author"):
        found[comment.object_id].append(comment)
    return found


def _concerns(comment, member, members, owners):
    """The part's owner, the coordinators, and whom the comment calls."""
    key, _place = part_of(comment)
    return (
        owners.get(key) == member
        or member.role == Role.COORDINATOR
        or member.user in called(comment.text, [each.user for each in members])
    )


def _last_told(reports):
    """{(report's key, person's key): (when the last message was written, up to which instant it told)}"""
    last = {}
    for report in reports:
        mails = OutgoingMessage.objects.filter(key__startswith=f"{_prefix(report)}:")
        for key, created_at in mails.order_by("pk").values_list("key", "created_at"):
            _kind, report_key, person, stamp = key.split(":", 3)
            last[int(report_key), int(person)] = created_at, datetime.fromisoformat(stamp)
    return last


def _prefix(report_key):
    return f"report_teamwork:{report_key}"


@transaction.atomic
def _tell(news, at):
    report, person, named = news.report, news.person, titles()
    with speaking(person):  # also the addresses
        context = {
            "report": report,
            "municipality": report.municipality,
            "parts": [(named[each.part], part_url(report, each.part)) for each in news.assignments],
            "comments": [
                (named[key], part_url(report, key), comment)
                for comment in news.comments
                for key in [part_of(comment)[0]]
            ],
        }
        message = outbox.compose(
            key=f"{_prefix(report.pk)}:{person.pk}:{max(news.instants).isoformat()}",
            category="teamwork",
            to=person,
            template="report_teamwork",
            context=context,
        )
    outbox.put([message])
    Assignment.objects.filter(pk__in=[each.pk for each in news.assignments]).update(told_at=at)
