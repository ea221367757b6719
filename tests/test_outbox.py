"""The outbox: one row per key, and what becomes of it with every kind of mail server."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from coalition import doorbell, outbox
from coalition.models import OutgoingMessage

from . import make

pytestmark = pytest.mark.django_db


def write(key="greeting-1", to=("marie@example.org", "fr"), **more):
    """A message made of the base layout alone."""
    message = outbox.compose_from(
        "mail/base.txt",
        "mail/base.txt",
        "mail/base.html",
        key=key,
        category="report",
        to=to,
        context={},
        **more,
    )
    message.subject = "Greeting"
    return outbox.put([message])[key]


class Script:
    """A mail server that answers as told: {address: exception}, or an exception at the door."""

    def __init__(self, monkeypatch, answers=None, door=None):
        self.answers, self.door, self.accepted, self.opened = answers or {}, door, [], 0
        monkeypatch.setattr(mail, "get_connection", lambda **_: self)

    def open(self):
        self.opened += 1
        if self.door:
            raise self.door

    def close(self):
        pass

    def send_messages(self, letters):
        for letter in letters:
            if problem := self.answers.get(letter.to[0]):
                raise problem
            self.accepted.append(letter)


def refused(address, code):
    return smtplib.SMTPRecipientsRefused({address: (code, b"no")})


def test_the_same_key_is_written_once():
    first, second = write("same"), write("same", to=("other@example.org", "en"))
    assert first == second
    assert OutgoingMessage.objects.get().to_address == "marie@example.org"


def test_a_message_belongs_to_the_transaction_that_causes_it():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    assert not OutgoingMessage.objects.exists()


def test_one_ring_for_a_transaction(monkeypatch, django_capture_on_commit_callbacks):
    rung = []
    monkeypatch.setattr(doorbell, "ring", rung.append)
    with django_capture_on_commit_callbacks(execute=True):
        write("one")
        write("two")
        assert not rung
    assert rung == ["coalition.tasks.send_mail"]


def test_it_is_written_in_the_language_of_the_reader():
    english = write("en", to=make.user("Lea <b>Tran"))
    french = write("fr", to=("marie@example.org", "fr"))
    assert "Hello Lea <b>Tran," in english.text and "Hello Lea &lt;b&gt;Tran," in english.html
    assert '<html lang="fr-CA"' in french.html and "/fr/" in french.text


def test_every_message_says_who_sends_it(settings):
    settings.POSTAL_ADDRESS, settings.CONTACT_EMAIL = "1 Example Street, Ottawa", "hello@example.org"
    message = write()
    for body in (message.text, message.html):
        assert "1 Example Street, Ottawa" in body and "hello@example.org" in body


def test_the_postal_address_is_written_as_the_reader_writes_it(settings):
    settings.POSTAL_ADDRESS = "1 Example Street, Ottawa"
    assert "1 Example Street" in write("without one in French").text
    settings.POSTAL_ADDRESS_FR = "1, rue Exemple, Ottawa"
    french, english = write("fr"), write("en", to=("lea@example.org", "en"))
    for body in (french.text, french.html):
        assert "1, rue Exemple" in body and "1 Example Street" not in body
    assert "1 Example Street" in english.text and "rue" not in english.text


def test_a_message_leaves_once_with_its_headers(settings):
    settings.CONTACT_EMAIL = "hello@example.org"
    message = write()
    assert outbox.deliver() == {"sent": 1, "deferred": 0, "failed": 0}
    assert outbox.deliver() == {"sent": 0, "deferred": 0, "failed": 0}
    (letter,) = mail.outbox
    assert letter.to == ["marie@example.org"] and letter.reply_to == ["hello@example.org"]
    assert letter.message()["Message-ID"] == message.message_id
    assert letter.message()["Auto-Submitted"] == "auto-generated"
    assert letter.message()["Content-Language"] == "fr-CA"
    assert [part.get_content_type() for part in letter.message().get_payload()] == ["text/plain", "text/html"]
    message.refresh_from_db()
    assert (message.status, message.tries, message.last_error) == ("sent", 1, "") and message.sent_at


@pytest.mark.parametrize("address", ["", "https://portal.example.org/mail/leave/abc/"])
def test_one_click_ends_it_where_that_is_possible(settings, address):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    write(unsubscribe_url=address)
    outbox.deliver()
    headers = mail.outbox[0].message()
    assert headers["List-Unsubscribe"] == (f"<{address}>" if address else None)
    assert headers["List-Unsubscribe-Post"] == ("List-Unsubscribe=One-Click" if address else None)


def test_a_message_for_later_waits():
    tomorrow = timezone.now() + timedelta(days=1)
    write(at=tomorrow)
    assert outbox.deliver()["sent"] == 0
    with time_machine.travel(tomorrow + timedelta(seconds=1)):
        assert outbox.deliver()["sent"] == 1


def test_a_cancelled_message_stays(monkeypatch):
    for key in ("report:1:late:5", "report:1:soon:5", "report:12:late:5"):
        write(key)
    OutgoingMessage.objects.filter(key="report:1:soon:5").update(status="failed")
    assert outbox.cancel("report:1:") == 2  # nobody tries again what has no use any more
    assert outbox.deliver()["sent"] == 1


def test_one_bad_address_of_ten_stops_nobody(monkeypatch):
    server = Script(monkeypatch, {"bad@example.org": refused("bad@example.org", 550)})
    for number in range(10):
        write(f"m{number}", to=("bad@example.org" if number == 3 else f"p{number}@example.org", "en"))
    assert outbox.deliver() == {"sent": 9, "deferred": 0, "failed": 1}
    assert server.opened == 1
    bad = OutgoingMessage.objects.get(status="failed")
    assert "550" in bad.last_error
    assert outbox.deliver()["sent"] == 0


@pytest.mark.parametrize(
    ("problem", "outcome"),
    [
        *((refused("marie@example.org", code), "queued") for code in (421, 450, 451, 452)),
        *((refused("marie@example.org", code), "failed") for code in (550, 551, 552, 553, 554)),
        (smtplib.SMTPDataError(451, b"later"), "queued"),
        (smtplib.SMTPDataError(554, b"spam"), "failed"),
        (smtplib.SMTPSenderRefused(530, b"sign in first", "portal@example.org"), "queued"),
        (smtplib.SMTPServerDisconnected("gone"), "queued"),
        (TimeoutError("stalled"), "queued"),
        (ConnectionResetError("reset"), "queued"),
        (UnicodeEncodeError("ascii", "é", 0, 1, "no"), "failed"),
    ],
    ids=repr,
)
def test_what_follows_a_refusal(monkeypatch, problem, outcome):
    Script(monkeypatch, {"marie@example.org": problem})
    message = write()
    outbox.deliver()
    message.refresh_from_db()
    assert message.status == outcome and message.last_error.startswith(type(problem).__name__)


def test_it_waits_longer_after_each_failure_and_gives_up_after_three_days(monkeypatch):
    Script(monkeypatch, {"marie@example.org": refused("marie@example.org", 451)})
    message, start, waits = write(), timezone.now(), []
    with time_machine.travel(start, tick=False) as clock:
        for _try in range(40):
            outbox.deliver()
            message.refresh_from_db()
            if message.status != "queued":
                break
            waits.append(message.next_try_at - timezone.now())
            clock.move_to(message.next_try_at)
        assert message.status == "failed"
        assert timedelta(days=3) <= timezone.now() - start <= timedelta(days=3, hours=12)
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert max(waits) == timedelta(hours=12) and waits == sorted(waits)


@pytest.mark.parametrize(
    "door", [ConnectionRefusedError(), TimeoutError(), smtplib.SMTPAuthenticationError(535, b"no")], ids=repr
)
def test_without_a_mail_server_everything_waits(monkeypatch, door):
    server = Script(monkeypatch, door=door)
    for number in range(outbox.BATCH + 5):
        write(f"m{number}")
    assert outbox.deliver() == {"sent": 0, "deferred": outbox.BATCH, "failed": 0}
    assert server.opened == 1  # not once for each message: that may take ten seconds
    server.door = None
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert outbox.deliver()["sent"] == outbox.BATCH + 5


def test_a_broken_connection_is_opened_anew_for_the_next_message(monkeypatch):
    server = Script(monkeypatch, {"bad@example.org": smtplib.SMTPServerDisconnected("gone")})
    write("bad", to=("bad@example.org", "en"))
    write("good")
    assert outbox.deliver() == {"sent": 1, "deferred": 1, "failed": 0}
    assert server.opened == 2


def test_a_server_that_keeps_breaking_is_left_alone(monkeypatch):
    problem = TimeoutError("stalled")
    server = Script(monkeypatch, {f"p{n}@example.org": problem for n in range(10)})
    for number in range(10):
        write(f"m{number}", to=(f"p{number}@example.org", "en"))
    assert outbox.deliver() == {"sent": 0, "deferred": 3, "failed": 0}
    assert server.opened == 3
    untouched = OutgoingMessage.objects.filter(tries=0, next_try_at__lte=timezone.now())
    assert untouched.count() == 7


def test_a_sender_that_dies_leaves_its_messages_to_the_next(monkeypatch):
    class Killed(BaseException):
        pass

    Script(monkeypatch, {"marie@example.org": Killed()})
    message = write()
    with pytest.raises(Killed):
        outbox.deliver()
    Script(monkeypatch)
    assert outbox.deliver()["sent"] == 0  # somebody may still be sending it
    with time_machine.travel(timezone.now() + outbox.LEASE + timedelta(seconds=1)):
        assert outbox.deliver()["sent"] == 1
    message.refresh_from_db()
    assert message.tries == 2
