"""The life of a report, at random: what people do to a plan, a report, its review and each other's roles, in any order.

Hypothesis draws the acts (life_machine.py), the portal performs each as its views do (life_portal.py), and a model in
plain Python says what must come of it (life_model.py). After each act what is stored, who may do what, what is missing,
the trail, the outbox and the accepted reports are compared. No PDF is drawn meanwhile, and no file is written.

    python -m tests.life_of_a_report 2000 [steps of each, at most 40]
"""

import os
import sys
import time
from unittest.mock import patch

import pytest


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once, rolled back at the end; each run is rolled back by itself."""
    from django.db import transaction  # not above: Django has no settings yet where this is the program

    from .life_portal import build, without_drawing

    with django_db_blocker.unblock(), transaction.atomic():
        with without_drawing():
            yield build()
        transaction.set_rollback(True)


def run(world, django_db_blocker, examples, steps, **options):
    """Walk that many times, at most so many steps each; (steps that were made, seconds)."""
    from hypothesis import HealthCheck, settings
    from hypothesis.stateful import run_state_machine_as_test

    from .life_machine import LifeOfAReport

    began, before = time.monotonic(), LifeOfAReport.steps
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **options,
    )
    with django_db_blocker.unblock(), patch.object(LifeOfAReport, "world", world):
        run_state_machine_as_test(LifeOfAReport, settings=chosen)
    return LifeOfAReport.steps - before, time.monotonic() - began


def test_the_whole_run(world, django_db_blocker):
    """Collected by `python -m tests.life_of_a_report` alone."""
    examples, steps = map(int, os.environ["LIVES"].split())
    violations = 1
    try:
        made, seconds = run(world, django_db_blocker, examples, steps)
        violations = 0
    finally:
        said = f"{made} acts, {seconds:.0f} seconds, " if not violations else ""
        print(f"\n{examples} runs of at most {steps} steps: {said}{violations} violations")


def main(examples="2000", steps="40"):
    os.environ["LIVES"] = f"{examples} {steps}"
    return pytest.main(["-q", "-s", "-p", "no:cacheprovider", f"{__file__}::test_the_whole_run"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
