"""`make check`: what is quick to prove without a test. Runs all of it, then says what failed."""

import os
import shutil
import subprocess
import sys
import time
from fnmatch import fnmatch
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
DJADE = ["djade", "--target-version", "5.2"]
MANAGE = [sys.executable, "manage.py"]
# Values as in a deployment, with nothing behind them: `check --deploy` reads settings only.
PRODUCTION = {
    "PORTAL_ENV": "production",
    "SECRET_KEY": "not-a-secret-but-long-enough-for-the-check-0123456789-abcdefghij",
    "SITE_URL": "https://portal.example",
    "DATABASE_URL": "postgres://portal@localhost/portal",
    "REDIS_URL": "redis://localhost/0",
    "EMAIL_URL": "smtp+tls://localhost:587",
    "MEDIA_ROOT": str(PROJECT / ".state" / "media"),
    "DEFAULT_FROM_EMAIL": "portal@portal.example",
    "POSTAL_ADDRESS": "1 Example Street, Ottawa, Ontario K1A 0A0",
    "SECOND_FACTOR_REQUIRED": "1",
    "DEBUG": "0",
    "PYTHONTZPATH": "",
}


def project_files() -> list[Path]:
    """Every file kept in git or about to be; where git is missing, all but what .gitignore names."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if shutil.which("git"):
        listed = subprocess.run(listing, cwd=PROJECT, capture_output=True, text=True)
        if listed.returncode == 0:
            return sorted(PROJECT / name for name in listed.stdout.split("\0") if (PROJECT / name).is_file())
    patterns = [line.rstrip("/") for line in (PROJECT / ".gitignore").read_text().split()] + [".git"]
    found = []
    for folder, subfolders, names in os.walk(PROJECT):
        keep = [
            name for name in [*subfolders, *names] if not any(fnmatch(name, pattern) for pattern in patterns)
        ]
        subfolders[:] = [name for name in subfolders if name in keep]
        found += [Path(folder) / name for name in names if name in keep]
    return sorted(found)


def templates() -> list[Path]:
    return [path for path in project_files() if path.suffix == ".html"]


def mend() -> None:
    """`make format`: what the tools can put right themselves."""
    for command in (["ruff", "check", "--fix", "."], ["ruff", "format", "."], [*DJADE, *templates()]):
        subprocess.run([BIN / command[0], *command[1:]], cwd=PROJECT)


def checks() -> dict[str, tuple[list, dict]]:
    return {
        "lint": ([BIN / "ruff", "check", "--output-format", "concise", "."], {}),
        "format": ([BIN / "ruff", "format", "--check", "--output-format", "concise", "."], {}),
        "templates": ([BIN / DJADE[0], "--check", *DJADE[1:], *templates()], {}),
        "layers": ([BIN / "lint-imports", "--no-cache"], {}),
        "catalogue": ([*MANAGE, "messages", "--check"], {}),
        "migrations": ([*MANAGE, "makemigrations", "--check", "--dry-run"], {}),
        "settings": ([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    }


def main() -> int:
    failed = []
    for name, (command, environment) in checks().items():
        start = time.monotonic()
        done = subprocess.run(
            command,
            cwd=PROJECT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        word = "failed" if done.returncode else "ok"
        print(f"{name:<11} {word:<7} {time.monotonic() - start:4.1f} s", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout.rstrip(), flush=True)
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--mend"]:
        mend()
    else:
        sys.exit(main())
