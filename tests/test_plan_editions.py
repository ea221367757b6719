"""Editions of a plan: nothing is lost from one to the next, and what changed is public, frozen, in both languages."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from commitments.changes import read_changes
from commitments.models import Action, ActionPlan

from . import make
from .planning import at, text

pytestmark = pytest.mark.usefixtures("reference")


def publish(plan, by, day):
    """Published on that day, at noon."""
    plan.publish(by)
    noon = timezone.now().replace(year=day.year, month=day.month, day=day.day, hour=17)
    ActionPlan.objects.filter(pk=plan.pk).update(published_at=noon)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def first(lakeside, lea):
    plan = make.plan(lakeside, by=lea, starts_on=date(2025, 1, 1))
    for number, title in enumerate(("Stays", "Changes", "Leaves"), start=1):
        make.action(plan, number, title_en=title, title_fr=f"{title} FR", position=number)
    return publish(plan, lea, date(2026, 3, 3))


def said(plan, language="en"):
    with translation.override(language):
        return [(change.title.get(language), change.words) for change in read_changes(plan)]


def test_an_edition_begins_with_all_that_hangs_on_the_actions(lakeside, lea, eli):
    plan = make.plan(lakeside, by=lea)
    action = make.action(plan, 3, 7, title_en="Open a desk", copied_from=None, position=4)
    step = make.milestone(action, text_fr="Choisir", due_on=date(2027, 1, 1), reached_on=date(2026, 1, 1))
    make.target(action, "I17")
    study = make.evidence(lakeside)
    action.evidence.add(study)
    plan.publish(lea)
    copy = ActionPlan.start(lakeside, eli).actions.get()
    assert copy.pk != action.pk
    assert (copy.lineage, copy.position, copy.title_en) == (action.lineage, 4, "Open a desk")
    assert sorted(c.pk for c in copy.commitments.all()) == [3, 7] and list(copy.evidence.all()) == [study]
    kept = copy.milestones.get()
    assert (kept.lineage, kept.text_en, kept.text_fr, kept.due_on, kept.reached_on) == (
        step.lineage,
        "Choose the place",
        "Choisir",
        date(2027, 1, 1),
        date(2026, 1, 1),
    )
    assert (copy.targets.get().indicator_id, copy.targets.get().target) == ("I17", 50)
    # The former edition keeps its own.
    copy.revise(eli, milestones={step.lineage: None}, targets={"I17": None}, evidence=[])
    assert (action.milestones.count(), action.targets.count(), action.evidence.count()) == (1, 1, 1)


def test_a_new_edition_costs_the_same_for_3_actions_and_for_200(lakeside, rivermouth, first, lea, odile):
    other = make.plan(rivermouth, by=odile)
    Action.objects.bulk_create(
        Action(plan=other, title=f"A {n}", title_en=f"A {n}", position=n) for n in range(200)
    )
    for action in other.actions.all()[:30]:
        action.commitments.add(1)
        make.milestone(action)
        make.target(action)
    other.publish(odile)
    make.milestone(first.actions.first())
    make.target(first.actions.first())
    counts = []
    for town, by in ((lakeside, lea), (rivermouth, odile)):
        with CaptureQueriesContext(connection) as captured:
            plan = ActionPlan.start(town, by)
        counts.append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            plan.publish(by)
        counts.append(len(captured))
    assert counts[0] == counts[2] and counts[1] == counts[3]


def test_the_first_edition_has_no_log(lakeside, first, client):
    assert (first.edition, first.changes) == (1, [])
    assert "What changed" not in text(client.get(at("public_plan", lakeside)))


def test_what_changed_is_told_by_name_in_both_languages(lakeside, first, lea, client):
    edition = ActionPlan.start(lakeside, lea)
    changes = edition.actions.get(title_en="Changes")
    changes.revise(
        lea,
        lead="Clerk",
        due_on=date(2027, 1, 1),
        status="under_way",
        commitments=[2, 5],
        milestones={changes.lineage: {"text_en": "Choose the place"}},
    )
    edition.actions.get(title_en="Leaves").remove(lea)
    edition.add_action(lea, commitments=[4], title_en="Comes", title_fr="Arrive")
    edition.revise(lea, adopted_on=date(2026, 9, 1), starts_on=date(2026, 1, 1))
    publish(edition, lea, date(2026, 10, 1))
    assert said(edition) == [
        (None, "Adopted by council on September 1, 2026."),
        (None, "The plan covers another period."),
        ("Comes", "New in the plan."),
        (
            "Changes",
            "Was “Not started”, now “Under way”. "
            "Changed: the commitments, the lead department, the due date, the milestones.",
        ),
        ("Leaves", "No longer in the plan."),
    ]
    french = said(edition, "fr")
    assert french[0] == (None, "Adopté par le conseil le 1er septembre 2026.")
    assert "les engagements" in french[3][1] and french[4][0] == "Leaves FR"
    page = text(client.get(at("public_plan", lakeside)))
    assert "What changed since March 3, 2026" in page
    assert (
        "No longer in the plan." in page
        and "Stays" not in page.partition('id="changes"')[2].partition("</section>")[0]
    )
    assert "depuis le 3 mars 2026" in text(client.get(at("public_plan", lakeside, language="fr")))


def test_the_log_is_frozen(lakeside, first, lea):
    edition = ActionPlan.start(lakeside, lea)
    edition.actions.get(title_en="Changes").revise(lea, lead="Clerk")
    edition.publish(lea)
    before = said(edition)
    Action.objects.filter(plan=edition).update(title_en="Otherwise", lead="Nobody")
    Action.objects.filter(plan=first).delete()
    assert (
        said(ActionPlan.objects.get(pk=edition.pk))
        == before
        == [("Changes", "Changed: the lead department.")]
    )


def test_what_a_report_moved_since_is_in_the_log(lakeside, first, lea):
    """An accepted report writes the state into the public plan and into the one being written alike."""
    lineage = first.actions.get(title_en="Stays").lineage
    edition = ActionPlan.start(lakeside, lea)
    Action.objects.filter(lineage=lineage).update(status="done")
    edition.publish(lea)
    assert said(edition) == [("Stays", "Was “Not started”, now “Done”.")]


def test_evidence_that_is_not_public_leaves_no_trace_in_the_log(lakeside, first, lea):
    edition = ActionPlan.start(lakeside, lea)
    edition.actions.get(title_en="Stays").revise(lea, evidence=[make.evidence(lakeside, access="town")])
    edition.actions.get(title_en="Changes").revise(lea, evidence=[make.evidence(lakeside, access="public")])
    edition.publish(lea)
    assert said(edition) == [("Changes", "Changed: the evidence.")]


def test_former_editions_stay_at_their_addresses(lakeside, first, lea, client):
    second = ActionPlan.start(lakeside, lea)
    second.actions.get(title_en="Leaves").remove(lea)
    publish(second, lea, date(2026, 6, 1))
    third = ActionPlan.start(lakeside, lea)
    third.actions.get(title_en="Changes").remove(lea)
    publish(third, lea, date(2026, 9, 1))
    assert [plan.edition for plan in lakeside.plans.published_once()] == [3, 2, 1]
    former = text(client.get(at("public_edition", lakeside, 1)))
    assert "Leaves" in former and "A newer edition has taken its place." in former
    now = text(client.get(at("public_plan", lakeside)))
    assert "What changed since June 1, 2026" in now and "What it changed since March 3, 2026" in now
    for edition in (1, 2):
        assert at("public_edition", lakeside, edition) in now
    assert client.get(at("public_edition", lakeside, 4)).status_code == 404
    assert client.get(at("public_edition", lakeside, 0)).status_code == 404
    assert client.get(at("public_edition", lakeside, "9" * 30)).status_code == 404
