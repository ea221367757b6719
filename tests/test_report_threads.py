"""A town and the secretariat write to each other at the sections of a report."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coalition import outbox
from coalition.models import Comment, Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.models import Role
from reports import conversation
from reports.letters import GATHERED
from reports.outline import Outline

from . import make
from .test_review import address, in_days

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def thread(report, key="1"):
    return reverse("report_message", args=[report.municipality.slug, report.cycle.year, key])


def page_of(report, key=1):
    return reverse("report_section", args=[report.municipality.slug, report.cycle.year, key])


def mails(person):
    return OutgoingMessage.objects.filter(key__contains="-messages-", recipient=person).order_by("pk")


def test_each_side_reads_what_the_other_wrote(filed, lea, eli, vic, odile, sam, sign_in):
    client, review = sign_in(sam), address("review_report", filed)
    answer = client.post(thread(filed), {"text": "Which desk is it?"})
    assert answer.url == f"{review}#thread-1"
    page = sign_in(eli).get(page_of(filed)).text
    assert "Which desk is it?" in page and "Write to the secretariat about this section" in page
    answer = sign_in(eli).post(thread(filed), {"text": "The one at city hall."})
    assert answer.url == f"{page_of(filed)}#thread-1"
    page = client.get(review).text
    assert "The one at city hall." in page and 'id="thread-1"' in page
    assert "The one at city hall." in sign_in(vic).get(page_of(filed)).text
    assert 'name="text"' not in sign_in(vic).get(page_of(filed)).text
    assert sign_in(vic).post(thread(filed), {"text": "x"}).status_code == 403
    assert sign_in(odile).post(thread(filed), {"text": "x"}).status_code == 404
    assert sign_in(eli).post(thread(filed, "11"), {"text": "x"}).status_code == 404
    # Only what belongs to the section, and the town's page says where something was written.
    assert "Which desk is it?" not in sign_in(eli).get(page_of(filed, 3)).text
    assert "2 messages" in sign_in(lea).get(address("report", filed)).text
    assert Event.objects.about(filed).filter(action="comment").count() == 2


def test_messages_that_follow_each_other_are_one_mail(
    filed, lea, eli, sam, sign_in, mailoutbox, time_machine
):
    french = make.user("Marc", language="fr")
    make.member(filed.municipality, french, Role.COORDINATOR)
    client = sign_in(sam)
    for text in ("Which desk is it?", "Which desk is it?", "And since when?"):
        client.post(thread(filed), {"text": text})
    assert Comment.objects.about(filed).count() == 2
    [mail] = mails(lea)
    assert mail.subject.startswith("2 messages about the 2026 progress report of Lakeside")
    for text in (mail.text, mail.html):
        assert text.index("Which desk is it?") < text.index("And since when?")
    assert page_of(filed) in mail.text
    [other] = mails(french)
    assert "rapport d’étape" in other.subject and "/fr/espace/" in other.text and "Vigilance" in other.subject
    assert not mails(eli) and not mails(sam)
    # It waits a quarter of an hour; once it has left, the next message is a mail of its own.
    outbox.deliver()
    assert not [sent for sent in mailoutbox if "desk" in sent.body]
    time_machine.move_to(timezone.now() + GATHERED)
    outbox.deliver()
    assert len([sent for sent in mailoutbox if "desk" in sent.body]) == 2
    client.post(thread(filed), {"text": "One more thing."})
    first, second = mails(lea)
    assert first.status == "sent" and "One more thing." not in first.text
    assert "One more thing." in second.text and "desk" not in second.text


def test_whoever_has_the_report_is_told_and_who_asked_gets_the_answer(filed, lea, eli, sam, sign_in):
    colleague = make.user("Colleague", is_secretariat=True)
    part = Outline(filed).part("3")
    conversation.write(filed, part, eli, "May we name them?")
    assert mails(sam) and mails(colleague) and not mails(lea)
    filed.reviewer = colleague
    filed.save()
    conversation.write(filed, Outline(filed).part("1"), eli, "Another question.")
    assert [
        mail.recipient for mail in OutgoingMessage.objects.filter(text__contains="Another question.")
    ] == [colleague]
    sign_in(colleague).post(thread(filed, "3"), {"text": "Yes, name them."})
    told = OutgoingMessage.objects.filter(text__contains="Yes, name them.")
    assert {mail.recipient for mail in told} == {lea, eli}


def test_a_thread_is_open_until_the_report_is_accepted(filed, lea, sam, sign_in):
    client = sign_in(lea)
    filed.send_back(sam, {"1": "More."}, in_days(4))
    # Also at a section that nobody asked about.
    assert client.post(thread(filed, "3"), {"text": "A question."}).status_code == 302
    filed.submit(lea, name="Marie Roy", title="Mayor")
    filed.accept(sam)
    assert client.post(thread(filed), {"text": "Too late."}).status_code == 409
    page = client.get(page_of(filed, 3)).text
    assert "A question." in page and 'name="text"' not in page
    assert not Comment.objects.filter(text="Too late.").exists()


@pytest.mark.parametrize("text", ["", " \n", "x" * 3001, "\x00"])
def test_a_message_says_something_short(filed, lea, sign_in, text):
    answer = sign_in(lea).post(thread(filed), {"text": text})
    assert answer.status_code == 200 and "There is a problem" in answer.text
    assert not Comment.objects.about(filed).exists()


def test_nobody_writes_all_day_long(filed, lea, monkeypatch):
    monkeypatch.setattr(conversation, "MOST_A_DAY", 3)
    part = Outline(filed).part("1")
    for number in range(3):
        conversation.write(filed, part, lea, f"Message {number}")
    with pytest.raises(WrongState):
        conversation.write(filed, part, lea, "Message 4")
    assert Comment.objects.about(filed).count() == 3


def test_more_messages_cost_no_more_queries(filed, lea, sam, sign_in):
    client, pages = sign_in(sam), (address("review_report", filed), page_of(filed), address("report", filed))

    def count(page):
        with CaptureQueriesContext(connection) as captured:
            client.get(page)
        return len(captured)

    conversation.write(filed, Outline(filed).part("1"), lea, "First.")
    filed.send_back(sam, {"1": "More."}, in_days(4))
    filed.submit(lea, name="Marie Roy", title="Mayor")
    before = [count(page) for page in pages]
    writer = make.user("Colleague")
    make.member(filed.municipality, writer, Role.CONTRIBUTOR)
    for key in ("1", "3", "overview"):
        for number in range(3):
            person = (lea, writer)[number % 2]
            conversation.write(filed, Outline(filed).part(key), person, f"Message {number}")
    for _round in range(2):
        filed.send_back(sam, {"1": "More.", "3": "More.", "5": "More."}, in_days(4))
        filed.submit(lea, name="Marie Roy", title="Mayor")
    assert [count(page) for page in pages] == before
    assert (
        Comment.objects.about(filed).filter(written_at__gt=timezone.now() - timedelta(days=1)).count() == 10
    )
