"""Where the embedded services keep their files, and under which account PostgreSQL runs."""

import hashlib
import os
import pwd
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent


class CannotStart(Exception):
    """Something on this machine is missing or in the way; the message says what to do."""


def unprivileged() -> dict:
    """The account for PostgreSQL, as keyword arguments of subprocess.Popen: it refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise CannotStart("PostgreSQL refuses to run as root, and there is no user named postgres or nobody.")


def reachable_by_all(path: Path) -> bool:
    """Can any account enter this folder, or run this file?"""
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents))


def state_folder() -> Path:
    """PORTAL_STATE, else .state in the project, else (root in a closed folder) one under /var/tmp."""
    if given := os.environ.get("PORTAL_STATE"):
        folder = Path(given).resolve()
    elif os.geteuid() != 0 or reachable_by_all(PROJECT):
        folder = PROJECT / ".state"
    else:
        folder = Path("/var/tmp") / f"portal-{fingerprint(PROJECT)}"
    folder.mkdir(parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise CannotStart(
            f"{folder} belongs to somebody else. Remove it, or set PORTAL_STATE to another folder."
        )
    if os.geteuid() == 0:
        folder.chmod(0o755)
        if not reachable_by_all(folder):
            raise CannotStart(f"PostgreSQL cannot reach {folder} as {unprivileged()}: set PORTAL_STATE.")
    return folder


def fingerprint(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]
