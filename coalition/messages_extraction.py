"""Collects the sentences to translate, without gettext, and judges the translations. Needs Babel: development only."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from coalition.messages_catalogue import PROJECT

FOLDERS = ["coalition", "municipalities", "commitments", "reports", "practices", "network", "templates"]
CONTEXT_FIRST = ((1, "c"), 2)
KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], CONTEXT_FIRST),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], (*CONTEXT_FIRST, 3)),
}
METADATA = {
    "Project-Id-Version": "coalition-portal",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
PLURAL_FORMS = {"en": "nplurals=2; plural=(n != 1);", "fr": "nplurals=2; plural=(n > 1);"}
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[a-z]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z][a-z0-9]*")


def sources() -> list[Path]:
    found = (path for folder in FOLDERS for path in (PROJECT / folder).rglob("*"))
    return sorted(
        p for p in found if p.suffix in {".py", ".html", ".txt", ".subject"} and "migrations" not in p.parts
    )


def collect() -> polib.POFile:
    """Every sentence in the sources, by context and text, with the files it stands in."""
    entries: dict[tuple[str | None, str], polib.POEntry] = {}
    for path in sources():
        for text, comments, context in _sentences(path):
            singular, plural = text if isinstance(text, tuple) else (text, "")
            entry = entries.setdefault((context, singular), polib.POEntry(msgid=singular, msgctxt=context))
            entry.msgid_plural = entry.msgid_plural or plural
            entry.comment = entry.comment or "\n".join(comments)
            where = (str(path.relative_to(PROJECT)), "")  # without line numbers: they change at every edit
            if where not in entry.occurrences:
                entry.occurrences.append(where)
    file = polib.POFile()
    file.extend(entries[key] for key in sorted(entries, key=lambda key: (key[1], key[0] or "")))
    return file


def _sentences(path: Path) -> Iterator[tuple[str | tuple[str, str], list[str], str | None]]:
    code = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left of a template has the template's indentation, which Python's tokenizer refuses.
        code = "\n".join(line.lstrip() for line in templatize(code, origin=str(path)).split("\n"))
    options = {"encoding": "utf-8"}
    source = io.BytesIO(code.encode())
    for _, text, comments, context in extract("python", source, KEYWORDS, ["Translators"], options):
        if text:
            yield text, comments, context


def merge(collected: polib.POFile, path: Path) -> polib.POFile:
    """The catalogue at `path` brought up to date: translations kept, new entries empty, what is gone dropped."""
    language = path.parent.parent.name
    known = {_key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    merged = polib.POFile()
    merged.metadata = {**METADATA, "Language": language, "Plural-Forms": PLURAL_FORMS[language]}
    for new in collected:
        entry = polib.POEntry(
            msgid=new.msgid,
            msgctxt=new.msgctxt,
            msgid_plural=new.msgid_plural,
            comment=new.comment,
            occurrences=new.occurrences,
            flags=["python-format"] if "%(" in new.msgid + new.msgid_plural else [],
        )
        if new.msgid_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        if old := known.get(_key(new)):
            entry.tcomment = old.tcomment
            entry.flags += ["fuzzy"] if old.fuzzy else []
            if bool(old.msgid_plural) == bool(new.msgid_plural):
                entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural
        merged.append(entry)
    return merged


def write(file: polib.POFile, path: Path) -> bool:
    """Was the file changed?"""
    text = f"{file}\n".replace("\n\n\n", "\n\n")
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def stale(collected: polib.POFile, path: Path) -> list[str]:
    """How the catalogue at `path` differs from the sources."""
    here = {_key(entry) for entry in polib.pofile(str(path))} if path.exists() else set()
    there = {_key(entry) for entry in collected}
    missing = [f"not in the catalogue: {key[1]!r}" for key in sorted(there - here, key=str)]
    return missing + [f"no longer in the sources: {key[1]!r}" for key in sorted(here - there, key=str)]


def problems(file: polib.POFile) -> list[str]:
    """What is wrong with the translations of a catalogue."""
    return [f"{problem}: {entry.msgid!r}" for entry in file for problem in _problems(entry)]


def _problems(entry: polib.POEntry) -> Iterator[str]:
    if entry.fuzzy:
        yield "fuzzy"
    if entry.msgid_plural:
        texts = [entry.msgstr_plural.get(number, "") for number in (0, 1)]
        # The singular may name the number or not, whatever English does: "one action", "0 mesure".
        allowed = [[entry.msgid, entry.msgid_plural], [entry.msgid_plural]]
    else:
        texts, allowed = [entry.msgstr], [[entry.msgid]]
    if not all(texts):
        yield "not translated"
        return
    for text, originals in zip(texts, allowed, strict=True):
        for name, marks in {"placeholders differ": PLACEHOLDER, "HTML tags differ": TAG}.items():
            if Counter(marks.findall(text)) not in [
                Counter(marks.findall(original)) for original in originals
            ]:
                yield name
        if (text[:1] == "\n") != (entry.msgid[:1] == "\n") or (text[-1:] == "\n") != (
            entry.msgid[-1:] == "\n"
        ):
            yield "begins or ends with a new line, unlike the original"


def _key(entry: polib.POEntry) -> tuple[str | None, str, bool]:
    return entry.msgctxt, entry.msgid, bool(entry.msgid_plural)
