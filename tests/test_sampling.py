"""What is shared out among many is left out by none of them."""

import pytest

from . import sampling
from .access_matrix import COMMON, METHODS, OWN, plan
from .access_table import EVERYBODY, TABLE
from .sampling import share


def test_neighbours_share_all(monkeypatch):
    monkeypatch.setattr(sampling, "WHOLE", False)
    shares = [share("abcdefg", place, 3) for place in range(3)]
    assert sorted(sum(shares, [])) == list("abcdefg")
    assert share("abcdefg", 5, 3) == share("abcdefg", 2, 3) == ["c", "f"]
    monkeypatch.setattr(sampling, "WHOLE", True)
    assert share("abc", 1, 3) == ["a", "b", "c"]


@pytest.mark.parametrize("is_whole", [False, True])
def test_every_address_is_asked_by_everybody_with_every_method(monkeypatch, is_whole):
    monkeypatch.setattr(sampling, "WHOLE", is_whole)
    in_french, refused = set(), set()
    for name in TABLE:
        cells = list(plan(name))
        asked = {
            (cell.person, cell.method) for cell in cells if (cell.language, cell.relation) == ("en", OWN)
        }
        methods = METHODS if is_whole else COMMON
        assert asked >= {(person, method) for person in EVERYBODY for method in methods}
        assert {method for _person, method in asked} == set(METHODS)
        french = {cell.person for cell in cells if cell.language == "fr"}
        assert french == set(EVERYBODY) if is_whole else french
        in_french |= french
        refused |= {person for person, method in asked if method == "DELETE"}
    assert in_french == refused == set(EVERYBODY)
