"""What a report, its plan and its year do to each other when two people act at the same moment."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connections, transaction

from coalition.models import Event
from commitments.models import ActionPlan
from reports import carry_forward
from reports.models import ActionUpdate, ProgressReport, ReportingCycle, ReportSection
from reports.models import snapshot as snapshots

from . import make
from .test_review import answer_everything

pytestmark = pytest.mark.django_db(transaction=True)

LONG = 20  # seconds; a deadlock shows after one


class Deed(threading.Thread):
    """Something done by somebody else at the same time. `problem` is how it failed, or None."""

    def __init__(self, do):
        super().__init__(daemon=True)
        self.do, self.problem = do, None
        self.start()

    def run(self):
        try:
            self.do()
        except Exception as problem:
            self.problem = problem
        finally:
            connections.close_all()

    def end(self):
        self.join(LONG)
        assert not self.is_alive()
        if self.problem:
            raise self.problem


@pytest.fixture
def pause(monkeypatch):
    """`reached, go_on = pause(module, "name")`: the function answers, says so, and waits a moment for `go_on`."""

    def pause(place, name, when=lambda *args: True, seconds=1.0):
        reached, go_on = threading.Event(), threading.Event()
        original = getattr(place, name)

        def slow(*args, **kwargs):
            found = original(*args, **kwargs)
            if when(*args) and not reached.is_set():
                reached.set()
                go_on.wait(seconds)
            return found

        monkeypatch.setattr(place, name, slow)
        return reached, go_on

    return pause


@pytest.fixture
def draft_report(reference, lakeside, lea):
    """A draft report of a plan with one action for commitment 1."""
    make.published_plan(lakeside, by=lea, actions=1)
    return make.report(lakeside, by=lea)


def copy(report):
    """As another process reads it."""
    return ProgressReport.objects.get(pk=report.pk)


def publication(plan, by):
    return Deed(lambda: ActionPlan.objects.get(pk=plan.pk).publish(by))


def test_words_typed_while_a_plan_is_published_are_kept(draft_report, lakeside, lea, pause):
    """The new plan makes a priority of the very commitment somebody writes about."""
    edition = ActionPlan.start(lakeside, lea)
    make.action(edition, 3, title="New")
    reached, go_on = pause(carry_forward, "_by_report", lambda rows, reports: rows.model is ReportSection)
    publishing = publication(edition, lea)
    assert reached.wait(LONG)

    def save():
        words = {"text_en": "Typed meanwhile.", "text_fr": "", "is_carried": False}
        copy(draft_report).revise("3", words=words)
        go_on.set()

    saving = Deed(save)
    publishing.end()
    saving.end()
    section = draft_report.sections.get(commitment=3)
    assert (section.text_en, section.is_priority) == ("Typed meanwhile.", True)


def test_an_answer_given_while_a_plan_drops_the_action_is_kept(draft_report, lakeside, lea, pause):
    edition = ActionPlan.start(lakeside, lea)
    edition.actions.all().delete()
    make.action(edition, 1, title="Another")
    update = draft_report.updates.get()
    update.outcome = ActionUpdate.Outcome.DONE
    reached, go_on = pause(carry_forward, "_by_report", lambda rows, reports: rows.model is ActionUpdate)

    def answer():
        copy(draft_report).revise("1", updates=[update])
        saved.set()

    saved = threading.Event()
    holding = threading.Event()
    original = ProgressReport.check_open

    def hold(report, key, part=None):
        original(report, key, part)
        holding.set()
        reached.wait(0.5)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ProgressReport, "check_open", hold)
        answering = Deed(answer)
        assert holding.wait(LONG)
        publishing = publication(edition, lea)
        assert saved.wait(LONG)
        go_on.set()
        answering.end()
        publishing.end()
    assert draft_report.updates.filter(outcome="done", action=update.action).exists()


def test_a_report_submitted_while_a_plan_is_published_gains_nothing(draft_report, lakeside, lea, monkeypatch):
    answer_everything(draft_report)
    edition = ActionPlan.start(lakeside, lea)
    make.action(edition, 3, title="New")
    submitted, go_on = threading.Event(), threading.Event()
    original = ProgressReport._tell_coordinators

    def slow(report, *args, **facts):
        submitted.set()
        go_on.wait(0.7)
        original(report, *args, **facts)

    monkeypatch.setattr(ProgressReport, "_tell_coordinators", slow)
    submitting = Deed(lambda: copy(draft_report).submit(lea, name="Marie Roy", title="Mayor"))
    assert submitted.wait(LONG)
    publishing = publication(edition, lea)
    submitting.end()
    publishing.end()
    draft_report.refresh_from_db()
    assert draft_report.status == "submitted"
    assert draft_report.updates.count() == 1
    assert not draft_report.sections.get(commitment=3).is_priority


def test_an_acceptance_and_a_publication_do_not_wait_for_each_other(filed, lakeside, lea, sam, pause):
    edition = ActionPlan.start(lakeside, lea)
    reached, _go_on = pause(snapshots, "render_report")
    accepting = Deed(lambda: copy(filed).accept(sam))
    assert reached.wait(LONG)
    publishing = publication(edition, lea)
    accepting.end()
    publishing.end()
    filed.refresh_from_db()
    edition.refresh_from_db()
    assert (filed.status, edition.status) == ("accepted", "published")


def test_a_submission_that_ends_a_pause_and_a_publication_do_not_wait_for_each_other(
    draft_report, lakeside, lea, sam, pause
):
    answer_everything(draft_report)
    lakeside.membership.hold(sam, "No staff.")
    edition = ActionPlan.start(lakeside, lea)
    reached, _go_on = pause(ProgressReport, "gaps")
    submitting = Deed(lambda: copy(draft_report).submit(lea, name="Marie Roy", title="Mayor"))
    assert reached.wait(LONG)
    publishing = publication(edition, lea)
    submitting.end()
    publishing.end()
    draft_report.refresh_from_db()
    assert draft_report.status == "submitted"


def test_a_year_added_twice_at_once_is_one_year(sam):
    facts = {
        "year": 2030,
        "due_at": datetime(2031, 3, 31, tzinfo=UTC),
        "closes_at": datetime(2031, 5, 31, tzinfo=UTC),
    }
    together = threading.Barrier(3)

    def add():
        together.wait(LONG)
        ReportingCycle.add(sam, **facts)

    for adding in [Deed(add) for _click in range(3)]:
        adding.end()
    assert Event.objects.about(ReportingCycle.objects.get()).filter(action="add").count() == 1


def test_a_year_opened_while_a_plan_is_published_asks_for_its_actions(reference, lakeside, lea, sam):
    plan, cycle = make.plan(lakeside, by=lea), make.cycle(2026)
    make.action(plan, 1)
    published, opened = threading.Event(), threading.Event()

    def publish():
        with transaction.atomic():
            ActionPlan.objects.get(pk=plan.pk).publish(lea)
            published.set()
            opened.wait(1)

    def open_year():
        cycle.open(sam)
        opened.set()

    publishing = Deed(publish)
    assert published.wait(LONG)
    opening = Deed(open_year)
    publishing.end()
    opening.end()
    assert lakeside.reports.get().updates.count() == 1
