"""`make lock`: pin what pyproject.toml asks for, for every platform, with hashes and without any address."""

import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
TOOLS = PROJECT / ".state" / "lock"
FILES = {
    "requirements.txt": [],
    "requirements-embedded.txt": ["--group", "embedded"],
    "requirements-dev.txt": ["--group", "embedded", "--group", "dev"],
}
OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes"]
OPTIONS += ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate", "--quiet"]


def uv() -> str:
    if found := shutil.which("uv"):
        return found
    if not (TOOLS / "bin" / "uv").exists():
        print("Installing uv for this", flush=True)
        subprocess.run([sys.executable, "-m", "venv", TOOLS], check=True)
        subprocess.run([TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
    return str(TOOLS / "bin" / "uv")


def main() -> None:
    program = uv()
    for name, groups in FILES.items():
        print(f"Pinning {name}", flush=True)
        newer = ["--upgrade"] if "--upgrade" in sys.argv else []
        same = ["--constraint", "requirements.txt"] if groups else []  # one version of each in all three
        command = [program, "pip", "compile", *OPTIONS, *newer, *same, *groups, "pyproject.toml"]
        command += ["--output-file", name]
        subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
