"""Decisions on a report at the same moment: one of them counts, and everybody is told once."""

import threading

import pytest
from django.db import connections
from django.test import Client

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from reports import conversation, reviewing
from reports.models import ProgressReport
from reports.outline import Outline

from . import make
from .test_report_races import LONG, Deed, copy
from .test_review import address, in_days, read

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def at_once(*deeds):
    """Do all of them at the same moment; what each of them answered, or the WrongState it met."""
    together, found = threading.Barrier(len(deeds)), [None] * len(deeds)

    def one(number, do):
        together.wait(LONG)
        try:
            found[number] = do()
        except WrongState as problem:
            found[number] = problem

    for deed in [Deed(lambda number=number, do=do: one(number, do)) for number, do in enumerate(deeds)]:
        deed.end()
    return found


def test_of_twenty_acceptances_at_once_one_counts(filed, lea, sam):
    marc = make.user("Marc", language="fr")
    make.member(filed.municipality, marc)
    data = read(filed) | {"thanks_en": "Well done."}

    def click():
        client = Client()
        client.force_login(sam)
        try:
            return client.post(address("accept_report", filed), data).status_code
        finally:
            connections.close_all()

    assert at_once(*[click] * 20) == [302] * 20
    assert filed.snapshots.count() == 1
    assert Event.objects.about(filed).filter(action="accept").count() == 1
    mails = OutgoingMessage.objects.filter(key__startswith=f"report-{filed.pk}-accept-")
    assert sorted(mail.recipient.name for mail in mails) == ["Lea Tran", "Marc"]
    assert all("Well done." in mail.text for mail in mails)


@pytest.mark.parametrize("round_", range(3))
def test_of_an_acceptance_and_a_return_one_counts(filed, lea, sam, round_):
    colleague, stamp = make.user("Colleague", is_secretariat=True), filed.stamp
    at_once(
        lambda: copy(filed).accept(sam, read=stamp),
        lambda: copy(filed).send_back(colleague, {"1": "More."}, in_days(4), read=stamp),
        lambda: copy(filed).submit(lea, name="Marie Roy", title="Mayor"),
        lambda: copy(filed).correct(lea, "A wrong number."),
    )
    filed.refresh_from_db()
    actions = [event.action for event in Event.objects.about(filed)]
    # Whatever came first, the trail is one that the states allow, and nothing is both accepted and asked about.
    assert tuple(actions[2:]) in {
        ("accept",),
        ("accept", "correct"),
        ("accept", "correct", "submit"),
        ("return",),
        ("return", "submit"),
    }
    assert filed.snapshots.count() == actions.count("accept")
    assert filed.change_requests.exists() == ("return" in actions)
    assert filed.submissions.count() == actions.count("submit")
    numbers = {(each.revision, each.round) for each in filed.submissions.all()}
    assert len(numbers) == actions.count("submit")


def test_a_decision_while_the_report_comes_again_is_refused(filed, lea, sam):
    """Sam read the first submission; it is returned and submitted again while he clicks."""
    colleague, stamp = make.user("Colleague", is_secretariat=True), filed.stamp
    filed.send_back(colleague, {"1": "More."}, in_days(4))

    again, accepted = at_once(
        lambda: copy(filed).submit(lea, name="Marie Roy", title="Mayor"),
        lambda: copy(filed).accept(sam, read=stamp),
    )
    assert again is None and isinstance(accepted, WrongState)
    filed.refresh_from_db()
    assert filed.status == "submitted" and not filed.snapshots.exists()


def test_two_reviewers_take_a_report_at_once(filed, sam):
    people = [make.user(f"Colleague {number}", is_secretariat=True) for number in range(4)]
    found = at_once(
        *[lambda person=person: reviewing.assign(copy(filed), person, person, read="") for person in people]
    )
    assert sum(answer is True for answer in found) == 1
    assert sum(isinstance(answer, WrongState) for answer in found) == 3
    taker = ProgressReport.objects.get(pk=filed.pk).reviewer
    assert Event.objects.about(filed).get(action="assign").whom == taker
    assert found[people.index(taker)] is True


def test_an_answer_and_a_submission_at_once(filed, lea, eli, sam):
    """The answer is in what the secretariat reads, or it is refused; never written afterwards."""
    filed.send_back(sam, {"1": "More."}, in_days(4))

    def answer():
        report = copy(filed)
        asked = report.change_requests.get()
        asked.report = report
        asked.give_answer(eli, reply="done", answer="It is there.")

    answered, submitted = at_once(answer, lambda: copy(filed).submit(lea, name="Marie Roy", title="Mayor"))
    assert submitted is None
    asked = filed.change_requests.get()
    assert bool(asked.reply) == (answered is None)
    if asked.reply:
        assert "It is there." in OutgoingMessage.objects.filter(key__contains="-review-").latest("pk").text


def test_one_mail_tells_of_messages_written_at_once(filed, lea, sam):
    people = [make.user(f"Colleague {number}") for number in range(3)]

    def write(person):
        report = copy(filed)
        return conversation.write(report, Outline(report).part("1"), person, f"From {person.name}")

    for person in people:
        make.member(filed.municipality, person)
    at_once(*[lambda person=person: write(person) for person in people])
    [mail] = OutgoingMessage.objects.filter(key__contains="-messages-", recipient=sam)
    for person in people:
        assert f"From {person.name}" in mail.text
