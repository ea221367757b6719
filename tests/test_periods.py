"""From when to when a membership had a state: the verbs and the periods agree."""

from datetime import date
from itertools import pairwise

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from municipalities.models import Membership, MembershipPeriod

from . import make

pytestmark = pytest.mark.django_db


def told(membership):
    return [(period.status, period.since, period.until) for period in membership.periods.all()]


@pytest.fixture
def membership(lakeside):
    return lakeside.membership


def on(day):
    return time_machine.travel(f"2026-{day} 17:00:00+00:00", tick=False)


def test_each_verb_closes_a_period_and_opens_the_next(membership, sam):
    with on("03-01"):
        membership.hold(sam, "Council is new.")
    with on("05-02"):
        membership.resume(sam, "Back.")
    with on("09-03"):
        membership.end(sam, "Council decided.")
    assert told(membership) == [
        ("active", date(2020, 5, 4), date(2026, 3, 1)),
        ("on_hold", date(2026, 3, 1), date(2026, 5, 2)),
        ("active", date(2026, 5, 2), date(2026, 9, 3)),
        ("ended", date(2026, 9, 3), None),
    ]


def test_the_day_is_that_of_the_town(membership, sam):
    with time_machine.travel("2026-03-02 03:30:00+00:00", tick=False):
        membership.hold(sam, "Council is new.")
    assert membership.periods.last().since == date(2026, 3, 1)


def test_approval_begins_the_first_and_a_return_another(reference, nora, sam):
    town = make.municipality("Newtown", slug="newtown-on")
    application = make.application(town, by=nora, complete=True)
    with on("02-01"):
        application.submit(nora)
        application.approve(sam)
    membership = Membership.objects.get(municipality=town)
    with on("06-01"):
        membership.end(sam, "Council decided.")
    again = make.application(town, by=nora, status="submitted")
    Membership.objects.filter(pk=membership.pk).update(basis="Letter of 2026", source="Archive, box 3")
    with on("08-01"):
        again.approve(sam)
    membership.refresh_from_db()
    assert (membership.joined_on, membership.basis, membership.source) == (date(2026, 8, 1), "", "")
    assert told(membership) == [
        ("active", date(2026, 2, 1), date(2026, 6, 1)),
        ("ended", date(2026, 6, 1), date(2026, 8, 1)),
        ("active", date(2026, 8, 1), None),
    ]


def test_of_several_changes_on_one_day_the_last_one_counts(membership, sam):
    with on("03-01"):
        membership.hold(sam, "A slip.")
        membership.resume(sam, "It was a slip.")
    assert told(membership) == [("active", date(2020, 5, 4), None)]
    with on("03-02"):
        membership.hold(sam, "Council is new.")
        membership.end(sam, "Council decided.")
    assert told(membership) == [
        ("active", date(2020, 5, 4), date(2026, 3, 2)),
        ("ended", date(2026, 3, 2), None),
    ]


def test_a_day_before_the_beginning_is_the_beginning(membership):
    membership.periods.enter("on_hold", on=date(2019, 1, 1))
    assert told(membership) == [("on_hold", date(2020, 5, 4), None)]


def test_a_mistake_is_taken_back(membership, sam):
    kept = membership.periods.told()
    with on("03-01"):
        membership.hold(sam, "Wrong town.")
        membership.end(sam, "Wrong town.")
    membership.periods.retell(kept)
    assert told(membership) == [("active", date(2020, 5, 4), None)]
    assert membership.periods.told() == kept


def test_what_began_later_has_not_been(membership):
    for status, day in (
        ("ended", date(2024, 1, 1)),
        ("active", date(2026, 3, 1)),
        ("on_hold", date(2026, 5, 1)),
    ):
        membership.periods.enter(status, on=day)
    membership.periods.enter("ended", on=date(2026, 1, 1))
    assert told(membership) == [
        ("active", date(2020, 5, 4), date(2024, 1, 1)),
        ("ended", date(2024, 1, 1), None),
    ]


def test_the_database_keeps_one_open_period_with_a_day_of_its_own(membership):
    for wrong in ({"until": None}, {"since": date(2026, 1, 1), "until": date(2026, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MembershipPeriod.objects.create(membership=membership, status="active", **wrong)


def test_known_members_begin_in_their_year_or_at_an_unknown_day(reference):
    call_command("load_reference", verbosity=0)
    memberships = Membership.objects.prefetch_related("periods")
    assert len(memberships) == 53
    for membership in memberships:
        [period] = membership.periods.all()
        assert (period.status, period.since, period.since_year) == ("active", None, membership.joined_year)
    corrected = memberships.exclude(joined_year=None)[0]
    Membership.objects.filter(pk=corrected.pk).update(joined_year=1999)
    MembershipPeriod.objects.filter(membership=corrected).update(since_year=1999)
    call_command("load_reference", verbosity=0, refresh=True)
    assert MembershipPeriod.objects.get(membership=corrected).since_year == corrected.joined_year


def test_the_demonstration_is_dated_back(reference):
    call_command("load_reference", verbosity=0)
    call_command("load_demo", verbosity=0)
    memberships = Membership.objects.prefetch_related("periods")
    for membership in memberships:
        periods = membership.periods.all()
        assert periods[len(periods) - 1].status == membership.status
        assert all(before.until == after.since for before, after in pairwise(periods))
    begun = [m for m in memberships if m.joined_on]
    assert begun and all(m.periods.all()[0].since == m.joined_on for m in begun)
    [held] = [m for m in memberships if m.status == "on_hold"]
    assert held.periods.last().since == held.periods.first().until < timezone.localdate()
