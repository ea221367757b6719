"""The real thing: a Celery worker of its own process, the test broker, and a mail server that listens."""

import asyncio
import email
import os
import socket
import subprocess
import sys
import time as clock
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from email import policy
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from celery import Celery
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from time_machine import travel

from coalition import doorbell, outbox
from coalition.celery import app
from coalition.embedded.environment import free_port
from coalition.models import OutgoingMessage
from municipalities.reminding import digest
from municipalities.reminding.working_days import is_working_day
from reports.models import ProgressReport
from reports.tasks import remind

from . import make

PROJECT = Path(__file__).resolve().parent.parent
DEAD_BROKER = "redis://127.0.0.1:1/0"


class Mailbox:
    """What a mail server took, as messages; it refuses for now while `busy`."""

    def __init__(self):
        self.letters, self.busy, self.stall_at = [], False, None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.busy:
            return "451 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((envelope.rcpt_tos, letter))
        while self.stall_at == len(self.letters):
            await asyncio.sleep(0.05)
        return "250 OK"

    def wait_for(self, count, seconds=60):
        end = clock.monotonic() + seconds
        while len(self.letters) < count and clock.monotonic() < end:
            clock.sleep(0.05)
        assert len(self.letters) == count
        return self.letters

    def to(self, address):
        return [letter for recipients, letter in self.letters if recipients == [address]]


@pytest.fixture(autouse=True)
def rings(monkeypatch):
    """Whatever a test before did to its broker."""
    monkeypatch.setattr(doorbell, "_quiet_until", 0.0)


@pytest.fixture
def mailbox():
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    box.address = f"smtp://127.0.0.1:{controller.port}"
    yield box
    controller.stop()


def environment(mailbox, **more):
    """Of a process that works on the database of the tests."""
    url = urlsplit(os.environ["DATABASE_URL"])  # its path may begin with that of a socket
    path = "/".join([*url.path.split("/")[:-1], connection.settings_dict["NAME"]])
    return {
        **os.environ,
        "DATABASE_URL": urlunsplit(url._replace(path=path)),
        "EMAIL_URL": mailbox.address,
        **more,
    }


@contextmanager
def worker(mailbox, log):
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "coalition",
        "worker",
        "--pool",
        "solo",
        "--loglevel",
        "INFO",
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment(mailbox), stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture
def reports_due(transactional_db, lakeside, rivermouth, lea, odile):
    """Two towns whose report is due on the next working day, of which they hear on that day only: not by today's clock."""
    due_at, opened_at = at_work() + timedelta(hours=8), timezone.now() - timedelta(days=90)
    cycle = make.cycle(2026, due_at=due_at, status="open", opened_at=opened_at, reminder_days=[0])
    for town in (lakeside, rivermouth):
        ProgressReport.objects.create(municipality=town, cycle=cycle)


def at_work():
    """Ten in the morning of a working day to come, in Ontario and in Quebec."""
    day = timezone.localdate() + timedelta(days=1)
    while not all(is_working_day(day, province) for province in ("ON", "QC")):
        day += timedelta(days=1)
    return datetime.combine(day, time(10), tzinfo=ZoneInfo("America/Toronto"))


def part(letter, kind):
    return letter.get_body([kind]).get_content()


@pytest.mark.django_db(transaction=True)
def test_a_reminder_reaches_each_person_once_in_their_language(reports_due, lea, odile, mailbox, tmp_path):
    app.control.purge()
    assert digest.write(at_work()) == 2  # the worker's own clock may say that it is Sunday
    remind.delay()
    with worker(mailbox, tmp_path / "worker.log"):
        mailbox.wait_for(2)
        for _again in range(2):
            remind.delay()
        # Tasks are done in order, so once this one has arrived the others are over.
        outbox.put([message_to("last@example.org")])
        mailbox.wait_for(3)
    (french,) = mailbox.to(odile.email)
    assert french["Content-Language"] == "fr-CA" and "Embouchure" in french["Subject"]
    assert "/fr/" in part(french, "plain") and '<html lang="fr-CA"' in part(french, "html")
    (english,) = mailbox.to(lea.email)
    assert "is due today" in english["Subject"]
    assert "/en/workspace/lakeside-on/reports/2026/" in part(english, "plain")
    assert set(OutgoingMessage.objects.values_list("status", "tries")) == {("sent", 1)}
    log = (tmp_path / "worker.log").read_text()
    assert lea.email not in log and odile.email not in log and "Traceback" not in log


