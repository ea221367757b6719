"""What a developer's machine does not set itself. Nothing given from outside is ever replaced."""

import os
import secrets
import socket
import sys
from pathlib import Path

from coalition.embedded.postgres import Postgres
from coalition.embedded.state import CannotStart, state_folder
from coalition.embedded.valkey import Valkey

DEFAULT_PORT = 8000
# The commands that a missing or broken database must not stop.
WITHOUT_DATABASE = {
    "help",
    "version",
    "collectstatic",
    "messages",
    "compile_catalogue",
    "findstatic",
    "diffsettings",
}


def fill(state: Path) -> None:
    port = os.environ.get("PORT") or str(DEFAULT_PORT)
    defaults = {
        "PORTAL_ENV": "development",
        "SECRET_KEY": _secret(state / "secret-key"),
        "SITE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "DATABASE_URL": Postgres(state).url,
        "REDIS_URL": Valkey(state).url,
        "MEDIA_ROOT": str(state / "media"),
        "MAIL_CATCHER": str(state / "mail"),
        "DEFAULT_FROM_EMAIL": "portal@coalition.example",
        "POSTAL_ADDRESS": "Coalition Portal (demonstration), 1 Example Street, Ottawa, Ontario K1A 0A0",
        "POSTAL_ADDRESS_FR": "Portail de la Coalition (démonstration), 1, rue Exemple, Ottawa (Ontario)  K1A 0A0",
        "SECOND_FACTOR_REQUIRED": "0",
        "PYTHONTZPATH": "",
    }
    if "EMAIL_URL" not in os.environ:
        defaults["EMAIL_URL"] = f"smtp://localhost:{mail_port(state)}"
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    Path(os.environ["MEDIA_ROOT"]).mkdir(mode=0o700, parents=True, exist_ok=True)


def for_command(arguments: list[str]) -> None:
    """Make `manage.py` work here, with the embedded PostgreSQL running if the command needs a database.

    A SECRET_KEY from outside means that somebody has configured this process: then nothing is filled in.
    """
    if os.environ.get("PORTAL_ENV") == "production" or "SECRET_KEY" in os.environ:
        return
    try:
        state = state_folder()
        embedded = "DATABASE_URL" not in os.environ
        fill(state)
        if embedded and _needs_database(arguments):
            postgres = Postgres(state)
            postgres.acquire()
            _held.append(postgres)
    except CannotStart as problem:
        sys.exit(str(problem))


_held = []  # services stay up until this process ends, however it ends


def _needs_database(arguments: list[str]) -> bool:
    asks_for_help = {"--help", "-h", "--version"} & set(arguments)
    return bool(arguments) and not asks_for_help and arguments[0] not in WITHOUT_DATABASE


def mail_port(state: Path) -> int:
    """Where the mail catcher listens: a free port, chosen once and kept."""
    kept = state / "mail-port"
    if not kept.exists():
        kept.write_text(str(free_port()))
    return int(kept.read_text())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _secret(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()
