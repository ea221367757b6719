"""Carried forward by confirmation: one press says of an action that it is unchanged, and the plan's changes are shown."""

import pytest
from django.urls import reverse

from commitments.models import ActionPlan
from reports.models import ActionUpdate

from . import make
from .tab import Tab

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def report(lakeside, lea):
    plan = make.plan(lakeside, by=lea)
    for number in (1, 2, 3):
        make.action(plan, 1, title=f"Action {number}", position=number)
    plan.publish(lea)
    return make.report(lakeside, by=lea)


def at(name, report, *more):
    return reverse(name, args=[report.municipality.slug, report.cycle.year, *more])


@pytest.fixture
def tab(report, eli, sign_in):
    tab = Tab(sign_in(eli), at("report_section", report, 1), "words-seen")
    tab.url = at("confirm_updates", report, "1")
    return tab


def outcomes(report):
    return list(report.updates.order_by("action__position").values_list("outcome", flat=True))


def test_one_press_confirms_one_and_goes_on_to_the_next(report, tab):
    first, second, third = report.updates.order_by("action__position")
    answer = tab.save(confirm=str(second.pk), **{"words-words_en": "Typed before."})
    assert answer.url.endswith(f"/1/#update-{third.pk}")
    assert outcomes(report) == ["unconfirmed", "unchanged", "unconfirmed"]
    assert report.sections.get(commitment=1).text_en == "Typed before."
    page = tab.client.get(at("report_section", report, 1))
    tab.read(page)
    assert f'value="{second.pk}"' not in page.text.replace("place", "")
    assert tab.save(confirm=str(third.pk)).url.endswith(f"#update-{first.pk}")
    tab.read(tab.client.get(at("report_section", report, 1)))
    assert tab.save(confirm=str(first.pk)).url.endswith("#words")


def test_all_that_is_left_is_confirmed_together(report, tab):
    first, *_others = report.updates.order_by("action__position")
    tab.save(
        confirm="all", **{f"update-{first.pk}-outcome": "dropped", f"update-{first.pk}-text_en": "No money."}
    )
    assert outcomes(report) == ["dropped", "unchanged", "unchanged"]


def test_only_what_stood_on_the_page_is_confirmed(report, lakeside, lea, tab):
    edition = ActionPlan.start(lakeside, lea)
    make.action(edition, 1, title="Added meanwhile", position=9)
    edition.publish(lea)
    tab.save(confirm="all")
    assert outcomes(report) == ["unchanged", "unchanged", "unchanged", "unconfirmed"]


def test_what_a_colleague_said_meanwhile_is_not_undone(report, lea, tab, sign_in):
    first, *_others = report.updates.order_by("action__position")
    theirs = Tab(sign_in(lea), at("report_section", report, 1), "words-seen")
    theirs.save(**{f"update-{first.pk}-outcome": "done"})
    answer = tab.save(confirm=str(first.pk))
    assert answer.status_code == 409 and "Done" in answer.text
    assert outcomes(report)[0] == ActionUpdate.Outcome.DONE


@pytest.mark.parametrize("confirm", ["", "x", "\x00", "9" * 300, "-1", "words"])
def test_what_is_no_action_confirms_nothing(report, tab, confirm):
    assert tab.save(confirm=confirm).status_code == 302
    assert outcomes(report) == ["unconfirmed"] * 3


def test_a_part_that_is_closed_takes_no_confirmation(report, tab, vic, sign_in):
    type(report).objects.update(status="submitted")
    assert tab.client.post(tab.url, {**tab.shown.typed(), "confirm": "all"}).status_code == 409
    assert outcomes(report) == ["unconfirmed"] * 3
    assert sign_in(vic).post(tab.url, {"confirm": "all"}).status_code == 403


def test_the_report_shows_what_the_plan_gained_and_lost(report, lakeside, lea, sign_in):
    dropped, renamed, lost = report.updates.order_by("action__position")
    ActionUpdate.objects.filter(pk=dropped.pk).update(outcome="dropped", text_en="No money.")
    report.updates.exclude(pk=dropped.pk).update(outcome="unchanged")
    report._move("submit", lea, submitted_at=report.cycle.due_at)
    report._move("accept", lea, accepted_at=report.cycle.due_at)
    edition = ActionPlan.start(lakeside, lea)
    edition.actions.filter(lineage=lost.action.lineage).delete()
    edition.actions.filter(lineage=renamed.action.lineage).update(title_en="A better name")
    edition.actions.filter(lineage=dropped.action.lineage).update(status="dropped")
    make.action(edition, 3, title="Brand new", position=9)
    edition.publish(lea)
    this = make.report(lakeside, by=lea, year=2027)
    page = sign_in(lea).get(at("report", this)).text
    shown = page.split('id="plan-changes"')[1].split("</section>")[0]
    parts = {
        name: shown.split(f"<dt>{name}</dt>")[1].split("</div>")[0]
        for name in ("Added to the plan", "Renamed", "Taken out of the plan", "Dropped from the plan")
    }
    assert "Brand new" in parts["Added to the plan"]
    assert "A better name" in parts["Renamed"] and "Action 2" in parts["Renamed"]
    assert "Action 3" in parts["Taken out of the plan"]
    assert "Action 1" in parts["Dropped from the plan"]
    assert "plan-changes" not in sign_in(lea).get(at("report", report)).text
