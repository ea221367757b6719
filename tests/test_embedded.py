"""The services of one machine: one start for all, adopted by others, back after a kill -9, nothing left behind."""

import contextlib
import os
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from email.message import EmailMessage
from pathlib import Path

import psycopg
import pytest

from coalition.embedded.environment import free_port, mail_port
from coalition.embedded.launcher import Launcher
from coalition.embedded.postgres import USER, Postgres
from coalition.embedded.processes import Process
from coalition.embedded.state import CannotStart
from coalition.embedded.valkey import Valkey

from .servers import copy_migrated_cluster

PROJECT = Path(__file__).resolve().parent.parent
FILLED_IN = [
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "SECRET_KEY",
    "SITE_URL",
    "ALLOWED_HOSTS",
    "MEDIA_ROOT",
]


@pytest.fixture
def state():
    # Not pytest's folder: it is closed to the account under which PostgreSQL runs for root.
    folder = Path(tempfile.mkdtemp(prefix="portal-state-"))
    folder.chmod(0o755)
    yield folder
    for process in processes_of(folder):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    shutil.rmtree(Postgres(folder).sockets, ignore_errors=True)
    shutil.rmtree(folder)


def processes_of(folder):
    """Every process that was started with this state folder or works on a file in it."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            told = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            if str(folder).encode() in told and int(entry.name) != os.getpid():
                found.append(int(entry.name))
    return found


def eventually(question, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if question():
            return True
        time.sleep(0.05)
    return False


def connect(postgres):
    return psycopg.connect(host=str(postgres.sockets), user=USER, dbname="portal", autocommit=True)


def elsewhere(folder, *, then):
    """Another process that needs PostgreSQL: it starts or adopts it, says so and goes on with `then`."""
    code = f"""
import os, pathlib, sys, time
from coalition.embedded.postgres import Postgres
postgres = Postgres(pathlib.Path({str(folder)!r}))
postgres.acquire()
print("up", flush=True)
{then}
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=PROJECT)
    assert process.stdout.readline() == b"up\n"
    return process


def test_the_second_adopts_and_the_last_one_out_stops(state):
    first, second = Postgres(state), Postgres(state)
    first.acquire()
    with connect(first) as connection:
        started = connection.execute("select pg_postmaster_start_time()").fetchone()
    second.acquire()
    first.release()
    with connect(second) as connection:
        assert connection.execute("select pg_postmaster_start_time()").fetchone() == started
    second.release()
    assert eventually(lambda: not processes_of(state))


def test_rows_survive_a_kill_of_everybody(state):
    other = elsewhere(state, then="time.sleep(60)")
    postgres = Postgres(state)
    with connect(postgres) as connection:
        connection.execute("create table town as select 'Lakeside' as name")
    other.kill()
    other.wait()
    assert eventually(lambda: not processes_of(state)), "PostgreSQL outlived its only user"

    postgres.acquire()
    with connect(postgres) as connection:
        postmaster = int((postgres.data / "postmaster.pid").read_text().split()[0])
        assert connection.execute("select name from town").fetchall() == [("Lakeside",)]
    os.kill(postmaster, signal.SIGKILL)
    assert eventually(lambda: not postgres.is_kept())
    postgres.acquire()
    with connect(postgres) as connection:
        assert connection.execute("select name from town").fetchall() == [("Lakeside",)]
    postgres.release()


def test_a_command_that_ends_leaves_what_another_needs(state):
    postgres = Postgres(state)
    other = elsewhere(state, then="")
    postgres.acquire()
    other.wait()
    with connect(postgres) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    postgres.release()


def test_valkey_answers_and_goes(state):
    valkey = Valkey(state)
    valkey.acquire()
    assert valkey.is_ready()
    valkey.release()
    assert not valkey.is_ready()
    assert eventually(lambda: not processes_of(state))


def launch(state, port):
    environment = {name: value for name, value in os.environ.items() if name not in FILLED_IN}
    environment |= {"PORTAL_STATE": str(state), "PORT": str(port), "DEMONSTRATION": "0"}
    return subprocess.Popen(
        [sys.executable, "-m", "coalition.embedded"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_until(process, words):
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return
    raise AssertionError("".join(lines))


def test_the_launcher(state):
    port = free_port()
    copy_migrated_cluster(state / "postgres")  # migrating from nothing is what every test session begins with
    address = f"http://localhost:{port}/"
    launcher = launch(state, port)
    read_until(launcher, f"The portal is running:  {address}")
    with urllib.request.urlopen(f"{address}readyz", timeout=10) as answer:
        assert answer.read() == b"ready\n"

    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Votre rapport", "portal@example.org", "lea@example.org"
    with smtplib.SMTP("127.0.0.1", mail_port(state)) as server:
        server.send_message(mail)
    with urllib.request.urlopen(f"{address}mail/", timeout=10) as answer:
        assert "Votre rapport" in answer.read().decode()

    second = launch(state, port)
    assert f"already running: {address}" in second.communicate(timeout=180)[0]
    assert second.returncode == 0

    launcher.kill()
    launcher.wait()
    launcher.stdout.close()
    # At once, while the processes of the killed one are still stopping.
    again = launch(state, port)
    read_until(again, f"The portal is running:  {address}")
    again.send_signal(signal.SIGINT)
    ending = again.communicate(timeout=180)[0]
    assert again.returncode == 0, ending
    assert eventually(lambda: not processes_of(state)), processes_of(state)


def test_a_process_that_keeps_dying_stops_everything(state, monkeypatch, capsys):
    monkeypatch.setattr("coalition.embedded.launcher.FIRST_DELAY_SECONDS", 0.01)
    launcher = Launcher(state)
    launcher.processes = [Process(state, "web", ["-c", "print('no such town'); raise SystemExit(3)"])]
    launcher.processes[0].start()
    with pytest.raises(CannotStart, match=r"web stopped 5 times in a row \(code 3\)") as stopped:
        while True:
            launcher.look_after_processes()
    assert "no such town" in str(stopped.value)
    assert capsys.readouterr().out.count("Starting it again") == 4


def test_a_port_in_use_is_named(state):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        launcher = launch(state, port)
        said = launcher.communicate(timeout=180)[0]
    assert launcher.returncode == 1
    assert f"Port {port} is taken" in said
    assert "Traceback" not in said
