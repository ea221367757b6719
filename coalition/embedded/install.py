"""Make .venv and install a lock file into it. Run by make with any python3, so it imports nothing else of ours.

Usage: python3 coalition/embedded/install.py requirements-embedded.txt
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
PROJECT = Path(__file__).resolve().parent.parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"


def newer_python():
    """Another Python on this machine that is new enough, if the one running is too old."""
    for minor in (13, 12, 11):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    return None


def make_environment():
    if works():
        return
    print("Making the Python environment .venv", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], stdout=subprocess.PIPE)
    if made.returncode:
        shutil.rmtree(str(VENV), ignore_errors=True)
        version = "{}.{}".format(*sys.version_info)
        sys.exit(
            "This Python cannot make environments. On Debian or Ubuntu: apt install python3-venv "
            f"(or python{version}-venv); then try again."
        )


def works():
    """Is there an environment, of a Python new enough, that also has pip?"""
    if not PYTHON.exists():
        return False
    ask = f"import sys, pip; sys.exit(sys.version_info < {OLDEST!r})"
    return subprocess.run([str(PYTHON), "-c", ask], stderr=subprocess.DEVNULL).returncode == 0


def install(requirements):
    wanted = hashlib.sha256((PROJECT / requirements).read_bytes()).hexdigest()
    stamps = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    if stamps.get(requirements) == wanted:
        return
    print(f"Installing the packages of {requirements} (a minute or so, the first time)", flush=True)
    options = ["--require-hashes", "--requirement", requirements]
    pip = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
        *options,
    ]
    uv = shutil.which("uv")
    quick = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), *options] if uv else None
    done = quick and subprocess.run(quick, cwd=str(PROJECT), stderr=subprocess.DEVNULL).returncode == 0
    if not done and subprocess.run(pip, cwd=str(PROJECT)).returncode:
        sys.exit("The packages could not be installed: see the lines above.")
    stamps[requirements] = wanted
    STAMP.write_text(json.dumps(stamps))


def main():
    if sys.version_info < OLDEST:
        other = newer_python()
        if not other:
            sys.exit("The portal needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))
        os.execv(other, [other, *sys.argv])
    with (PROJECT / "manage.py").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two makes at once would write into the same environment
        make_environment()
        for requirements in sys.argv[1:]:
            install(requirements)


if __name__ == "__main__":
    main()
