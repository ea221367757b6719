"""What was taken out of a text and what was put in: nothing is lost, what is short goes with the change, time has a limit."""

import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.wording import GONE, LEFT_OUT, NEW, SAME, abridged, differences


def told(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


def written(before, after):
    """As one reads it: [-out-][+in+]."""
    signs = {SAME: "{}", GONE: "[-{}-]", NEW: "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in differences(before, after))


TEXTS = st.lists(
    st.sampled_from(
        ["a", "b", "longer", "the", " ", "  ", "\n\n", "l’été", ",", ".", "!", "…", "»", "\u00a0", "12,5"]
    ),
    max_size=40,
).map("".join)


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_both_texts_can_be_put_together_again(before, after):
    pieces = differences(before, after)
    assert told(pieces, SAME, GONE) == before
    assert told(pieces, SAME, NEW) == after
    assert all(one.kind != other.kind for one, other in zip(pieces, pieces[1:], strict=False))
    if before != after:
        assert told(abridged(pieces), SAME, GONE, LEFT_OUT) == before
        assert told(abridged(pieces), SAME, NEW, LEFT_OUT) == after


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("It went well.", "It went otherwise.", "It went [-well-][+otherwise+]."),
        (
            "We met twice a year.",
            "We met four times this year.",
            "We met [-twice a-][+four times this+] year.",
        ),
        (
            "The desk answers 300 calls a year.",
            "The desk answers 340 calls a year.",
            "The desk answers [-300-][+340+] calls a year.",
        ),
        ("", "New words.", "[+New words.+]"),
        ("Old words.", "", "[-Old words.-]"),
        ("Même texte.", "Même texte.", "Même texte."),
        ("One. Two.", "One. Three. Two.", "One. [+Three. +]Two."),
        ("L’an dernier : neuf.", "L’an dernier : dix.", "L’an dernier : [-neuf-][+dix+]."),
        ("a\nb\nc", "a\nB\nc", "a\n[-b-][+B+]\nc"),
        # A word that both have between changes is no island.
        (
            "We met the old mayor in the town hall and wrote it down for all to read.",
            "We met a new council in the town hall and wrote it down for all to read.",
            "We met [-the old mayor-][+a new council+] in the town hall and wrote it down for all to read.",
        ),
        # Between two words that were only added nothing was taken out.
        ("We opened a desk.", "We opened a busy desk, then.", "We opened a [+busy +]desk[+, then+]."),
        # Two texts with nothing in common stand one after the other.
        (
            "One two three four five six.",
            "Sept huit neuf dix onze douze, treize.",
            "[-One two three four five six.-][+Sept huit neuf dix onze douze, treize.+]",
        ),
    ],
)
def test_only_the_words_that_changed_are_marked(before, after, seen):
    assert written(before, after) == seen


def test_long_unchanged_stretches_are_left_out_where_only_the_change_is_read():
    before = "Nothing new here at all. " * 40 + "Nine came. " + "And so it went on. " * 40
    pieces = abridged(differences(before, before.replace("Nine", "Ten")))
    assert [piece.kind for piece in pieces] == [LEFT_OUT, SAME, GONE, NEW, SAME, LEFT_OUT]
    assert len(told(pieces, SAME)) < 400
    assert abridged(differences(before, before)) == []


def prose(chance, sentences):
    words = [f"word{number}" for number in range(3_000)]
    return [" ".join(chance.choices(words, k=16)) + ". " for _sentence in range(sentences)]


def test_of_twenty_thousand_words_only_those_that_changed_are_marked():
    sentences = prose(Random(34), 1_250)
    changed = [
        line.replace(line.split()[3], "other") if place % 50 == 7 else line
        for place, line in enumerate(sentences)
    ]
    began = time.process_time()
    pieces = differences("".join(sentences), "".join(changed))
    assert time.process_time() - began < 1
    assert {piece.text for piece in pieces if piece.kind == NEW} == {"other"}
    assert sum(piece.kind == NEW for piece in pieces) == 25


def numbered(letter, end, count):
    return "".join(f"s{number}{end} {letter}{number}{end} " for number in range(count))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 50_000, "b " * 50_000),
        ("a " * 50_000, "a b " * 25_000),
        (" ".join(map(str, range(17_000))), " ".join(map(str, range(17_000, 0, -1)))),
        ("x" * 100_000, "x" * 99_999),
        ("a b " * 25_000, "b a " * 25_000),
        ("." * 100_000, "," + "." * 100_000),
        ("\n" * 100_000, "q" + "\n" * 99_000),
        ("".join(f"{n % 10}. " for n in range(33_000)), "".join(f"{n % 7}. " for n in range(33_000))),
        (" ".join(str(n % 150) for n in range(600)), " ".join(str(n * n % 150) for n in range(600))),
        (numbered("x", "", 1_200), numbered("y", "", 1_200)),
        (numbered("x", ".", 1_400), numbered("y", ".", 1_400)),
    ],
    ids=[
        *(
            "others",
            "woven",
            "turned",
            "one word",
            "swapped",
            "points",
            "lines",
            "short sentences",
            "few words",
        ),
        *("every other word", "every other sentence"),
    ],
)
def test_no_text_hangs_the_page(before, after):
    began = time.process_time()
    pieces = differences(before, after)
    assert time.process_time() - began < 3
    assert told(pieces, SAME, GONE) == before
    assert told(pieces, SAME, NEW) == after
