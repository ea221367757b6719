"""The life of a report, at random: a quick walk, always the same. `python -m tests.life_of_a_report` walks for long."""

from . import life_of_a_report
from .life_of_a_report import world  # noqa: F401


def test_a_few_lives(world, django_db_blocker):  # noqa: F811
    acts, _seconds = life_of_a_report.run(world, django_db_blocker, 12, 25, derandomize=True)
    assert acts > 100
