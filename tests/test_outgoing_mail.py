"""The secretariat finds a message, reads it as it was sent, tries again, cancels."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coalition import outbox
from coalition.models import Event, OutgoingMessage
from coalition.outbox.sending import claim

from . import make

pytestmark = pytest.mark.django_db
MAIL = "/en/secretariat/mail/"


@pytest.fixture
def client(sam, sign_in):
    return sign_in(sam)


def found(client, question):
    """The subjects on the page, newest first."""
    return [message.subject for message, *_rest in client.get(MAIL + question).context["lines"]]


def test_it_is_found_by_what_one_remembers(client, lea):
    make.mail(lea, subject="To Lea", category="reminder")
    make.mail(("marie@ville.example", "fr"), subject="Rappel", status="failed")
    make.mail(("luc@ville.example", "fr"), subject="Code", category="account")
    old = make.mail(("old@example.org", "en"), subject="Long ago", status="sent")
    OutgoingMessage.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=40))
    assert found(client, "") == ["Long ago", "Code", "Rappel", "To Lea"]
    assert found(client, "?q=VILLE.example") == ["Code", "Rappel"]
    assert found(client, "?q=Marie@ville.example") == ["Rappel"]
    assert found(client, "?q=tran") == ["To Lea"]  # her name
    assert found(client, "?q=rappel") == ["Rappel"]
    assert found(client, "?state=failed") == ["Rappel"]
    assert found(client, "?category=account") == ["Code"]
    day = timezone.localdate() - timedelta(days=30)
    assert found(client, f"?until={day}") == ["Long ago"]
    assert found(client, f"?since={day}&state=queued") == ["Code", "To Lea"]
    assert found(client, "?state=nonsense&since=yesterday&before=x&category=no") == found(client, "")
    assert found(client, "?q=nobody") == []
    page = client.get(MAIL).text
    assert "Given up" in page and "Account: codes" in page and "Lea Tran" in page
    numbers = {value: number for value, _label, number in client.get(MAIL).context["states"]}
    assert numbers == {"queued": 2, "sent": 1, "failed": 1, "cancelled": 0, "suppressed": 0} | {
        "gathered": 0,
        "unwanted": 0,
    }


def test_pages_go_on_by_number(client, monkeypatch):
    monkeypatch.setattr("coalition.views.outgoing_mail.PAGE_SIZE", 2)
    for n in range(5):
        make.mail(subject=f"Number {n}")
    first = client.get(f"{MAIL}?q=number")
    assert [message.subject for message, *_rest in first.context["lines"]] == ["Number 4", "Number 3"]
    make.mail(subject="Number 5")  # new mail moves nothing
    before = first.context["found"].next
    assert f"before={before}" in first.text
    assert found(client, f"?q=number&before={before}") == ["Number 2", "Number 1"]
    last = client.get(f"{MAIL}?q=number&before={OutgoingMessage.objects.get(subject='Number 1').pk}")
    assert last.context["found"].next is None and "To the newest" in last.text


def test_it_is_read_as_it_was_sent(client, lea):
    message = make.mail(lea, unsubscribe_url="https://portal.example.org/leave/x/")
    page = client.get(message.get_absolute_url())
    assert "Hello Lea Tran," in page.text and message.message_id in page.text.replace("&lt;", "<").replace(
        "&gt;", ">"
    )
    assert "List-Unsubscribe-Post" in page.text
    frame = client.get(reverse("outgoing_message_html", args=[message.pk]))
    assert frame.text == message.html and frame["X-Frame-Options"] == "SAMEORIGIN"
    assert (
        "sandbox" in frame["Content-Security-Policy"]
        and "default-src 'none'" in frame["Content-Security-Policy"]
    )


@pytest.mark.parametrize("category", ["account", "visitor", "teamwork", "invitation"])
def test_what_is_for_its_reader_alone_is_not_shown(client, category):
    message = make.mail(
        subject="Your code", category=category, text="The code is 123456", reply_to="v@example.org"
    )
    page = client.get(message.get_absolute_url()).text
    assert "123456" not in page and "v@example.org" not in page and message.message_id not in page
    assert "shown" in page  # the page says so
    assert client.get(reverse("outgoing_message_html", args=[message.pk])).status_code == 404


def test_an_invitation_answered_is_no_secret(client, lea):
    message = make.mail(lea, category="invitation")
    assert "Hello Lea Tran" in client.get(message.get_absolute_url()).text


def test_what_was_given_up_is_tried_again(client, sam):
    message = make.mail(
        status="failed", tries=16, last_error="451", failed_at=timezone.now(), failing_since=timezone.now()
    )
    assert "Given up" in client.get(message.get_absolute_url()).text
    answer = client.post(reverse("retry_message", args=[message.pk]), follow=True)
    assert "It leaves with the next mail" in answer.text and "Sent once more" in answer.text
    message.refresh_from_db()
    assert (message.status, message.tries, message.last_error, message.failed_at) == ("queued", 0, "", None)
    assert outbox.deliver()["sent"] == 1
    assert client.post(reverse("retry_message", args=[message.pk])).status_code == 409
    assert [event.actor for event in Event.objects.about(message)] == [sam]


@pytest.mark.parametrize("verb", ["retry", "cancel"])
def test_what_is_being_sent_is_left_alone(client, verb):
    message = make.mail()
    claim(timezone.now())
    page = client.get(message.get_absolute_url()).text
    assert (
        "It is being sent at this very moment." in page
        and "button" not in page.split("<h1")[1].split("</main>")[0]
    )
    answer = client.post(reverse(f"{verb}_message", args=[message.pk]))
    assert answer.status_code == 409 and "Look again in a minute" in answer.text
    # Its sender dies: nobody knows how far it came.
    OutgoingMessage.objects.update(next_try_at=timezone.now())
    assert "nobody knows how far it came" in client.get(message.get_absolute_url()).text
    assert client.post(reverse(f"{verb}_message", args=[message.pk])).status_code == 302


def test_a_copy_that_may_have_arrived_is_said(client):
    message = make.mail()
    for _sender in range(2):
        claim(timezone.now())
        OutgoingMessage.objects.update(next_try_at=timezone.now())
    outbox.deliver()
    assert "During 2 tries the portal itself was stopped" in client.get(message.get_absolute_url()).text


def test_a_message_is_cancelled_once(client):
    message = make.mail()
    for _click in range(2):
        assert client.post(reverse("cancel_message", args=[message.pk])).status_code == 302
    assert outbox.deliver()["sent"] == 0
    assert Event.objects.about(message).count() == 1
    sent = make.mail(status="sent", sent_at=timezone.now())
    assert client.post(reverse("cancel_message", args=[sent.pk])).status_code == 409


def test_what_cannot_be_tried_again_says_why(client):
    empty = make.mail(status="failed", text="", html="", failed_at=timezone.now())
    assert "Its words are no longer kept" in client.get(empty.get_absolute_url()).text
    answer = client.post(reverse("retry_message", args=[empty.pk]))
    assert answer.status_code == 409 and "no longer kept" in answer.text
    make.suppressed("gone@example.org")
    kept_back = make.mail(("gone@example.org", "en"))
    page = client.get(kept_back.get_absolute_url()).text
    assert "take it off the list" in page and reverse("retry_message", args=[kept_back.pk]) not in page
    answer = client.post(reverse("retry_message", args=[kept_back.pk]))
    assert answer.status_code == 409 and "Take it off the list first" in answer.text


def test_what_came_back_is_listed(client):
    message = make.mail(("gone@example.org", "en"), status="sent", sent_at=timezone.now())
    make.bounce(message, kind="hard", said="550 5.1.1 No such user", told_by="postmark")
    make.bounce(make.mail(("full@example.org", "en")), kind="soft", said="")
    bounces = reverse("bounces")
    page = client.get(bounces).text
    assert "gone@example.org" in page and "full@example.org" in page and "told by postmark" in page
    assert "gone@example.org" not in client.get(f"{bounces}?kind=soft").text
    assert "full@example.org" not in client.get(f"{bounces}?q=gone").text
    assert "550 5.1.1" in client.get(message.get_absolute_url()).text
