"""The workbook of a report through a real LibreOffice: `python -m tests.libreoffice_round_trip`.

It installs LibreOffice Calc where it is missing and can be (Debian and Ubuntu, as root: some 300 MB, which is why
`make test` does without), then runs tests/test_libreoffice.py. With --keep the workbook that the ordinary tests read is
made anew: tests/data/saved_by_libreoffice.xlsx.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SAVED = Path(__file__).with_name("data") / "saved_by_libreoffice.xlsx"
HOW = """This needs LibreOffice Calc, which is missing here and could not be installed.
On Debian or Ubuntu:  apt install libreoffice-calc-nogui"""


def soffice():
    return shutil.which("soffice") or shutil.which("libreoffice")


def install():
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quietly = ["apt-get", "--quiet", "--yes", "--no-install-recommends"]
        for command in (["update"], ["install", "libreoffice-calc-nogui"]):
            quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run([*quietly, *command], env=quiet, stdout=subprocess.DEVNULL)


def convert(content, folder, to="xlsx"):
    """The bytes of a workbook as LibreOffice saves them; `to` is its name for the format."""
    source = Path(folder) / "in" / "report.xlsx"
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice(), profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    [saved] = [path for path in Path(folder).iterdir() if path.is_file()]
    try:
        return saved.read_bytes()
    finally:
        saved.unlink()


def main():
    if not soffice():
        install()
    if not soffice():
        print(HOW, file=sys.stderr)
        return 1
    os.environ["LIBREOFFICE"] = "keep" if "--keep" in sys.argv else "try"
    return pytest.main(["-q", "tests/test_libreoffice.py"])


if __name__ == "__main__":
    sys.exit(main())
