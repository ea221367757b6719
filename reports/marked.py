"""What was taken out of a text and what was put in, word by word: what a reviewer reads instead of two texts."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

SENTENCES = re.compile(r"[^.!?…\n]*[.!?…\n]+[ \t\u00a0\u202f»”\"')]*|[^.!?…\n]+$")
WORDS = re.compile(r"\s+|[^\s]+")
# Comparing costs the product of both lengths: longer passages are shown whole, as taken out and put in.
MOST_PAIRS = 400_000
# Of two sentences with fewer words in common than this share, the few that stayed only confuse.
LEAST_ALIKE = 0.35
# Of what stayed the same, so much is shown on each side of a change, in characters.
AROUND = 160
SAME, GONE, NEW, LEFT_OUT = "same", "gone", "new", "left_out"


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed ("same"), was taken out ("gone") or put in ("new"), or is not shown ("left_out")."""

    kind: str
    text: str


def marked(before, after):
    """The pieces of both texts in reading order; what stayed is shortened to what stands around a change."""
    if before == after:
        return []
    pieces = _joined(_by_sentence(before, after))
    return [shown for place, piece in enumerate(pieces) for shown in _shortened(piece, place, len(pieces))]


def _by_sentence(before, after):
    """Whole sentences first, so that long texts are compared quickly; words only where a sentence changed."""
    budget = MOST_PAIRS
    for kind, gone, new in _compared(SENTENCES.findall(before), SENTENCES.findall(after), budget):
        if kind == SAME:
            yield Piece(SAME, gone)
            continue
        a, b = WORDS.findall(gone), WORDS.findall(new)
        if not _are_alike(a, b):
            end = a[-1] if a and b and a[-1] == b[-1] and a[-1].isspace() else ""
            yield Piece(GONE, gone.removesuffix(end))
            yield Piece(NEW, new.removesuffix(end))
            yield Piece(SAME, end)
            continue
        for kind_of_words, out, put in _compared(a, b, budget):
            if kind_of_words == SAME:
                yield Piece(SAME, out)
            else:
                yield Piece(GONE, out)
                yield Piece(NEW, put)
        budget -= min(len(a) * len(b), budget)


def _are_alike(before, after):
    """Whether they have words enough in common, in whatever order; spaces apart."""
    words, others = (Counter(token for token in tokens if not token.isspace()) for tokens in (before, after))
    return (words & others).total() * 2 >= LEAST_ALIKE * (words.total() + others.total())


def _compared(before, after, budget):
    """(kind, text before, text after) of each stretch of tokens; one stretch where there are too many to compare."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    middle_before, middle_after = before[start : len(before) - end], after[start : len(after) - end]
    yield SAME, "".join(before[:start]), ""
    if len(middle_before) * len(middle_after) > budget:
        yield "replace", "".join(middle_before), "".join(middle_after)
    else:
        # Frequent words are no anchors: without this a text of one word repeated would take minutes.
        matcher = SequenceMatcher(None, middle_before, middle_after, autojunk=True)
        for kind, a, b, c, d in matcher.get_opcodes():
            same = SAME if kind == "equal" else kind
            yield same, "".join(middle_before[a:b]), "".join(middle_after[c:d])
    yield SAME, "".join(before[len(before) - end :]), ""


def _joined(pieces):
    """Without empty pieces, and those of one kind that follow each other as one.

    A single space between two changed words is no anchor for the eye: it goes with both.
    """
    joined, gone, new = [], "", ""

    def settle():
        nonlocal gone, new
        joined.extend(Piece(kind, text) for kind, text in ((GONE, gone), (NEW, new)) if text)
        gone = new = ""

    pieces = [piece for piece in pieces if piece.text]
    for place, piece in enumerate(pieces):
        if piece.kind == GONE:
            gone += piece.text
        elif piece.kind == NEW:
            new += piece.text
        elif (
            piece.text == " " and (gone or new) and place + 1 < len(pieces) and pieces[place + 1].kind != SAME
        ):
            gone, new = gone + " " if gone else "", new + " " if new else ""
            if not (gone and new):
                # Only on one side: the space itself stayed.
                gone, new = gone.removesuffix(" "), new.removesuffix(" ")
                settle()
                joined.append(piece)
        else:
            settle()
            if joined and joined[-1].kind == SAME:
                joined[-1] = Piece(SAME, joined[-1].text + piece.text)
            else:
                joined.append(piece)
    settle()
    return joined


def _shortened(piece, place, count):
    """What stayed, only near a change: the end of what stands before it, the beginning of what stands after it."""
    if piece.kind != SAME:
        return [piece]
    text, is_first, is_last = piece.text, place == 0, place == count - 1
    room = AROUND * (2 - is_first - is_last) or AROUND
    if len(text) <= room + AROUND:
        return [piece]
    head = "" if is_first else text[:AROUND].rpartition(" ")[0] or text[:AROUND]
    tail = "" if is_last else text[-AROUND:].partition(" ")[2] or text[-AROUND:]
    return [
        *([Piece(SAME, head)] if head else []),
        Piece(LEFT_OUT, text[len(head) : len(text) - len(tail)]),
        *([Piece(SAME, tail)] if tail else []),
    ]
