"""This year's report is already made: from the plan, the priorities and what was said last year."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.models import Action, ActionPlan
from reports import carry_forward
from reports.models import ActionUpdate, IndicatorReading, ProgressReport

from . import make

pytestmark = pytest.mark.usefixtures("reference")
Outcome = ActionUpdate.Outcome


@pytest.fixture
def plan(lakeside, lea):
    plan = make.plan(lakeside, by=lea)
    make.action(plan, 1, title="Open a complaints desk", position=1)
    make.action(plan, 7, 3, title="House newcomers", position=2)
    plan.publish(lea)
    return plan


def filed(report, by, **outcomes):
    """The report as accepted, without its snapshot: what the next year looks back on."""
    for title, (outcome, words) in outcomes.items():
        report.updates.filter(action__title_en=title).update(outcome=outcome, text_en=words)
    at = report.cycle.due_at
    report._move("submit", by, submitted_at=at)
    report._move("accept", by, accepted_at=at)


def test_a_town_without_plan_or_priorities_answers_for_the_whole_only(lakeside, lea):
    report = make.report(lakeside, by=lea)
    assert report.sections.count() == 10
    assert not report.sections.filter(is_priority=True).exists()
    assert report.updates.count() == 0
    assert set(report.readings.values_list("indicator__commitment", flat=True)) == {None}


def test_the_plan_and_the_priorities_make_the_report(lakeside, lea, plan):
    make.priorities(lakeside, 4)
    report = make.report(lakeside, by=lea)
    assert list(report.sections.filter(is_priority=True).values_list("commitment", flat=True)) == [1, 3, 4, 7]
    assert [u.action.title for u in report.updates.all()] == ["Open a complaints desk", "House newcomers"]
    assert all(
        u.outcome == Outcome.UNCONFIRMED and not u.text and not u.previous for u in report.updates.all()
    )
    assert set(report.readings.values_list("indicator__commitment", flat=True)) == {None, 1, 3, 4, 7}
    assert set(report.readings.values_list("answer", flat=True)) == {"unanswered"}


def test_last_years_words_stand_beside_and_answer_nothing(lakeside, lea, plan):
    last = make.report(lakeside, by=lea, year=2025)
    last.sections.filter(commitment=1).update(
        text_en="A desk was planned.", text_fr="Un guichet était prévu."
    )
    filed(last, lea, **{"Open a complaints desk": (Outcome.UPDATED, "Two clerks hired.")})
    report = make.report(lakeside, by=lea, year=2026)
    update = report.updates.get(action__title_en="Open a complaints desk")
    assert update.previous.report == last
    assert (update.previous.outcome, update.previous.text_en) == (Outcome.UPDATED, "Two clerks hired.")
    assert (update.outcome, update.text_en or "") == (Outcome.UNCONFIRMED, "")
    section = report.sections.get(commitment=1)
    assert (section.text_en, section.text_fr) == ("A desk was planned.", "Un guichet était prévu.")
    assert section.is_carried
    assert not report.sections.get(commitment=7).is_carried


def test_words_are_carried_only_where_they_will_be_confirmed(lakeside, lea, plan):
    last = make.report(lakeside, by=lea, year=2025)
    last.sections.filter(commitment__in=[1, 2]).update(text_en="Old words.")
    filed(last, lea)
    report = make.report(lakeside, by=lea, year=2026)
    assert not report.sections.get(commitment=2).text_en
    assert report.sections.get(commitment=1).is_carried
    edition = ActionPlan.start(lakeside, lea)
    edition.actions.filter(title_en="Open a complaints desk").delete()
    edition.publish(lea)
    section = report.sections.get(commitment=1)
    assert (section.is_priority, section.is_carried, section.text_en) == (False, False, "")


def test_a_year_that_was_never_filed_says_nothing(lakeside, lea, plan):
    last = make.report(lakeside, by=lea, year=2025)
    last.updates.update(outcome=Outcome.DONE)
    report = make.report(lakeside, by=lea, year=2026)
    assert not report.updates.filter(previous__isnull=False).exists()


def test_the_newest_word_counts_even_when_a_year_was_skipped(lakeside, lea, plan):
    for year, words in ((2023, "Older"), (2024, "Newer")):
        filed(make.report(lakeside, by=lea, year=year), lea, **{"House newcomers": (Outcome.UPDATED, words)})
    report = make.report(lakeside, by=lea, year=2026)
    assert report.updates.get(action__title_en="House newcomers").previous.text_en == "Newer"


def test_what_was_dropped_does_not_come_back_unless_the_plan_takes_it_up(lakeside, lea, plan):
    last = make.report(lakeside, by=lea, year=2025)
    filed(
        last,
        lea,
        **{"House newcomers": (Outcome.DROPPED, "No land."), "Open a complaints desk": (Outcome.DONE, "")},
    )
    carry_forward.take_into_plan(last)
    report = make.report(lakeside, by=lea, year=2026)
    assert [u.action.title for u in report.updates.all()] == ["Open a complaints desk"]
    edition = ActionPlan.start(lakeside, lea)
    edition.actions.filter(title_en="House newcomers").update(status=Action.Status.NOT_STARTED)
    edition.publish(lea)
    assert report.updates.filter(action__title_en="House newcomers").exists()


def test_outcomes_become_the_state_of_the_actions_in_both_editions_of_the_plan(lakeside, lea, plan):
    draft = ActionPlan.start(lakeside, lea)
    report = make.report(lakeside, by=lea)
    filed(
        report,
        lea,
        **{"House newcomers": (Outcome.UPDATED, "x"), "Open a complaints desk": (Outcome.DONE, "")},
    )
    carry_forward.take_into_plan(report)
    for edition in (plan, draft):
        assert dict(edition.actions.values_list("title_en", "status")) == {
            "House newcomers": Action.Status.UNDER_WAY,
            "Open a complaints desk": Action.Status.DONE,
        }
    lakeside.membership.refresh_from_db()
    assert lakeside.membership.ring == "4030003000"


def test_a_corrected_old_year_does_not_undo_a_newer_one(lakeside, lea, plan):
    old = make.report(lakeside, by=lea, year=2025)
    filed(old, lea, **{"House newcomers": (Outcome.UPDATED, "x")})
    new = make.report(lakeside, by=lea, year=2026)
    filed(new, lea, **{"House newcomers": (Outcome.DONE, "")})
    carry_forward.take_into_plan(new)
    carry_forward.take_into_plan(old)
    assert plan.actions.get(title_en="House newcomers").status == Action.Status.DONE


def test_a_new_edition_of_the_plan_reaches_the_open_draft(lakeside, lea, plan):
    report = make.report(lakeside, by=lea)
    kept = report.updates.get(action__title_en="Open a complaints desk")
    kept.text_en, kept.outcome = "Opened in May.", Outcome.DONE
    kept.save()
    edition = ActionPlan.start(lakeside, lea)
    edition.actions.filter(title_en="House newcomers").delete()
    make.action(edition, 9, title="Train teachers", position=3)
    edition.publish(lea)
    kept.refresh_from_db()
    assert kept.action.plan == edition
    assert (kept.text_en, kept.outcome) == ("Opened in May.", Outcome.DONE)
    assert [u.action.title for u in report.updates.all()] == ["Open a complaints desk", "Train teachers"]
    assert list(report.sections.filter(is_priority=True).values_list("commitment", flat=True)) == [1, 9]
    assert set(report.readings.values_list("indicator__commitment", flat=True)) == {None, 1, 9}


def test_what_was_answered_stays_although_the_plan_lost_it(lakeside, lea, plan):
    report = make.report(lakeside, by=lea)
    report.updates.filter(action__title_en="House newcomers").update(
        outcome=Outcome.DROPPED, text_en="No land."
    )
    report.readings.filter(indicator="I22").update(answer=IndicatorReading.Answer.NOT_COLLECTED)
    edition = ActionPlan.start(lakeside, lea)
    edition.actions.filter(title_en="House newcomers").delete()
    edition.publish(lea)
    assert report.updates.filter(action__title_en="House newcomers").exists()
    assert report.readings.filter(indicator="I22").exists()
    assert not report.readings.filter(indicator="I23").exists()


def test_what_was_typed_and_not_yet_answered_stays_and_is_said_to_be_lost(lakeside, lea, eli, sign_in, plan):
    make.action(draft := ActionPlan.start(lakeside, lea), 3, title="Hire a guide", position=3)
    draft.publish(lea)
    report = make.report(lakeside, by=lea)
    report.updates.filter(action__title_en="House newcomers").update(text_fr="Les plans sont tracés.")
    report.readings.filter(indicator="I22").update(note="The count comes in May.")
    report.readings.filter(indicator="I10").update(source="The housing office")
    edition = ActionPlan.start(lakeside, lea)
    edition.actions.exclude(title_en="Open a complaints desk").delete()
    edition.publish(lea)
    assert [u.action.title for u in report.updates.all()] == ["Open a complaints desk", "House newcomers"]
    lost = report.readings.filter(indicator__commitment__in=[3, 7])
    assert set(lost.values_list("indicator", flat=True)) == {"I22", "I10"}
    pages = {
        number: sign_in(eli).get(reverse("report_section", args=[lakeside.slug, 2026, number])).text
        for number in (1, 3, 7)
    }
    assert "Les plans sont tracés." in pages[3]
    assert pages[3].count("The plan no longer has this action.") == 1
    assert "The count comes in May." in pages[7]
    assert "no longer have this commitment" in pages[7]
    assert "no longer ha" not in pages[1]


def test_a_submitted_report_stays_as_it_was_signed(lakeside, lea, plan):
    report = make.report(lakeside, by=lea)
    report._move("submit", lea)
    edition = ActionPlan.start(lakeside, lea)
    make.action(edition, 9, title="Train teachers")
    edition.publish(lea)
    assert not report.updates.filter(action__title_en="Train teachers").exists()


def test_bringing_up_to_date_twice_changes_nothing(lakeside, lea, plan):
    report = make.report(lakeside, by=lea)

    def rows():
        return [
            list(related.order_by("pk").values())
            for related in (report.sections, report.updates, report.readings)
        ]

    before = rows()
    carry_forward.refresh([report])
    assert rows() == before


def test_all_towns_cost_as_many_queries_as_one(lakeside, rivermouth, lea, odile, sam, plan):
    def count(cycle):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            cycle.open(sam)
        return len(captured)

    rivermouth.membership.delete()
    one = count(make.cycle(2024))
    make.membership(rivermouth)
    make.published_plan(rivermouth, by=odile, actions=5)
    for number in range(5):
        town = make.municipality(f"Town {number}")
        make.membership(town)
        make.published_plan(town, by=odile, actions=3)
    assert count(make.cycle(2025)) <= one
    assert ProgressReport.objects.filter(cycle__year=2025).count() == 7
