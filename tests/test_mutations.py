"""The mutation run (tests/mutations.py) on a few addresses, so that it keeps working; `python -m tests.mutations` is all of it."""

import pytest

from .mutating import Run, report

SAMPLE = {
    "workspace": {"sign-in", "factor", "town"},
    "add_action": {"sign-in", "factor", "role", "town"},
    "report_section": {"sign-in", "factor", "role", "town", "object"},
    "cycle": {"sign-in", "secretariat", "factor"},
    "end_membership": {"sign-in", "secretariat", "factor", "decider"},
}


@pytest.fixture(scope="module")
def run(scene, django_db_blocker):
    with django_db_blocker.unblock():
        return Run(scene)


@pytest.mark.parametrize("name", SAMPLE)
def test_a_broken_door_is_noticed(db, run, name):
    mutants = list(run.mutants(name))
    assert not report(mutants)
    assert {mutant.mutation for mutant in mutants} >= SAMPLE[name]
