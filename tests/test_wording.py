"""Word-level differences: nothing is lost, short islands go with the change, and time has a limit."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.wording import GONE, NEW, SAME, differences


def told(steps, *kinds):
    return "".join(words for kind, words in steps if kind in kinds)


WORDS = st.lists(st.sampled_from(["a", "b", "the", " ", "\n\n", "l’été", ",", "."]), max_size=40).map("".join)


@given(WORDS, WORDS)
@settings(max_examples=300, deadline=None)
def test_both_texts_can_be_put_together_again(before, after):
    steps = differences(before, after)
    assert told(steps, SAME, GONE) == before
    assert told(steps, SAME, NEW) == after
    assert all(one[0] != other[0] for one, other in zip(steps, steps[1:], strict=False))


def test_says_which_words_changed():
    assert differences("The desk answers 300 calls a year.", "The desk answers 340 calls a year.") == [
        (SAME, "The desk answers "),
        (GONE, "300"),
        (NEW, "340"),
        (SAME, " calls a year."),
    ]
    assert differences("Même texte.", "Même texte.") == [(SAME, "Même texte.")]
    assert differences("", "New words.") == [(NEW, "New words.")]
    assert differences("", "") == []


def test_a_word_both_have_between_changes_is_no_island():
    before = "We met the old mayor in the town hall and wrote it down for all to read."
    after = "We met a new council in the town hall and wrote it down for all to read."
    assert differences(before, after)[1:3] == [(GONE, "the old mayor"), (NEW, "a new council")]


def test_two_texts_with_nothing_in_common_stand_one_after_the_other():
    before, after = "One two three four five six.", "Sept huit neuf dix onze douze, treize."
    assert differences(before, after) == [(GONE, before), (NEW, after)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 50_000, "b " * 50_000),
        ("a " * 50_000, "a b " * 25_000),
        (" ".join(map(str, range(17_000))), " ".join(map(str, range(17_000, 0, -1)))),
        ("x" * 100_000, "x" * 99_999),
        ("a b " * 25_000, "b a " * 25_000),
        ("." * 100_000, "," + "." * 100_000),
    ],
    ids=["others", "woven", "turned", "one word", "swapped", "points"],
)
def test_a_hundred_thousand_characters_take_no_long_time(before, after):
    began = time.process_time()
    steps = differences(before, after)
    assert time.process_time() - began < 3
    assert told(steps, SAME, GONE) == before
    assert told(steps, SAME, NEW) == after
