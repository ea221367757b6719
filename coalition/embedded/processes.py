"""The portal's own processes under the launcher: web, worker, beat and the mail catcher."""

import collections
import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from coalition.embedded.service import Service
from coalition.embedded.state import CannotStart

WEB_LOG = "--log-level warning --access-logfile - --no-control-socket --graceful-timeout 5"
NO_NEWS = re.compile(r"(200|304) GET /(static/|healthz|readyz)")
COLOURS = {"web": 36, "worker": 32, "beat": 33, "mail": 35, "setup": 34}


class Process(Service):
    """A child whose lines appear in the terminal behind its name, and whose death is noticed."""

    def __init__(self, state: Path, name: str, words: list[str], patience: int = 20):
        self.name, self.words, self.patience = name, words, patience
        super().__init__(state)
        self.lines = collections.deque(maxlen=15)
        self.quick_deaths = 0
        self.started_at = 0.0  # by the monotonic clock, as the next
        self.restarts_at = None
        self._reader = None

    def command(self) -> list[str]:
        return [sys.executable, *self.words]

    def is_ready(self) -> bool:
        return False

    def start(self) -> None:
        """Waits for what is left of an earlier one, then starts it."""
        self.restarts_at = None
        self.wait_until_gone()
        self.hold()
        self._keeper = self.kept(output=subprocess.PIPE)
        self.started_at = time.monotonic()
        self._reader = threading.Thread(target=self._read, args=[self._keeper.stdout], daemon=True)
        self._reader.start()

    def wait_until_gone(self) -> None:
        """The one of a killed launcher needs some time to stop; as long as we do not `hold` it, it does."""
        end = time.monotonic() + self.patience + 10
        while self.is_kept():
            if time.monotonic() > end:
                raise CannotStart(f"An earlier {self.name} process does not stop.")
            self.let_go()
            time.sleep(0.05)

    @property
    def exit_code(self) -> int | None:
        return self._keeper.poll() if self._keeper else None

    def terminate(self) -> None:
        if self._keeper:
            with contextlib.suppress(ProcessLookupError):
                self._keeper.send_signal(signal.SIGTERM)

    def last_lines(self) -> str:
        if self._reader:
            self._reader.join(1)
        return "\n".join(self.lines)

    def _read(self, stream) -> None:
        prefix = f"{self.name:<7}| "
        if sys.stdout.isatty() and "NO_COLOR" not in os.environ:
            prefix = f"\033[{COLOURS[self.name]}m{prefix}\033[0m"
        for raw in stream:
            line = raw.decode(errors="replace").rstrip()
            if line and not NO_NEWS.match(line):
                self.lines.append(line)
                print(prefix + line, flush=True)


def setup(state: Path, logins: Path) -> Process:
    return Process(state, "setup", ["manage.py", "set_up", "--logins", str(logins)])


def portal_processes(state: Path) -> list[Process]:
    """In the order in which they stop: nobody new comes in, nothing new is rung, then the work ends."""
    address = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
    web = f"-m gunicorn coalition.wsgi --bind {address} --preload --worker-class gthread --workers 2 --threads 4"
    web_log = ["--access-logformat", "%(s)s %(m)s %(U)s%(q)s %(M)s ms"]
    celery = "-m celery --app coalition --quiet"
    beat = f"{celery} beat --loglevel WARNING --pidfile= --schedule"
    worker = f"{celery} worker --loglevel WARNING --concurrency 2 --without-gossip --without-mingle"
    # As root, Celery advises against it, at length, at each start.
    as_root = ["-W", "ignore:You're running the worker with superuser"]
    return [
        Process(state, "web", [*web.split(), *WEB_LOG.split(), *web_log]),
        Process(state, "beat", [*beat.split(), str(state / "beat-schedule")]),
        Process(state, "worker", [*as_root, *worker.split()]),
    ]


def mail_catcher(state: Path) -> Process:
    from coalition.embedded.environment import mail_port

    where = f"localhost:{mail_port(state)}"
    words = ["-m", "aiosmtpd", "--nosetuid", "--listen", where, "--class", "aiosmtpd.handlers.Mailbox"]
    return Process(state, "mail", [*words, os.environ["MAIL_CATCHER"]])


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
