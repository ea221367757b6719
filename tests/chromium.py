"""Where Chromium is, for the browser tests; `python -m tests.chromium` installs it where it is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW = """No Chromium was found and none could be installed: the browser tests need one.
On Debian or Ubuntu:  apt install chromium
Elsewhere:            .venv/bin/playwright install --with-deps chromium
Or set CHROMIUM to the path of one."""


def path() -> str | None:
    """The path of a Chromium that runs: CHROMIUM, the system's, or Playwright's own."""
    for candidate in (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), _playwrights_own()):
        if candidate and _runs(candidate):
            return candidate
    return None


def _runs(candidate: str) -> bool:
    # A name on the path may be a stub that only says how to install it.
    try:
        return subprocess.run([candidate, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """By the system's packages as root, else by Playwright. Leaves the judgement to `path()`."""
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    ways = [[playwright]]
    if os.geteuid() == 0:
        ways.insert(0, [[*playwright[:-1], "--with-deps", "chromium"]])
        if shutil.which("apt-get"):
            packages = ["chromium", "fonts-dejavu-core"]
            install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
            ways.insert(0, [["apt-get", "update", "--quiet"], install])
    for way in ways:
        for command in way:
            print(" ".join(command), flush=True)
            subprocess.run(
                command, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, stdout=subprocess.DEVNULL
            )
        if path():
            return


def main() -> int:
    if not path():
        print("No Chromium here; installing one for the browser tests.", flush=True)
        install()
    if not path():
        print(HOW, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
