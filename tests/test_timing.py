"""The end of a run says where its time went."""

from . import timing


def test_the_slowest_and_what_takes_more_than_its_share():
    spent = [(f"tests/test_a.py::test[{n}]", 1.0) for n in range(96)]
    spent += [("tests/test_b.py::test", 3.0), ("tests/test_b.py::test", 4.5), ("tests/test_c.py::test", 0.5)]
    said = list(timing.lines(spent))
    assert said[0] == "98 tests in 3 files took 104 s in all processes together"
    assert said[2] == "     7.5 s  tests/test_b.py::test"
    assert len(said[2:-3]) == timing.SLOWEST
    assert said[-2:] == ["    96.0 s   92%  tests/test_a.py", "     7.5 s    7%  tests/test_b.py"]


def test_of_a_short_run_nothing_is_said():
    assert not list(timing.lines([("tests/test_a.py::test", 3.0)]))
