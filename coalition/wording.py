"""What changed between two texts, word by word: what was taken out and what was put in, in a bounded time."""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

SENTENCES = re.compile(r"[^.!?…\n]*[.!?…\n]+[ \t\u00a0\u202f»”\"')]*|[^.!?…\n]+$")
WORDS = re.compile(r"\s+|\w+(?:[.,'’‑-]\w+)*|[^\w\s]+")
# How much may be looked at, in pairs of equal words: longer passages are shown whole, as taken out and put in.
MOST_WORK = 10_000_000
# Of two passages with fewer words in common than this share, the few that stayed only confuse.
LEAST_ALIKE = 0.35
# A run of fewer words that both have, between changes, reads better as part of the change.
SHORTEST_ISLAND = 2
# Of what stayed the same, so much is shown on each side of a change, in characters.
AROUND = 160
SAME, GONE, NEW, LEFT_OUT = "same", "gone", "new", "left_out"


class Piece(NamedTuple):
    """A stretch of text that stayed ("same"), was taken out ("gone") or put in ("new"), or is not shown ("left_out")."""

    kind: str
    text: str


def differences(before, after):
    """The Pieces in the order of reading.

    SAME and GONE together are `before`, SAME and NEW are `after`, to the character.
    """
    return _without_islands(_joined(_by_sentence(before, after)))


def abridged(pieces):
    """The pieces, with what stayed shortened to what stands around a change; none where nothing changed."""
    if all(piece.kind == SAME for piece in pieces):
        return []
    return [shown for place, piece in enumerate(pieces) for shown in _shortened(piece, place, len(pieces))]


def _by_sentence(before, after):
    """Whole sentences first, so that long texts are compared quickly; words only where a sentence changed."""
    work = MOST_WORK
    for is_same, gone, new in _compared(SENTENCES.findall(before), SENTENCES.findall(after), work):
        old_words, new_words = WORDS.findall(gone), WORDS.findall(new)
        if is_same:
            yield Piece(SAME, gone)
        elif _are_alike(old_words, new_words):
            for is_same_here, out, put in _compared(old_words, new_words, work):
                yield from [Piece(SAME, out)] if is_same_here else [Piece(GONE, out), Piece(NEW, put)]
            work -= min(work, _work(old_words, new_words))
        else:
            end = old_words[-1] if old_words[-1:] == new_words[-1:] and old_words[-1].isspace() else ""
            yield Piece(GONE, gone.removesuffix(end))
            yield Piece(NEW, new.removesuffix(end))
            yield Piece(SAME, end)


def _are_alike(before, after):
    """Whether they have words enough in common, in whatever order; spaces apart."""
    words, others = (Counter(token for token in tokens if not token.isspace()) for tokens in (before, after))
    return (words & others).total() * 2 >= LEAST_ALIKE * (words.total() + others.total())


def _compared(before, after, work):
    """(is it the same?, text before, text after) of each stretch; one stretch where comparing would be too much."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    middle_before, middle_after = before[start : len(before) - end], after[start : len(after) - end]
    yield True, "".join(before[:start]), ""
    if _work(middle_before, middle_after) > work:
        yield False, "".join(middle_before), "".join(middle_after)
    else:
        # Frequent words are no anchors: without this a text of one word repeated would take minutes.
        matcher = SequenceMatcher(None, middle_before, middle_after, autojunk=True)
        for kind, a, b, c, d in matcher.get_opcodes():
            yield kind == "equal", "".join(middle_before[a:b]), "".join(middle_after[c:d])
    yield True, "".join(before[len(before) - end :]), ""


def _common(before, after):
    """How many tokens both begin with."""
    number = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        number += 1
    return number


def _work(before, after):
    """At most so many steps of SequenceMatcher: each of its rounds goes through one side and the pairs that match."""
    here, there = Counter(before), Counter(after)
    is_long, often = len(after) >= 200, len(after) // 100 + 1  # what autojunk leaves aside
    pairs = sum(here[token] * number for token, number in there.items() if not (is_long and number > often))
    return min(len(before), len(after), pairs) * (len(before) + pairs)


def _joined(pieces):
    """Without empty pieces; of each change one piece that is gone and one that is new; no two of a kind in a row."""
    found = []
    for is_same, run in groupby((piece for piece in pieces if piece.text), key=_is_same):
        run = list(run)
        kinds = [SAME] if is_same else [GONE, NEW]
        texts = [(kind, "".join(piece.text for piece in run if piece.kind == kind)) for kind in kinds]
        found += [Piece(kind, text) for kind, text in texts if text]
    return found


def _without_islands(pieces):
    """What stayed between two changes and is too short to be read for itself goes with them.

    Only where something was replaced: between two words that were added nothing was taken out.
    """
    told = []
    for place, piece in enumerate(pieces):
        around = {
            other.kind for other in (*pieces[max(place - 2, 0) : place], *pieces[place + 1 : place + 3])
        }
        is_between = 0 < place < len(pieces) - 1
        if piece.kind == SAME and is_between and {GONE, NEW} <= around and _is_short(piece.text):
            told += [Piece(GONE, piece.text), Piece(NEW, piece.text)]
        else:
            told.append(piece)
    return _joined(told)


def _is_same(piece):
    return piece.kind == SAME


def _is_short(text):
    return "\n" not in text and sum(not word.isspace() for word in WORDS.findall(text)) < SHORTEST_ISLAND


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
