"""The life of a report, at random: a quick walk, always the same. `python -m tests.life_of_a_report` walks for long."""

from unittest.mock import patch

from . import life_of_a_report
from .life_of_a_report import world  # noqa: F401


def test_a_few_lives(world, django_db_blocker):  # noqa: F811
    acts, _seconds = life_of_a_report.run(world, django_db_blocker, 8, 25, derandomize=True)
    assert acts > 40


def test_one_life_in_order(world, django_db_blocker):  # noqa: F811
    """What the walk would meet by luck alone: each refusal that matters most, compared as every act is."""
    from .life_machine import LifeOfAReport  # once Django is ready

    words = ("words", "overview", "en")
    with django_db_blocker.unblock(), patch.object(LifeOfAReport, "world", world):
        life = LifeOfAReport()
        try:
            for person in ("lea", "eli"):
                life.open_page(person, "overview")
            for page, shown in list(life.pages):
                life._save(
                    page, shown, {words: f"{page.person} wrote this."}
                )  # the second meets the first's words
            life.fill_in("lea")
            life.submit("lea")
            life.accept("ada", 0)  # of the town
            life.send_back("sam", ["overview"], 0)
            life.submit("sam")  # on the town's behalf
            life.accept("sam", 0)  # what they submitted
            life.change_role("lea", "ada", 1)
            life.remove("lea", "ada")
            life.accept("ada", 1)  # another submission than the one that stands
            life.accept("ada", 0)
            life.correct("lea")
            life.stands_as_the_model_says()
            life.nothing_accepted_ever_changes()
        finally:
            life.teardown()
    assert (life.model.status, life.model.revision, life.model.accepted) == ("draft", 2, 1)
    assert life.model.stored[words] == "lea wrote this."
