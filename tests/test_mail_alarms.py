"""Mail that does not leave is a matter of the secretariat: in its queue, and by one mail that cannot feed itself."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from coalition import outbox
from coalition.models import OutgoingMessage
from coalition.outbox.alarms import raise_alarms, troubles

from . import make
from .test_outbox import Script, refused

pytestmark = pytest.mark.django_db


def alarms():
    return OutgoingMessage.objects.filter(category="alarm")


def a_day_of_minutes(clock, days):
    """What cron does each minute, here each hour; how many alarms there were in the end."""
    for _hour in range(24 * days):
        outbox.deliver()
        raise_alarms(timezone.now())
        clock.shift(timedelta(hours=1))
    return alarms().count()


def test_after_three_days_of_later_the_secretariat_is_told_once(monkeypatch, sam, sign_in):
    Script(monkeypatch, {"clerk@example.org": refused("clerk@example.org", 451)})
    make.mail()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert a_day_of_minutes(clock, 3) == 0
        assert a_day_of_minutes(clock, 3) == 1
    alarm = alarms().get()
    assert alarm.recipient == sam and alarm.status == "sent"
    assert alarm.subject == "1 message of the portal could not be sent"
    assert "/en/secretariat/mail/?state=failed" in alarm.text
    client = sign_in(sam)
    assert "1 message given up" in client.get(reverse("secretariat")).text
    failed = OutgoingMessage.objects.get(status="failed")
    client.post(reverse("cancel_message", args=[failed.pk]))
    assert "given up" not in client.get(reverse("secretariat")).text


@pytest.mark.parametrize("refusal", ["door", "recipients"])
def test_a_server_that_takes_nothing_is_told_once_however_long_it_lasts(monkeypatch, sam, sign_in, refusal):
    people = [f"p{n}@example.org" for n in range(30)]
    server = Script(monkeypatch)
    if refusal == "door":
        server.door = ConnectionRefusedError()
    else:
        server.send_messages = lambda letters: (_ for _ in ()).throw(refused(letters[0].to[0], 550))
    for person in people:
        make.mail((person, "en"))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        outbox.deliver()
        assert not [trouble for trouble in troubles(timezone.now()) if trouble.kind == "server"]
        a_day_of_minutes(clock, 2)
        about_server = alarms().filter(key__startswith="mail-alarm-server-")
        assert about_server.count() == 1 and about_server.get().recipient == sam
        assert alarms().exclude(pk__in=about_server).count() <= 1  # of the four that it refused before
        page = sign_in(sam).get(reverse("secretariat")).text
        assert "The mail server takes nothing" in page
        # It recovers: everything leaves, the alarm too, and nobody is alarmed any more.
        server.door = None
        monkeypatch.setattr(
            server, "send_messages", lambda letters: server.accepted.extend(letters), raising=False
        )
        a_day_of_minutes(clock, 1)
        assert not [trouble for trouble in troubles(timezone.now()) if trouble.kind == "server"]
    assert about_server.get().status == "sent"
    assert "took no mail" in about_server.get().subject


def test_an_alarm_that_cannot_be_sent_raises_none(monkeypatch, sam):
    Script(
        monkeypatch,
        {sam.email: refused(sam.email, 550), "clerk@example.org": refused("clerk@example.org", 550)},
    )
    make.mail()
    make.mail(("good@example.org", "en"))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        a_day_of_minutes(clock, 4)
    assert alarms().count() == 1 and alarms().get().status == "failed"
    assert [trouble.count for trouble in troubles(timezone.now()) if trouble.kind == "failed"] == [1]


def test_each_reads_it_in_their_language(monkeypatch, sam):
    make.user("Camille Roy", language="fr", is_secretariat=True)
    make.mail(status="failed", failed_at=timezone.now())
    call_command("send_mail")
    french = alarms().get(language="fr")
    assert "/fr/secretariat/courriels/?state=failed" in french.text
    assert alarms().get(language="en").subject != french.subject
