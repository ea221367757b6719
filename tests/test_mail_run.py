"""A reminder run to a real mail server by real sender processes: each message once. `python -m tests.mail_run` makes it
as large as a bad day, and says how fast it was."""

import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from coalition.models import OutgoingMessage
from coalition.outbox.letters import as_mail
from municipalities.models import Role
from municipalities.reminding import digest
from reports.models import ProgressReport

from . import mail_sink, make
from .test_worker import PROJECT, environment

NUMBER = int(os.environ.get("MESSAGES", "0"))
SAMPLE = 60
TOWNS = 20
LARGEST = 300  # megabytes of one sender

COPY = """
INSERT INTO coalition_outgoingmessage (
    key, category, to_address, reply_to, unsubscribe_url, language, subject, text, html, status, tries, next_try_at,
    last_error, created_at, interruptions, waits_for_server
)
SELECT key || '-' || n, category, 'p' || n || '.' || id || '@example.org', reply_to, unsubscribe_url, language,
    subject, text, html, status, 0, next_try_at, '', created_at, 0, false
FROM coalition_outgoingmessage, generate_series(1, %s) n
LIMIT %s
"""


def write_reminders(number):
    """What a reminder run writes for the people of some towns; where more are wanted, copies of these to other addresses."""
    at = datetime(2027, 4, 14, 16, tzinfo=UTC)  # a working day, noon in Ottawa
    cycle = make.cycle(
        2026, due_at=at + timedelta(hours=12), status="open", opened_at=at - timedelta(days=90)
    )
    for n in range(TOWNS):
        town = make.municipality(f"Town {n}", slug=f"town-{n}-on")
        make.membership(town)
        for language in ("en", "fr"):
            make.member(town, make.user(f"Person {n}", language=language), Role.COORDINATOR)
        ProgressReport.objects.create(municipality=town, cycle=cycle)
    written = digest.write(at)
    assert written == 2 * TOWNS
    with connection.cursor() as cursor:
        cursor.execute(COPY, [number // written + 1, number - written])
        cursor.execute("ANALYZE coalition_outgoingmessage")
    assert OutgoingMessage.objects.count() == number


def send_by(sink, senders):
    """So many sender processes until nothing is due: seconds from the first message to the last, megabytes of the largest."""
    started = [
        subprocess.Popen(
            [sys.executable, "manage.py", "send_mail"],
            cwd=PROJECT,
            env=environment(sink_as_mailbox(sink)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(senders)
    ]
    begun = None
    while begun is None:
        begun = time.monotonic() if sink.log.stat().st_size else None
        time.sleep(0.002)
    largest = 0
    while running := [process for process in started if process.poll() is None]:
        largest = max(largest, *map(most_memory, running))
        time.sleep(0.02)
    assert [process.returncode for process in started] == [0] * senders
    return time.monotonic() - begun, largest


def most_memory(process):
    """Megabytes so far. Not `ru_maxrss`, which begins with those of the process that started it."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)  # not in that of a process that has ended
    return int(found[1]) / 1024 if found else 0


def sink_as_mailbox(sink):
    class Mailbox:
        address = sink.url

    return Mailbox


def raw_rate(sink, number):
    """Messages a second that the server takes from a client that does nothing else: made before, sent in one go each."""
    messages = [
        as_mail(each).message().as_bytes(linesep="\r\n") for each in OutgoingMessage.objects.all()[:200]
    ]
    said = [b"MAIL FROM:<portal@coalition.example>\r\nRCPT TO:<p@example.org>\r\nDATA\r\n"]
    said += [message + b"\r\n.\r\n" for message in messages]
    with socket.create_connection(("127.0.0.1", sink.port)) as link:
        answers = link.makefile("rb")
        answers.readline()
        link.sendall(b"HELO me\r\n")
        answers.readline()
        started = time.monotonic()
        for n in range(number):
            link.sendall(said[0])
            for _answer in range(3):
                answers.readline()
            link.sendall(said[1 + n % len(messages)])
            assert answers.readline().startswith(b"250")
        return number / (time.monotonic() - started)


def what_came(sink):
    """(how many came twice, how many not at all)"""
    came = Counter(sink.taken())
    wanted = {message.message_id for message in OutgoingMessage.objects.only("pk", "created_at").iterator()}
    return sum(came.values()) - len(came), len(wanted - came.keys())


@pytest.mark.django_db(transaction=True)
def test_each_reminder_comes_once(reference, tmp_path):
    number = NUMBER or SAMPLE
    write_reminders(number)
    with mail_sink.running(tmp_path) as sink:
        for senders in (1, 2) if NUMBER else (2,):
            raw = raw_rate(sink, min(number, 5000))
            sink.forget()
            OutgoingMessage.objects.update(status="queued", sent_at=None, tries=0, next_try_at=timezone.now())
            seconds, megabytes = send_by(sink, senders)
            raw = (raw + raw_rate_without_log(sink, min(number, 5000))) / 2
            twice, missing = what_came(sink)
            print(
                f"\n{number} messages, {senders} sender(s): {number / seconds:.0f} a second,"
                f" {number / seconds / raw:.0%} of the server's {raw:.0f};"
                f" {megabytes:.0f} MB; {twice} twice, {missing} missing",
                flush=True,
            )
            assert (twice, missing) == (0, 0)
            assert set(OutgoingMessage.objects.values_list("status", "tries").distinct()) == {("sent", 1)}
            assert 0 < megabytes < LARGEST


def raw_rate_without_log(sink, number):
    kept = sink.log.read_bytes()
    rate = raw_rate(sink, number)
    sink.log.write_bytes(kept)
    return rate
