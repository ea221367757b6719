"""The mutation run: does the access matrix notice when a policy is opened?

For each view of ours, one door at a time is broken for that view alone, and the cells of its address must turn red:

- sign-in      nobody is asked to sign in
- secretariat  the page of the secretariat opens to everybody
- factor       the second factor is not asked for
- role         whoever works for the town may do everything
- town         the door no longer asks whether the person works for this town
- object       the door finds what it looks for in any town
- decider      the secretariat decides on its own town

Which of them a view has is seen by watching it answer unbroken: what it never asks cannot be broken.

    python -m tests.mutations [address ...]
"""

import os
import sys

import pytest


@pytest.fixture(scope="module")
def run(scene, django_db_blocker):
    from .mutating import Run  # not above: Django has no settings yet where this is the program

    with django_db_blocker.unblock():
        return Run(scene)


def test_the_whole_run(db, run):
    """Collected by `python -m tests.mutations` alone."""
    from .access_table import TABLE
    from .mutating import report

    mutants = []
    for name in os.environ["MUTATE"].split() or [name for name in TABLE if run.is_ours(name)]:
        mutants += run.mutants(name)
    assert not report(mutants)


def main(names):
    os.environ["MUTATE"] = " ".join(names)
    return pytest.main(["-q", "-s", "-p", "no:cacheprovider", f"{__file__}::test_the_whole_run"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
