"""The ring of ten commitments: its petals, its words, without a page around it."""

import re

import pytest
from django.utils import translation

from coalition import ring

from .look import draw

BOTH = pytest.mark.parametrize("language", ["en", "fr"])


@pytest.mark.parametrize("wrong", ["", "012340123", "01234012340", "0123501234", "01234 1234"])
def test_a_ring_is_ten_states(wrong):
    with pytest.raises(ValueError, match="ten digits"):
        ring.svg(wrong)


def radius_of(path):
    """How far from the centre a petal reaches: the radius of its outer arc."""
    return float(re.search(r"A([\d.]+) ", path)[1])


def test_each_state_reaches_further_out():
    petals = re.findall(r'class="c\d+" d="([^"]+)"', ring.svg("1234000000"))
    reached = [radius_of(path) for path in petals]
    assert reached == sorted(set(reached)) and len(reached) == 4


def test_a_commitment_keeps_its_place_whatever_the_others_are():
    alone = re.search(r'class="c7" d="([^"]+)"', ring.svg("0000004000"))[1]
    among = re.search(r'class="c7" d="([^"]+)"', ring.svg("4444444444"))[1]
    assert alone == among


def test_the_first_petal_stands_right_of_the_top():
    path = re.search(r'class="c1" d="([^"]+)"', ring.svg("4000000000"))[1]
    points = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)(?=[LAZ])", path)]
    assert all(x > 50 and y < 50 for x, y in points)


@BOTH
def test_a_ring_says_whose_it_is_and_how_it_stands(language):
    with translation.override(language):
        drawing = ring.svg("4433322100", title="Saint-Jérôme & <co>")
        assert f": {ring.describe('4433322100')}</title>".replace(": ", "") in drawing.replace(": ", "")
        assert "Saint-Jérôme &amp; &lt;co&gt;" in drawing
        assert 'role="img"' in drawing


def test_description_counts_each_state_the_furthest_first():
    with translation.override("en"):
        assert ring.describe("4433320000") == "2 done, 3 under way, 1 in the plan, 4 not yet priorities"
        assert ring.describe("1000000000") == "1 priority, 9 not yet priorities"


def test_description_speaks_french():
    with translation.override("en"):
        english = ring.describe("0123401234")
    with translation.override("fr"):
        french = ring.describe("0123401234")
    assert all(word not in french for word in ("done", "under way", "plan,", "priority")), french
    assert re.findall(r"\d+", french) == re.findall(r"\d+", english)


def test_a_ring_outside_a_page_brings_its_own_colours():
    drawing = ring.svg(
        "4000000001", 200, colours="#004d49", track="#dddddd", ink="#111111", font="Newsreader", numbers=True
    )
    assert 'class="c' not in drawing and drawing.count('fill="#004d49"') == 2
    assert drawing.count("<text ") == 10 and 'font-family="Newsreader"' in drawing


def test_numbers_come_only_where_they_can_be_read():
    assert "<text" in draw("{% ring value size=160 numbers=True %}", value=ring.EMPTY)
    assert "<text" not in draw("{% ring value size=96 numbers=True %}", value=ring.EMPTY)


def test_a_decorative_ring_is_silent():
    drawing = ring.svg(ring.EMPTY, decorative=True)
    assert 'aria-hidden="true"' in drawing and "<title>" not in drawing
