"""What was taken out of a text and what was put in."""

import random
import time

import pytest

from reports.marked import GONE, LEFT_OUT, NEW, SAME, marked

OLD, NOW = (SAME, GONE, LEFT_OUT), (SAME, NEW, LEFT_OUT)


def said(pieces, kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


def written(before, after):
    """As one reads it: [-out-][+in+]."""
    signs = {SAME: "{}", GONE: "[-{}-]", NEW: "[+{}+]", LEFT_OUT: "[…]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in marked(before, after))


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("It went well.", "It went otherwise.", "It went [-well.-][+otherwise.+]"),
        (
            "We met twice a year.",
            "We met four times this year.",
            "We met [-twice a-][+four times this+] year.",
        ),
        ("", "New words.", "[+New words.+]"),
        ("Old words.", "", "[-Old words.-]"),
        ("One. Two.", "One. Three. Two.", "One. [+Three. +]Two."),
        ("L’an dernier : neuf.", "L’an dernier : dix.", "L’an dernier : [-neuf.-][+dix.+]"),
        ("a\nb\nc", "a\nB\nc", "a\n[-b-][+B+]\nc"),
    ],
)
def test_only_the_words_that_changed_are_marked(before, after, seen):
    assert written(before, after) == seen


def test_the_same_text_has_no_marks():
    assert marked("As last year.", "As last year.") == []


def test_long_unchanged_stretches_are_left_out():
    before = "Nothing new here at all. " * 40 + "Nine came. " + "And so it went on. " * 40
    after = before.replace("Nine", "Ten")
    pieces = marked(before, after)
    assert [piece.kind for piece in pieces] == [LEFT_OUT, SAME, GONE, NEW, SAME, LEFT_OUT]
    assert sum(len(piece.text) for piece in pieces if piece.kind == SAME) < 400


def test_both_texts_can_be_read_from_the_pieces():
    """Whatever is typed: nothing is lost, nothing is added."""
    chance = random.Random(28)
    for _try in range(300):
        words = ["a", "b", "longer", " ", "  ", "\n", ".", "!", "…", "»", "\u00a0", "é", "12,5"]
        before = "".join(chance.choices(words, k=chance.randrange(60)))
        after = "".join(chance.choices(words, k=chance.randrange(60)))
        pieces = marked(before, after)
        if before != after:
            assert (said(pieces, OLD), said(pieces, NOW)) == (before, after)


@pytest.mark.parametrize(
    "make",
    [
        lambda chance, size: "x" * size,
        lambda chance, size: "a " * (size // 2),
        lambda chance, size: "".join(chance.choice(["a ", "b "]) for _word in range(size // 2)),
        lambda chance, size: " ".join(str(chance.randrange(150)) for _word in range(size // 3)),
        lambda chance, size: "".join(f"{chance.choice('abcdefghij')}. " for _word in range(size // 3)),
        lambda chance, size: "\n" * size,
    ],
)
def test_no_text_hangs_the_page(make):
    chance = random.Random(28)
    for size in (3_000, 12_000, 100_000):
        before, after = make(chance, size), make(chance, size) + "z"
        begun = time.process_time()
        pieces = marked(before, "q" + after)
        assert time.process_time() - begun < 3
        assert said(pieces, OLD) == before
