"""Membership.ring: ten digits, kept up by the verbs that change what it shows."""

import pytest

from commitments.models import Action, ActionPlan, Priority
from commitments.ring import compute_ring, count_members, members_working_on, refresh_ring

from . import make

pytestmark = pytest.mark.usefixtures("reference")

NOT_STARTED, UNDER_WAY, DONE, DROPPED = Action.Status.values


def ring_of(town):
    town.membership.refresh_from_db()
    return town.membership.ring


def publish(town, by, actions):
    """`actions`: (status, commitments) of each."""
    plan = make.plan(town, by=by)
    for status, *numbers in actions:
        make.action(plan, *numbers, status=status)
    plan.publish(by)
    return plan


def test_a_new_member_shows_nothing(lakeside):
    assert ring_of(lakeside) == "0000000000"
    assert compute_ring(lakeside, None) == "0000000000"


def test_priorities_show(lakeside):
    make.priorities(lakeside, 1, 10)
    assert ring_of(lakeside) == "1000000001"
    Priority.choose(lakeside, {2: ""})
    assert ring_of(lakeside) == "0100000000"


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ([NOT_STARTED], "2"),
        ([NOT_STARTED, NOT_STARTED], "2"),
        ([UNDER_WAY], "3"),
        ([NOT_STARTED, UNDER_WAY], "3"),
        ([NOT_STARTED, DONE], "3"),
        ([UNDER_WAY, DONE], "3"),
        ([NOT_STARTED, UNDER_WAY, DONE], "3"),
        ([DONE], "4"),
        ([DONE, DONE], "4"),
        ([DONE, DROPPED], "4"),
        ([NOT_STARTED, DROPPED], "2"),
        ([DROPPED], "0"),
    ],
)
def test_the_actions_of_the_published_plan_show(lakeside, lea, statuses, state):
    publish(lakeside, lea, [(status, 3) for status in statuses])
    assert ring_of(lakeside) == f"00{state}0000000"


def test_a_dropped_action_leaves_the_priority(lakeside, lea):
    make.priorities(lakeside, 3)
    publish(lakeside, lea, [(DROPPED, 3)])
    assert ring_of(lakeside) == "0010000000"


def test_an_action_counts_for_each_commitment_it_serves(lakeside, lea):
    make.priorities(lakeside, 1, 2, 3)
    publish(lakeside, lea, [(DONE, 1, 4), (UNDER_WAY, 4), (NOT_STARTED, 2)])
    assert ring_of(lakeside) == "4213000000"


def test_a_plan_being_written_shows_nothing_yet(lakeside, lea):
    plan = make.plan(lakeside, by=lea)
    make.action(plan, 1)
    refresh_ring(lakeside)
    assert ring_of(lakeside) == "0000000000"
    assert lakeside.membership.plan_published_on is None


def test_publishing_a_new_edition_replaces_what_shows(lakeside, lea):
    publish(lakeside, lea, [(DONE, 1)])
    edition = ActionPlan.start(lakeside, lea)
    edition.actions.get().revise(lea, commitments=[2], status=UNDER_WAY)
    assert ring_of(lakeside) == "4000000000"
    edition.publish(lea)
    assert ring_of(lakeside) == "0300000000"
    assert lakeside.membership.plan_published_on is not None


def test_a_status_changed_by_a_report_shows_after_a_refresh(lakeside, lea):
    plan = publish(lakeside, lea, [(NOT_STARTED, 8)])
    plan.actions.update(status=DONE)
    refresh_ring(lakeside)
    assert ring_of(lakeside) == "0000000400"


def test_each_town_has_its_own(lakeside, rivermouth, lea, odile):
    publish(lakeside, lea, [(DONE, 1)])
    publish(rivermouth, odile, [(UNDER_WAY, 2)])
    assert (ring_of(lakeside), ring_of(rivermouth)) == ("4000000000", "0300000000")


def test_approval_shows_what_the_application_chose_and_begins_the_plan(nora, sam):
    town = make.municipality("Newtown")
    make.member(town, nora)
    application = make.application(town, by=nora, complete=True)
    application.submit(nora)
    application.approve(sam)
    assert ring_of(town) == "1000001000"
    assert town.plans.get().is_editable


def test_the_counts_of_the_coalition(lakeside, rivermouth, lea, odile, sam):
    make.priorities(lakeside, 1, 2)
    publish(rivermouth, odile, [(DONE, 2)])
    gone = make.municipality("Gone")
    make.membership(gone)
    make.priorities(gone, 2, 3)
    gone.membership.end(sam, "Left")
    assert count_members() == {1: 1, 2: 2} | dict.fromkeys(range(3, 11), 0)
    assert list(members_working_on(2)) == [lakeside, rivermouth]
    lakeside.membership.hold(sam, "No plan")
    assert list(members_working_on(1)) == [lakeside]
    assert not members_working_on(3)
