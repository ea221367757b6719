"""A program that runs while somebody needs it: started once, adopted by others, stopped by the last."""

import contextlib
import fcntl
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

from coalition.embedded.state import PROJECT, CannotStart

KEEPER = Path(__file__).with_name("keeper.py")
START_SECONDS = 30
TRIES = 5
LOG_LIMIT = 5_000_000  # bytes


class Service:
    """Name it, say its command and how to see that it is ready; `acquire()` and `release()` do the rest."""

    name: str
    stop_signal = signal.SIGTERM
    patience = 20  # seconds to stop in, before it is killed
    account: dict = {}
    remove: tuple[Path, ...] = ()

    def __init__(self, state: Path):
        self.state = state
        self.run = state / "run"
        self.log = state / "log" / f"{self.name}.log"
        for folder in (self.run, self.log.parent):
            folder.mkdir(parents=True, exist_ok=True)
        self._use = None
        self._keeper = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def prepare(self) -> None:
        """What must be there before the program can start."""

    def is_ready(self) -> bool:
        raise NotImplementedError

    def acquire(self) -> None:
        """Start the program unless it runs already; it stays up at least until `release` or our end."""
        self.hold()
        with _locked(self.run / f"{self.name}.starting"):
            if not self.is_ready():
                self.prepare()
                self._start()

    def hold(self) -> None:
        """Count us among those who need it. Waits while the keeper is stopping it for want of users."""
        if self._use is None:
            self._use = (self.run / f"{self.name}.users").open("w")
            fcntl.flock(self._use, fcntl.LOCK_SH)

    def let_go(self) -> None:
        if self._use is not None:
            self._use.close()
            self._use = None

    def is_kept(self) -> bool:
        """Is a keeper, and so the program, there? Ours or another process's."""
        with (self.run / f"{self.name}.keeper").open("w") as alone:
            try:
                fcntl.flock(alone, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False

    def release(self) -> None:
        """Say that we need it no more, and wait until it is down if nobody else does."""
        self.let_go()
        if self._keeper:
            with contextlib.suppress(subprocess.TimeoutExpired):
                # Only ours can be waited for; if another process still needs it, it stays.
                self._keeper.wait(0.2 if self._is_needed() else self.patience + 5)
            self._keeper = None

    def kept(self, output=None) -> subprocess.Popen:
        """A keeper with the program under it. `output`: where it writes instead of the log file."""
        order = {
            "users": str(self.run / f"{self.name}.users"),
            "alone": str(self.run / f"{self.name}.keeper"),
            "command": self.command(),
            "cwd": "/" if self.account else str(PROJECT),
            "log": None if output else str(self.log),
            "account": self.account,
            "stop_signal": int(self.stop_signal),
            "patience": self.patience,
            "remove": [str(folder) for folder in self.remove],
        }
        return subprocess.Popen(
            [sys.executable, "-IS", str(KEEPER), json.dumps(order)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
        )

    def tail(self, lines=12) -> str:
        with contextlib.suppress(FileNotFoundError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        return ""

    def _start(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.unlink()
        end = time.monotonic() + START_SECONDS
        for _ in range(TRIES):
            self._keeper = self.kept()
            while time.monotonic() < end:
                if self.is_ready():
                    return
                if self._keeper.poll() is not None:
                    time.sleep(0.3)  # the remains of a killed one may need a moment to go
                    break
                time.sleep(0.02)
        raise CannotStart(f"{self.name} did not start. The end of {self.log}:\n{self.tail()}")

    def _is_needed(self) -> bool:
        with (self.run / f"{self.name}.users").open("w") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return False  # the keeper has it: it is stopping
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False


@contextlib.contextmanager
def _locked(path: Path):
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
