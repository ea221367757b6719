"""Addresses that get no mail: how they come on the list, what becomes of mail to them, and how they leave it."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from coalition import outbox
from coalition.forgetting import forget
from coalition.models import Bounce, Event, OutgoingMessage, SuppressedAddress
from coalition.outbox.bounces import REFUSED_IN_A_ROW
from coalition.outbox.sending import claim
from coalition.personal_data import gather
from coalition.tidying import tidy

from . import make
from .test_outbox import Script, refused

pytestmark = pytest.mark.django_db
GONE = "gone@example.org"


def states():
    return dict(OutgoingMessage.objects.values_list("to_address", "status"))


def test_a_refusal_for_good_marks_the_address(monkeypatch):
    Script(monkeypatch, {GONE: refused(GONE, 550)})
    make.mail((GONE, "en"))
    outbox.deliver()
    suppressed, bounce = SuppressedAddress.objects.get(), Bounce.objects.get()
    assert (suppressed.address, suppressed.reason, suppressed.added_by) == (GONE, "bounced", None)
    assert (bounce.kind, bounce.told_by, bounce.address) == ("hard", "smtp", GONE)
    assert (
        "550" in bounce.said and GONE not in bounce.said
    )  # the address stands elsewhere, and may have to go


@pytest.mark.parametrize(
    ("code", "words", "marks"),
    [
        (550, b"5.1.1 no such user", True),
        (550, b"no such user", True),
        (553, b"5.1.3 bad address", True),
        (550, b"5.4.4 no such host", True),
        (550, b"5.7.1 blocked by policy", False),
        (554, b"5.7.1 spam", False),
        (552, b"5.2.2 mailbox full", False),
        (552, b"too much", False),
    ],
)
def test_only_what_the_address_is_to_blame_for_marks_it(monkeypatch, code, words, marks):
    problem = refused(GONE, code)
    problem.recipients[GONE] = (code, words)
    Script(monkeypatch, {GONE: problem})
    message = make.mail((GONE, "en"))
    assert outbox.deliver()["failed"] == 1
    assert SuppressedAddress.objects.exists() == marks
    assert message.bounces.get().kind == ("hard" if marks else "soft")


def test_later_mail_is_kept_back_where_one_sees_it(monkeypatch):
    server = Script(monkeypatch)
    waiting, later = make.mail((GONE, "en")), timezone.now() + timedelta(days=1)
    make.mail(("Gone@Example.org", "en"), next_try_at=later)
    make.suppressed(GONE)
    written = make.mail(("GONE@example.org", "en"), category="account")  # a code to sign in too
    assert (waiting.status, written.status) == ("queued", "suppressed")
    assert outbox.deliver()["sent"] == 0
    with time_machine.travel(later + timedelta(minutes=1)):
        assert outbox.deliver()["sent"] == 0
    assert states() == {
        GONE: "suppressed",
        "Gone@Example.org": "suppressed",
        "GONE@example.org": "suppressed",
    }
    assert not server.accepted


def test_a_claim_of_addresses_without_mail_alone_is_not_the_end(monkeypatch):
    Script(monkeypatch)
    for n in range(outbox.BATCH):
        make.mail((f"p{n}@example.org", "en"))
        make.suppressed(f"p{n}@example.org")
    make.mail(("last@example.org", "en"))
    assert outbox.deliver()["sent"] == 1


def test_a_server_that_refuses_everybody_marks_few_and_loses_nobody(monkeypatch):
    people = [f"p{n}@example.org" for n in range(12)]
    server = Script(monkeypatch, {person: refused(person, 550) for person in people})
    for person in people:
        make.mail((person, "en"))
    outbox.deliver()
    assert SuppressedAddress.objects.count() == REFUSED_IN_A_ROW - 1
    assert OutgoingMessage.objects.filter(status="queued").count() == 12 - (REFUSED_IN_A_ROW - 1)
    assert OutgoingMessage.objects.filter(waits_for_server=True).count() == 1
    assert OutgoingMessage.objects.filter(status="queued", tries=0).count() == 12 - REFUSED_IN_A_ROW
    outbox.deliver()
    assert SuppressedAddress.objects.count() == REFUSED_IN_A_ROW - 1  # still the server
    server.answers.clear()
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        outbox.deliver()
        outbox.deliver()
    assert OutgoingMessage.objects.filter(status="sent").count() == 12 - (REFUSED_IN_A_ROW - 1)


def test_refusals_with_mail_in_between_are_the_addresses(monkeypatch):
    bad = [f"bad{n}@example.org" for n in range(8)]
    Script(monkeypatch, {person: refused(person, 550) for person in bad})
    for person in bad:
        make.mail((person, "en"))
        make.mail((f"good.{person}", "en"))
    assert outbox.deliver() == {"sent": 8, "deferred": 0, "failed": 8}
    assert SuppressedAddress.objects.count() == 8


def test_what_waits_for_the_server_leaves_when_it_is_back(monkeypatch):
    server = Script(monkeypatch, door=ConnectionRefusedError())
    make.mail()
    start = timezone.now()
    with time_machine.travel(start) as clock:
        for _hour in range(10):
            outbox.deliver()
            clock.move_to(OutgoingMessage.objects.get().next_try_at)
        server.door = None
        clock.move_to(OutgoingMessage.objects.get().next_try_at - timedelta(hours=1))
        make.mail(("other@example.org", "en"))
        assert outbox.deliver()["sent"] == 2
    row = OutgoingMessage.objects.get(to_address="clerk@example.org")
    assert not row.waits_for_server and row.failing_since is None


def test_a_failure_does_not_undo_what_another_sender_did():
    """The first is slow; the second has sent the message, or it was cancelled meanwhile."""
    from coalition.outbox.sending import Run
    from coalition.outbox.server import Failure

    message = make.mail()
    [mine] = claim(timezone.now())
    OutgoingMessage.objects.filter(pk=message.pk).update(status="sent", claimed_at=None)
    Run()._defer(mine, Failure("TimeoutError: "))
    message.refresh_from_db()
    assert (message.status, message.last_error) == ("sent", "")


def test_two_suppress_at_once():
    one, two = make.suppressed(GONE), make.suppressed(GONE.upper())
    assert one == two and Event.objects.about(one).count() == 1


# --- the secretariat's pages ----------------------------------------------------------------------------


def test_the_secretariat_adds_an_address_and_takes_it_off(sam, lea, sign_in):
    client = sign_in(sam)
    said = {"address": "Lea@Example.org", "said": "She asked for it by telephone."}
    page = client.post(reverse("suppress_address"), said, follow=True).text
    assert "lea@example.org" in page and "She asked for it by telephone." in page and str(sam) in page
    suppressed = SuppressedAddress.objects.get()
    assert suppressed.acknowledged_at  # who adds it knows of it
    kept = [make.mail(("lea@example.org", "en")), make.mail(("lea@example.org", "en"), text="", html="")]
    assert [message.status for message in kept] == ["suppressed", "suppressed"]
    page = client.get(suppressed.get_absolute_url()).text
    assert "1 message was kept back." in page
    lift = reverse("lift_address", args=[suppressed.pk])
    assert "1 message that was kept back is on its way" in client.post(lift, {"send": "on"}, follow=True).text
    assert [message.status for message in OutgoingMessage.objects.order_by("pk")] == ["queued", "suppressed"]
    assert client.post(lift).status_code == 409
    assert outbox.deliver()["sent"] == 1 and mail.outbox[0].to == ["lea@example.org"]
    assert [event.action for event in Event.objects.about(suppressed)] == ["suppress", "lift"]
    assert (
        "It gets mail again" in (page := client.get(suppressed.get_absolute_url()).text)
        or "mail again" in page
    )
    make.suppressed("lea@example.org")  # and once more, later
    assert SuppressedAddress.objects.count() == 2


def test_without_asking_what_was_kept_back_stays(sam, sign_in):
    suppressed = make.suppressed(GONE)
    make.mail((GONE, "en"))
    sign_in(sam).post(reverse("lift_address", args=[suppressed.pk]))
    assert OutgoingMessage.objects.get().status == "suppressed"


def test_the_queue_speaks_of_an_address_until_somebody_has_seen_to_it(sam, sign_in):
    client, queue = sign_in(sam), reverse("secretariat")
    suppressed = make.suppressed(GONE)
    line = "1 address gets no mail any more"
    assert line in client.get(queue).text
    assert GONE in client.get(reverse("suppressed_addresses") + "?state=new").text
    seen = reverse("acknowledge_address", args=[suppressed.pk])
    assert client.post(seen).status_code == 302
    assert client.post(seen).status_code == 409
    assert line not in client.get(queue).text
    assert GONE not in client.get(reverse("suppressed_addresses") + "?state=new").text
    assert GONE in client.get(reverse("suppressed_addresses") + "?q=GONE@").text


def test_forgetting_a_person_reaches_what_came_back(lea):
    other = make.suppressed("other@example.org")
    make.bounce(make.mail(lea))
    make.suppressed(lea.email)
    told = gather(lea)
    assert [one["address"] for one in told["mail_that_came_back"]] == [lea.email]
    assert [one["address"] for one in told["addresses_without_mail"]] == [lea.email]
    forget(lea)
    assert list(SuppressedAddress.objects.all()) == [other] and not Bounce.objects.exists()
    history = SuppressedAddress._meta.get_field("history").related_model
    assert set(history.objects.values_list("address", flat=True)) == {other.address}


def test_what_came_back_is_kept_for_a_year():
    make.bounce(make.mail(), at=timezone.now() - timedelta(days=364))
    make.bounce(make.mail(), at=timezone.now() - timedelta(days=366))
    make.suppressed(GONE)
    tidy(timezone.now())
    assert Bounce.objects.count() == 1 and SuppressedAddress.objects.count() == 1
