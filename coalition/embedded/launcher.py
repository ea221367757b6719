"""`make run`: every process of the portal on one machine, until Ctrl-C."""

import fcntl
import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from coalition.embedded.environment import fill, free_port
from coalition.embedded.postgres import Postgres
from coalition.embedded.processes import Process, is_free, mail_catcher, portal_processes, setup
from coalition.embedded.state import CannotStart, state_folder
from coalition.embedded.valkey import Valkey

POLL_SECONDS = 0.5
QUICK_DEATH_SECONDS = 20
QUICK_DEATHS_ALLOWED = 5
FIRST_DELAY_SECONDS = 1  # before a restart; doubles with each quick death
READY_SECONDS = 60


class Launcher:
    def __init__(self, state: Path):
        self.state = state
        self.stopping = threading.Event()
        self.services = []  # in the order of starting
        self.processes = []

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup and the like have decided otherwise
                signal.signal(number, lambda *_: self.stopping.set())
        try:
            self._start()
            while not self.stopping.wait(POLL_SECONDS):
                self._look_after_services()
                self.look_after_processes()
        finally:
            self._stop()

    def _start(self) -> None:
        given = set(os.environ)
        if "EMAIL_URL" not in given:
            _free_mail_port(self.state)
        fill(self.state)
        os.environ["PYTHONUNBUFFERED"] = "1"  # or the children's lines wait in their buffers
        self.services = [
            service(self.state)
            for variable, service in {"DATABASE_URL": Postgres, "REDIS_URL": Valkey}.items()
            if variable not in given
        ]
        for service in self.services:
            say(f"Starting {service.name}")
            service.acquire()
        logins = self.state / "run" / "logins"
        self._set_up(logins)
        if self.stopping.is_set():
            return
        self.processes = portal_processes(self.state)
        if "EMAIL_URL" not in given:
            self.processes.append(mail_catcher(self.state))
        for process in self.processes:
            process.start()
        if self._web_answers():
            say(_banner(logins))

    def _set_up(self, logins: Path) -> None:
        say("Preparing the database")
        logins.unlink(missing_ok=True)
        process = setup(self.state, logins)
        self.processes = [process]
        process.start()
        while process.exit_code is None and not self.stopping.wait(0.1):
            pass
        if process.exit_code:
            raise CannotStart("The database could not be prepared: see the lines above.")
        process.release()
        self.processes = []

    def _web_answers(self) -> bool:
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end and not self.stopping.wait(0.1):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port()}/healthz", timeout=5).close()
                return True
            except urllib.error.HTTPError:
                return True
            except OSError:
                self.look_after_processes()
        return False

    def _look_after_services(self) -> None:
        for service in self.services:
            if not service.is_kept():
                say(f"{service.name} has stopped. Starting it again.")
                service.acquire()

    def look_after_processes(self) -> None:
        for process in self.processes:
            if process.exit_code is None:
                continue
            if process.restarts_at is None:
                self._plan_restart(process)
            elif time.monotonic() >= process.restarts_at:
                process.start()

    def _plan_restart(self, process: Process) -> None:
        lived = time.monotonic() - process.started_at
        process.quick_deaths = process.quick_deaths + 1 if lived < QUICK_DEATH_SECONDS else 1
        if process.quick_deaths >= QUICK_DEATHS_ALLOWED:
            raise CannotStart(
                f"{process.name} stopped {process.quick_deaths} times in a row (code {process.exit_code}). "
                f"Its last lines:\n{process.last_lines()}"
            )
        delay = FIRST_DELAY_SECONDS * 2 ** (process.quick_deaths - 1)
        say(f"{process.name} has stopped (code {process.exit_code}). Starting it again in {delay} s.")
        process.restarts_at = time.monotonic() + delay

    def _stop(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        say("Stopping")
        for process in self.processes:
            process.terminate()
        for item in [*self.processes, *reversed(self.services)]:
            item.release()
        say("Stopped")


def port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise CannotStart(f"PORT must be a number from 1 to 65535, not {given!r}.")
    return int(given)


def say(text: str) -> None:
    print(text, flush=True)


def _banner(logins: Path) -> str:
    address = os.environ["SITE_URL"]
    lines = ["", f"The portal is running:  {address}/"]
    if os.environ["EMAIL_URL"].startswith("smtp://localhost:"):
        lines.append(f"The mails it sends:     {address}/mail/")
    if logins.exists():
        lines += ["", logins.read_text().rstrip()]
    return "\n".join([*lines, "", "Ctrl-C stops it.", ""])


def _free_mail_port(state: Path) -> None:
    kept = state / "mail-port"
    if kept.exists() and not is_free(int(kept.read_text())):
        kept.write_text(str(free_port()))


def main() -> int:
    try:
        state = state_folder()
        (state / "run").mkdir(exist_ok=True)
        with (state / "run" / "launcher").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                say(f"The portal is already running: {lock.read()}")
                return 0
            Process(state, "web", []).wait_until_gone()  # of a launcher that was killed: it has the port
            if not is_free(port()):
                raise CannotStart(
                    f"Port {port()} is taken by another program. Try: make run PORT={port() + 1}"
                )
            lock.truncate(0)
            lock.write(f"http://localhost:{port()}/")
            lock.flush()
            Launcher(state).run()
    except CannotStart as problem:
        print(problem, file=sys.stderr, flush=True)
        return 1
    return 0
