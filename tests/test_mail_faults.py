"""Whatever breaks while mail is sent: nothing is lost, and a second copy comes only where none can prevent it, with the
same Message-ID. `python -m tests.mail_faults` breaks it a hundred times at each point."""

import os
import signal
import smtplib
import socket
import subprocess
import time
from collections import Counter
from contextlib import contextmanager, nullcontext

import pytest
from celery import Celery
from django.core import mail
from django.db import connection
from django.utils import timezone

from coalition import doorbell, outbox
from coalition.embedded.valkey import Valkey
from coalition.models import Bounce, OutgoingMessage, SuppressedAddress
from coalition.outbox import sending, server

from . import mail_sink, make
from .test_worker import worker

KILLS = int(os.environ.get("KILLS", "2"))
WHOLE = "KILLS" in os.environ
MESSAGES, BATCH, VICTIM = 6, 3, 2  # the sender dies with the second of its three


@pytest.fixture(scope="module")
def sink(tmp_path_factory):
    with mail_sink.running(tmp_path_factory.mktemp("sink")) as sink:
        yield sink


@pytest.fixture(autouse=True)
def to_the_sink(sink, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.EMAIL_TIMEOUT = 0.5
    monkeypatch.setattr(sending, "BATCH", BATCH)
    monkeypatch.setattr(doorbell, "_quiet_until", 0.0)
    sink.behave()
    sink.forget()


def tell(*cells):
    if WHOLE:
        line = "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, (36, 60, 60), strict=False))
        print(line.rstrip(), flush=True)


def in_a_process(do):
    """Run it in a process of its own, forked: which signal ended it, or 0."""
    child = os.fork()
    if not child:
        connection.connection = None  # the parent's
        try:
            do()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def dying(function, when, calls):
    """The function, in which the process dies before or after it has done its work the nth time."""
    counted = Counter()

    def wrapper(*args, **kwargs):
        counted["calls"] += 1
        if when == "before" and counted["calls"] == calls:
            die()
        result = function(*args, **kwargs)
        if when == "after" and counted["calls"] == calls:
            die()
        return result

    return wrapper


def dying_in_the_middle_of_a_message(send, calls):
    counted = Counter()

    def wrapper(self, words):
        if isinstance(words, bytes) and len(words) > 500:
            counted["calls"] += 1
            if counted["calls"] == calls:
                self.sock.sendall(words[: len(words) // 2])
                die()
        return send(self, words)

    return wrapper


# Where the sender dies: what is replaced in its process, and by what.
POINTS = {
    "before it claims": lambda patch: patch.setattr(sending, "claim", dying(sending.claim, "before", 1)),
    "after it has claimed": lambda patch: patch.setattr(sending, "claim", dying(sending.claim, "after", 1)),
    "in the middle of DATA": lambda patch: patch.setattr(
        smtplib.SMTP, "send", dying_in_the_middle_of_a_message(smtplib.SMTP.send, VICTIM)
    ),
    "after 250, before the commit": lambda patch: patch.setattr(
        sending.Run, "_settle_sent", dying(sending.Run._settle_sent, "before", VICTIM)
    ),
    "after the commit": lambda patch: patch.setattr(
        sending.Run, "_settle_sent", dying(sending.Run._settle_sent, "after", VICTIM)
    ),
}


def sender_that_dies(prepare):
    def do():
        with pytest.MonkeyPatch.context() as patch:
            prepare(patch)
            outbox.deliver()

    return in_a_process(do)


def standing():
    now = timezone.now()
    return Counter(message.state(now) for message in OutgoingMessage.objects.all())


def the_lease_ends():
    OutgoingMessage.objects.filter(status="queued", next_try_at__gt=timezone.now()).update(
        next_try_at=timezone.now()
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("point", POINTS)
def test_kill_9(sink, point):
    """Another sender goes on with what the first did not hold; with the rest once the lease has ended."""
    copies, lost, meanwhile = Counter(), 0, Counter()
    for _kill in range(KILLS):
        OutgoingMessage.objects.all().delete()
        sink.forget()
        written = {make.mail((f"p{n}@example.org", "en")).message_id for n in range(MESSAGES)}
        assert sender_that_dies(POINTS[point]) == signal.SIGKILL
        assert in_a_process(outbox.deliver) == 0  # the others' messages do not wait
        held = standing()
        assert held["sent"] + held["sending"] == MESSAGES and held["sending"] <= BATCH
        the_lease_ends()
        meanwhile += Counter(state for state, number in standing().items() if number)
        assert in_a_process(outbox.deliver) == 0
        came = Counter(sink.taken())
        lost += len(written - came.keys())
        assert came.keys() == written and standing() == {"sent": MESSAGES}
        copies[sum(came.values()) - MESSAGES] += 1
        interrupted = OutgoingMessage.objects.filter(interruptions__gt=0).count()
        assert interrupted == held["sending"]
    tell(
        f"kill -9 {point}",
        f"{KILLS} times, {lost} lost, "
        + ", ".join(f"{number} with {many} copies" for many, number in sorted(copies.items())),
        f"rows said meanwhile: {', '.join(sorted(meanwhile))}",
    )
    assert lost == 0
    assert set(copies) == ({1} if point == "after 250, before the commit" else {0})


# The mail server: (what it does, what becomes of one message of ten meanwhile, what of the others).
LATER, REFUSED = ["421", "450", "451", "452"], ["550", "552", "553", "554"]
FAULTS = {
    "hangs when connected to": ("CONNECT", "stall"),
    "hangs in the greeting": ("EHLO", "stall"),
    "hangs at the recipient": ("RCPT", "stall"),
    "hangs before it answers DATA": ("DATA", "stall"),
    "hangs after the message": ("MESSAGE", "stall"),
    "hangs up after the message": ("MESSAGE", "drop"),
    "refuses everybody with 550 5.7.1": ("RCPT", "550 5.7.1 relaying denied"),
    "refuses us as sender": ("MAIL", "530 5.7.0 sign in first"),
    "refuses the greeting": ("CONNECT", "554 5.3.2 not now"),
    **{f"says {code} to recipients": ("RCPT", f"{code} 4.2.1 come later") for code in LATER},
    **{f"says {code} to messages": ("MESSAGE", f"{code} 4.3.0 come later") for code in LATER},
}

SAMPLE = [
    "hangs after the message",
    "refuses everybody with 550 5.7.1",
    "refuses us as sender",
    "says 451 to recipients",
]


def settle_everything(limit=40):
    """What a day brings: tries, until nothing waits any more."""
    for _round in range(limit):
        the_lease_ends()
        outbox.deliver()
        if not OutgoingMessage.objects.filter(status="queued").exists():
            return


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", FAULTS if WHOLE else SAMPLE)
def test_a_mail_server_that_fails_for_a_while(sink, fault):
    written = {make.mail((f"p{n}@example.org", "en")).pk for n in range(10)}
    sink.behave(*FAULTS[fault])
    started = time.monotonic()
    done = outbox.deliver()
    seconds = time.monotonic() - started
    meanwhile = standing()
    assert done["sent"] == 0 and not SuppressedAddress.objects.exists()
    assert meanwhile["failed"] < 5  # that many refusals in a row are the server's
    sink.behave()
    settle_everything()
    now = standing()
    came = Counter(sink.taken())
    given_up = OutgoingMessage.objects.filter(status="failed").count()
    tell(
        f"server {fault}",
        f"for {seconds:.1f} s; then: "
        + ", ".join(f"{number} {state}" for state, number in meanwhile.items()),
        "after: " + ", ".join(f"{number} {state}" for state, number in now.items()),
    )
    assert now["sent"] + given_up == len(written) and given_up == meanwhile["failed"]
    assert len(came) == now["sent"] and max(came.values()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_down(sink, settings):
    for n in range(10):
        make.mail((f"p{n}@example.org", "en"))
    settings.EMAIL_PORT = 1
    assert outbox.deliver() == {"sent": 0, "deferred": BATCH, "failed": 0}
    down = standing()
    settings.EMAIL_PORT = sink.port
    assert outbox.deliver()["sent"] == 10  # those that waited for it too
    tell("server down", ", ".join(f"{n} {state}" for state, n in down.items()), "after: 10 sent, at once")
    assert max(Counter(sink.taken()).values()) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", REFUSED)
def test_one_bad_recipient_of_ten(sink, code):
    for n in range(10):
        make.mail((f"{code}.bad@example.org" if n == 3 else f"p{n}@example.org", "en"))
    assert outbox.deliver() == {"sent": 9, "deferred": 0, "failed": 1}
    assert len(sink.taken()) == 9
    bounce = Bounce.objects.get()
    marked = SuppressedAddress.objects.filter(address=bounce.address).exists()
    tell(
        f"{code} to one recipient of ten", "9 sent, 1 failed", f"address marked: {'yes' if marked else 'no'}"
    )
    assert marked == (code != "552")  # a mailbox that is full


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", ["552", "554"])
def test_a_message_that_is_refused_marks_nobody(sink, code):
    make.mail(("p1@example.org", "en"))
    sink.behave("MESSAGE", f"{code} 5.6.0 no such content")
    assert outbox.deliver() == {"sent": 0, "deferred": 0, "failed": 1}
    assert not SuppressedAddress.objects.exists()
    tell(f"{code} to the message itself", "1 failed", "address marked: no")


@pytest.mark.django_db(transaction=True)
def test_a_password_that_is_refused(sink, monkeypatch):
    make.mail()

    class Locked(mail.backends.smtp.EmailBackend):
        def open(self):
            raise smtplib.SMTPAuthenticationError(535, b"5.7.8 no")

    with monkeypatch.context() as patch:
        patch.setattr(server.mail, "get_connection", lambda **options: Locked(**options))
        assert outbox.deliver() == {"sent": 0, "deferred": 1, "failed": 0}
    the_lease_ends()
    assert outbox.deliver()["sent"] == 1
    tell("535 to our password", "1 deferred", "after: 1 sent")


# --- the broker ---------------------------------------------------------------------------------------


class Broker:
    """A Valkey of our own, to be treated badly."""

    def __init__(self, folder):
        self.valkey, self.process = Valkey(folder, throwaway=True), None
        self.valkey.prepare()
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.valkey.command(), stdout=subprocess.DEVNULL)
        while not self.valkey.is_ready():
            time.sleep(0.02)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.valkey.socket.unlink(missing_ok=True)

    def flush(self):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.valkey.socket))
            line.sendall(b"FLUSHALL\r\n")
            assert line.recv(16).startswith(b"+OK")

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)


# What is done to the broker before a message is written, after it is, and when it is over.
BROKER = {
    "refuses": ("kill", None, "start"),
    "hangs": ("freeze", None, "thaw"),
    "flushed": (None, "flush", None),
    "restarted": (None, "kill", "start"),
}


@pytest.fixture
def broker(tmp_path, monkeypatch):
    broker = Broker(tmp_path)
    monkeypatch.setattr(doorbell, "app", Celery(broker=broker.valkey.url, set_as_current=False))
    monkeypatch.setenv("REDIS_URL", broker.valkey.url)
    yield broker
    broker.thaw()
    broker.kill()


@contextmanager
def somebody_who_hears(sink, log):
    """A real worker; in the sample, which has no time for it to start, nobody."""
    with worker(sink, log) if WHOLE else nullcontext():
        yield


def arrives(sink, message, seconds=60):
    end = time.monotonic() + seconds
    while message.message_id not in sink.taken() and time.monotonic() < end:
        time.sleep(0.05)
    return message.message_id in sink.taken()


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_fails(sink, broker, tmp_path, monkeypatch):
    """Whoever writes the message waits a second at most; it leaves without the bell, and not once more when that is back."""
    sink.address = sink.url
    with somebody_who_hears(sink, tmp_path / "worker.log"):
        for fault, (before, after, over) in BROKER.items():
            monkeypatch.setattr(doorbell, "_quiet_until", 0.0)
            if before:
                getattr(broker, before)()
            started = time.monotonic()
            message = make.mail()
            seconds = time.monotonic() - started
            if after:
                getattr(broker, after)()
            outbox.deliver()  # what cron and beat do each minute
            assert arrives(sink, message), fault
            if over:
                getattr(broker, over)()
            monkeypatch.setattr(doorbell, "_quiet_until", 0.0)
            again = make.mail()
            if not WHOLE:
                outbox.deliver()
            heard = arrives(sink, again)
            copies = max(Counter(sink.taken()).values())
            tell(
                f"broker {fault}",
                f"the writer waited {seconds:.2f} s; the sweeper sent it",
                f"afterwards {'rung and sent' if heard else 'not heard'}; most copies of one: {copies}",
            )
            assert heard and copies == 1
    assert standing() == {"sent": 2 * len(BROKER)}