def message_to(address):
    return outbox.compose_from(
        "mail/base.txt", "mail/base.txt", None, key=address, category="report", to=(address, "en"), context={}
    )


@pytest.fixture
def real_mail(mailbox, settings):
    """Mail of this process leaves for the mailbox too."""
    server = urlsplit(mailbox.address)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    return mailbox


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_commands_do_it(reports_due, lea, odile, real_mail, monkeypatch):
    monkeypatch.setattr(doorbell, "app", Celery(broker=DEAD_BROKER, set_as_current=False))
    with travel(at_work()):
        for command in ("remind", "send_mail", "remind", "send_mail"):
            call_command(command)
    assert len(real_mail.letters) == 2 and real_mail.to(lea.email) and real_mail.to(odile.email)


@pytest.mark.django_db
def test_a_mail_server_that_says_later_gets_it_later(real_mail):
    outbox.put([message_to("last@example.org")])
    real_mail.busy = True
    assert outbox.deliver() == {"sent": 0, "deferred": 1, "failed": 0}
    real_mail.busy = False
    OutgoingMessage.objects.update(next_try_at=timezone.now())
    assert outbox.deliver() == {"sent": 1, "deferred": 0, "failed": 0}
    ((_to, letter),) = real_mail.letters
    assert letter["Message-ID"] == OutgoingMessage.objects.get().message_id


@contextmanager
def hung_broker():
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", ["refuses", "hangs"])
def test_a_request_does_not_wait_for_a_broker(monkeypatch, caplog, state):
    with hung_broker() as hung:
        broker = DEAD_BROKER if state == "refuses" else hung
        monkeypatch.setattr(doorbell, "app", Celery(broker=broker, set_as_current=False))
        started = clock.monotonic()
        outbox.put([message_to("last@example.org")])
        outbox.ring()  # and then not at all for a while
        assert clock.monotonic() - started < 2
    assert [record.levelname for record in caplog.records if record.name == doorbell.__name__] == ["WARNING"]
    assert OutgoingMessage.objects.get().status == "queued"


def test_beat_rings_for_tasks_that_exist():
    app.loader.import_default_modules()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in app.tasks
        assert "eta" not in entry.get("options", {}) and "countdown" not in entry.get("options", {})


@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_in_the_middle_loses_nothing(real_mail, tmp_path):
    """kill -9 while the mail server reads the third of six messages."""
    outbox.put([message_to(f"p{number}@example.org") for number in range(6)])
    real_mail.stall_at = 3
    with worker(real_mail, tmp_path / "worker.log") as process:
        outbox.ring()
        real_mail.wait_for(3)  # the third was taken, and the answer does not come
        process.kill()
        process.wait()
    real_mail.stall_at = None
    states = set(OutgoingMessage.objects.values_list("status", "tries"))
    assert states == {("sent", 1), ("queued", 1)}
    with travel(timezone.now() + outbox.LEASE):
        outbox.deliver()
    arrived = [letter["Message-ID"] for _to, letter in real_mail.letters]
    assert set(arrived) == {message.message_id for message in OutgoingMessage.objects.all()}
    assert len(arrived) == 7  # one copy, of the message in hand, and it can be told by its Message-ID
    assert set(OutgoingMessage.objects.values_list("status", flat=True)) == {"sent"}
