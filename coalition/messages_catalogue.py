"""The message catalogue without gettext: extracted by Babel, kept and compiled by polib."""

from pathlib import Path

import polib

PROJECT = Path(__file__).resolve().parent.parent
LOCALE = PROJECT / "locale"


def catalogues() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def compile_stale() -> list[Path]:
    """Compile each catalogue that is newer than its compiled form; the ones compiled."""
    stale = [po for po in catalogues() if not _is_compiled(po)]
    for po in stale:
        partial = po.with_suffix(".mo.partial")
        polib.pofile(str(po)).save_as_mofile(str(partial))
        partial.replace(po.with_suffix(".mo"))
    return stale


def _is_compiled(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns


if __name__ == "__main__":
    compile_stale()
