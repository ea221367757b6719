"""A correction puts right what was said of its year, and nothing of the years since."""

from datetime import date

import pytest

from commitments.models import Action, ActionPlan
from municipalities.models import Municipality
from reports.models import ActionUpdate, ProgressReport

from . import make

pytestmark = pytest.mark.django_db
Outcome = ActionUpdate.Outcome
SIGNED = {"name": "Marie Roy", "title": "Mayor"}


def corrected(report, by, decider, **outcomes):
    """The next revision accepted; `updates` are outcomes by the title of the action."""
    report = ProgressReport.objects.get(pk=report.pk)
    report.correct(by, "A word was wrong.")
    for title, outcome in outcomes.items():
        report.updates.filter(action__title_en=title.replace("_", " ")).update(outcome=outcome)
    report.submit(by, **SIGNED)
    return report.accept(decider)


def states(town):
    rows = Action.objects.filter(plan__municipality=town).exclude(plan__status="replaced")
    return dict(rows.order_by("pk").values_list("title_en", "status"))


def test_done_taken_back_gives_the_action_its_former_state(filed, lakeside, lea, sam):
    Action.objects.filter(title_en="Action 1").update(status="under_way")
    assert filed.accept(sam).data["ring"] == "4410000000"
    assert states(lakeside) == {"Action 1": "done", "Action 2": "done"}
    data = corrected(filed, lea, sam, Action_1=Outcome.UNCHANGED, Action_2=Outcome.UNCHANGED).data
    assert states(lakeside) == {"Action 1": "under_way", "Action 2": "not_started"}
    assert data["ring"] == "3210000000"


def test_a_second_correction_goes_back_to_the_state_before_the_first_acceptance(filed, lakeside, lea, sam):
    filed.accept(sam)
    corrected(filed, lea, sam, Action_1=Outcome.UPDATED)
    assert states(lakeside)["Action 1"] == "under_way"
    corrected(filed, lea, sam, Action_1=Outcome.UNCHANGED)
    assert states(lakeside) == {"Action 1": "not_started", "Action 2": "done"}


def test_what_the_town_wrote_in_its_plan_since_stays(filed, lakeside, lea, sam):
    filed.accept(sam)
    edition = ActionPlan.start(lakeside, lea)
    edition.actions.filter(title_en="Action 1").update(status="under_way")
    edition.publish(lea)
    corrected(filed, lea, sam, Action_1=Outcome.UNCHANGED, Action_2=Outcome.UNCHANGED)
    assert states(lakeside) == {"Action 1": "under_way", "Action 2": "not_started"}


def test_unchanged_twice_moves_nothing(filed, lakeside, lea, sam):
    filed.updates.update(outcome=Outcome.UNCHANGED)
    filed.accept(sam)
    Action.objects.filter(title_en="Action 1").update(status="done")
    corrected(filed, lea, sam)
    assert states(lakeside)["Action 1"] == "done"


def move_on(town, by):
    """A new census, and a new plan for another commitment."""
    Municipality.objects.filter(pk=town.pk).update(population=99_999, population_year=2026)
    edition = ActionPlan.start(town, by)
    make.action(edition, 9, title="New")
    edition.adopted_on = date(2026, 11, 2)
    edition.save()
    edition.publish(by)


def test_a_correction_of_an_old_year_keeps_what_stood_in_its_year(filed, lakeside, lea, sam):
    first = filed.accept(sam).data
    move_on(lakeside, lea)
    make.filed(make.report(lakeside, by=lea, year=2027), by=lea).accept(sam)
    data = corrected(filed, lea, sam).data
    said = {"accepted_at", "submitted_at", "revision", "number"}
    assert {key: data[key] for key in data if key not in said} == {
        key: first[key] for key in first if key not in said
    }


def test_a_correction_of_the_newest_year_shows_the_ring_it_moved(filed, lakeside, lea, sam):
    first = filed.accept(sam).data
    move_on(lakeside, lea)
    data = corrected(filed, lea, sam).data
    for name in ("municipality", "plan_adopted_on", "declaration_signed_on"):
        assert data[name] == first[name]
    lakeside.membership.refresh_from_db()
    assert data["ring"] == lakeside.membership.ring
