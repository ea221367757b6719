"""What colleagues give a person to do or write to them: one message, after a quiet while, at most once a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coalition.models import Comment, OutgoingMessage
from municipalities.models import Role
from reports import remarks
from reports.access import get_part_of
from reports.models import Assignment
from reports.teamwork import LONGEST_WAIT, PAUSE, QUIET, tell_colleagues

from . import make

pytestmark = pytest.mark.usefixtures("reference")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def report(lakeside, lea):
    make.published_plan(lakeside, by=lea)
    return make.report(lakeside, by=lea)


@pytest.fixture
def give(report, lea):
    def give(person, *parts):
        owner = person and report.municipality.people.get(user=person)
        Assignment.share_out(report, lea, dict.fromkeys(parts, owner))

    return give


def write(report, by, text, part="1", ago=timedelta(0)):
    _outline, found = get_part_of(report, part)
    comment, _new = remarks.write(report, found, "words", by, text)
    Comment.objects.filter(pk=comment.pk).update(written_at=timezone.now() - ago)


def mails(person):
    return list(OutgoingMessage.objects.filter(category="teamwork", recipient=person).order_by("pk"))


def in_(time):
    return timezone.now() + time


def test_one_message_for_all_that_was_given(give, eli):
    give(eli, "1", "2")
    give(eli, "overview")
    assert tell_colleagues(in_(QUIET - MINUTE)) == 0
    assert tell_colleagues(in_(QUIET + MINUTE)) == 1
    assert tell_colleagues(in_(QUIET + MINUTE)) == 0
    [mail] = mails(eli)
    assert mail.subject.startswith("3 sections for you")
    for part in ("commitments/1/", "commitments/2/", "overview/"):
        assert part in mail.text and part in mail.html


def test_nothing_of_what_was_taken_back_or_given_to_oneself(give, eli, lea):
    give(eli, "1", "2")
    give(None, "1", "2")
    give(lea, "overview")
    assert tell_colleagues(in_(QUIET + MINUTE)) == 0


def test_it_passes_to_somebody_else(give, eli, report, lakeside):
    olga = make.user("Olga Ruiz", language="fr")
    make.member(lakeside, olga, Role.CONTRIBUTOR)
    give(eli, "1")
    give(olga, "1")
    tell_colleagues(in_(QUIET + MINUTE))
    assert not mails(eli)
    [mail] = mails(olga)
    assert "1 section pour vous" in mail.subject and "/fr/espace/" in mail.text and "/en/" not in mail.text


def test_comments_reach_the_owner_the_coordinators_and_whoever_is_called(
    give, report, lea, eli, vic, lakeside
):
    olga, anna = make.user("Olga Ruiz"), make.user("Anna Kim")
    for person in (olga, anna):
        make.member(lakeside, person, Role.CONTRIBUTOR)
    give(eli, "1")
    Assignment.objects.update(told_at=timezone.now())
    write(report, lea, "Is this still true? @Vic Osei knows.")
    write(report, anna, "I can look.")
    tell_colleagues(in_(QUIET + MINUTE))
    assert "I can look." in mails(eli)[0].text and "Is this still true" in mails(eli)[0].text
    assert "I can look." in mails(lea)[0].text and "Is this still true" not in mails(lea)[0].text
    assert "Is this still true" in mails(vic)[0].text and "I can look." not in mails(vic)[0].text
    assert not mails(olga) and not mails(anna)


def test_at_most_once_a_day_and_nothing_twice(give, report, lea, eli):
    give(eli, "1")
    write(report, lea, "First.")
    tell_colleagues(in_(QUIET + MINUTE))
    write(report, lea, "Second.")
    give(eli, "2")
    assert tell_colleagues(in_(2 * QUIET)) == 0
    tell_colleagues(in_(PAUSE + QUIET))
    first, second = mails(eli)
    assert "First." in first.text and "Second." not in first.text
    assert "Second." in second.text and "First." not in second.text and "commitments/2/" in second.text


def test_talk_without_end_is_told_all_the_same(report, give, lea, eli):
    give(eli, "1")
    Assignment.objects.update(told_at=timezone.now())
    write(report, lea, "Begun.", ago=LONGEST_WAIT + MINUTE)
    write(report, lea, "Still talking.")
    assert tell_colleagues(timezone.now()) == 1


def test_settled_submitted_or_gone_is_not_told(report, give, lea, eli):
    give(eli, "1")
    Assignment.objects.update(told_at=timezone.now())
    write(report, lea, "Hello?")
    late = in_(QUIET + MINUTE)
    type(report).objects.update(status="submitted")
    assert tell_colleagues(late) == 0
    type(report).objects.update(status="draft")
    Comment.objects.update(resolved_at=timezone.now())
    assert tell_colleagues(late) == 0
    Comment.objects.update(resolved_at=None)
    eli.roles.all().delete()
    assert tell_colleagues(late) == 0
    assert not OutgoingMessage.objects.filter(category="teamwork").exists()
