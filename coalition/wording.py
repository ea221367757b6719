"""What changed between two versions of a text, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\S+\s*|\s+")
# Beyond this, comparing takes seconds: whole paragraphs are compared instead, and beyond that the texts as they are.
MOST_WORDS = 6_000


@dataclass(frozen=True)
class Piece:
    """`kind` is "same", "gone" or "new"."""

    kind: str
    text: str


def compare(before, after):
    """The pieces that, read in order without the "gone" ones, give `after`, and without the "new" ones `before`."""
    for split in (WORDS.findall, lambda text: text.splitlines(keepends=True)):
        old, new = split(before), split(after)
        if len(old) + len(new) <= MOST_WORDS:
            return _pieces(old, new)
    return [piece for piece in (Piece("gone", before), Piece("new", after)) if piece.text]


def _pieces(old, new):
    found = []
    for tag, start, end, from_, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(new[from_:to])))
            continue
        if end > start:
            found.append(Piece("gone", "".join(old[start:end])))
        if to > from_:
            found.append(Piece("new", "".join(new[from_:to])))
    return found
