"""Where Chromium is, for the browser tests; `python -m tests.chromium` installs it where it is missing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT = [sys.executable, "-m", "playwright"]
OWN = "from playwright.sync_api import sync_playwright as p\nwith p() as w: print(w.chromium.executable_path)"
# libatomic1 is for Playwright's own driver, which a bare system cannot run without it.
PACKAGES = ["chromium", "fonts-dejavu-core", "libatomic1"]
HOW = """The browser tests need Chromium, and Playwright to steer it; one is missing here and could not be installed.
On Debian or Ubuntu:  apt install chromium libatomic1
Elsewhere:            .venv/bin/playwright install --with-deps chromium
Or set CHROMIUM to the path of one."""


def path() -> str | None:
    """The path of a Chromium that runs: CHROMIUM, the system's, or Playwright's own."""
    return next(
        (candidate for candidate in _candidates() if candidate and _answers([candidate, "--version"])), None
    )


def _candidates() -> Iterator[str | None]:
    yield os.environ.get("CHROMIUM")
    yield from map(shutil.which, NAMES)
    # In a process of its own: a test may be inside Playwright already.
    asked = subprocess.run([sys.executable, "-c", OWN], capture_output=True, text=True)
    yield asked.stdout.strip() if asked.returncode == 0 else None


def is_usable() -> bool:
    return _answers([*PLAYWRIGHT, "--version"]) and path() is not None


def _answers(command: list[str]) -> bool:
    # A name on the path may be a stub that only says how to install the thing.
    try:
        return subprocess.run(command, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _ways() -> Iterator[list[list[str]]]:
    """Ways to install it, the best first; each some commands."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quietly = ["apt-get", "--quiet", "--yes", "--no-install-recommends"]
        yield [[*quietly, "update"], [*quietly, "install", *PACKAGES]]
    if os.geteuid() == 0:
        yield [[*PLAYWRIGHT, "install", "--with-deps", "chromium"]]
    yield [[*PLAYWRIGHT, "install", "chromium"]]


def main() -> int:
    if is_usable():
        return 0
    print("No Chromium here, or nothing to steer it with: installing it for the browser tests.", flush=True)
    for way in _ways():
        for command in way:
            print(" ".join(command), flush=True)
            quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL)
        if is_usable():
            return 0
    print(HOW, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
