"""A town's action plan as the town reads it, and what its workspace says of it."""

from datetime import date

import pytest

from coalition.workflow import WrongState
from commitments.contributions import plan_matters
from commitments.models import ActionPlan

from . import make
from .planning import ANSWERS, at, count_queries, text

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def draft(lakeside, lea):
    return make.plan(lakeside, by=lea)


def test_a_town_without_a_plan_is_told_how_to_start(lakeside, lea, vic, sign_in):
    start = at("start_plan", lakeside)
    page = text(sign_in(lea).get(at("plan", lakeside)))
    assert "No action plan yet" in page
    assert start in page
    assert start not in text(sign_in(vic).get(at("plan", lakeside)))


def test_a_town_that_is_no_member_is_told_so(nora, sign_in):
    town = make.municipality("Newtown")
    make.member(town, nora)
    response = sign_in(nora).get(at("plan", town))
    assert "once it is a member" in text(response)
    assert sign_in(nora).post(at("start_plan", town)).status_code == 404
    assert not town.plans.exists()


def test_a_former_member_starts_no_plan(lakeside, lea, sam, sign_in):
    lakeside.membership.end(sam, "Council left the coalition.")
    assert sign_in(lea).post(at("start_plan", lakeside)).status_code == 409
    assert not lakeside.plans.exists()


def test_an_empty_plan_offers_ideas_first_those_of_the_priorities(lakeside, draft, eli, sign_in):
    make.priorities(lakeside, 4)
    response = sign_in(eli).get(at("plan", lakeside))
    assert [chapter.commitment.pk for chapter in response.context["chapters"]] == [4]
    assert [chapter.commitment.pk for chapter in response.context["others"]] == [1, 2, 3, 5, 6, 7, 8, 9, 10]
    for chapter in response.context["chapters"] + response.context["others"]:
        for sample in chapter.commitment.sample_actions.all():
            assert f"?sample={sample.pk}" in text(response)


def test_an_idea_fills_the_form_and_stores_nothing(lakeside, draft, eli, sign_in):
    client = sign_in(eli)
    chapters = client.get(at("plan", lakeside)).context["others"]
    sample = chapters[6].commitment.sample_actions.first()
    form = client.get(at("add_action", lakeside), {"sample": sample.pk}).context["form"]
    assert form["title_fr"].value() == sample.text_fr
    assert form["commitments"].value() == [7]
    assert not draft.actions.exists()


@pytest.mark.parametrize(
    "query", ["sample=", "sample=x", "sample=99999999999999999999", "sample=0", "commitment=77"]
)
def test_an_address_with_a_wrong_idea_gives_the_empty_form(lakeside, draft, eli, sign_in, query):
    response = sign_in(eli).get(f"{at('add_action', lakeside)}?{query}")
    assert response.status_code == 200
    assert not response.context["form"]["title_en"].value()


def test_a_viewer_reads_the_draft_and_is_offered_nothing_to_change(lakeside, draft, vic, sign_in):
    action = make.action(draft, 2, title="Count complaints")
    page = text(sign_in(vic).get(at("plan", lakeside)))
    assert "Count complaints" in page
    for name, args in [("add_action", []), ("action", [action.pk]), ("remove_action", [action.pk])]:
        assert at(name, lakeside, *args) not in page
    assert at("publish_plan", lakeside) not in page


def test_actions_stand_under_each_commitment_they_serve_or_by_date(lakeside, draft, eli, sign_in):
    make.action(draft, 1, 7, title="Undated")
    make.action(draft, 7, title="Later", due_on=date(2027, 9, 1))
    make.action(draft, 2, title="Sooner", due_on=date(2027, 1, 1))
    client = sign_in(eli)
    chapters = {
        c.commitment.pk: [a.title for a in c.actions]
        for c in client.get(at("plan", lakeside)).context["chapters"]
    }
    assert (chapters[1], chapters[2], chapters[7]) == (["Undated"], ["Sooner"], ["Undated", "Later"])
    by_date = text(client.get(at("plan", lakeside), {"order": "date"}))
    assert by_date.index("Sooner") < by_date.index("Later") < by_date.index("Undated")


def test_a_text_of_the_other_language_is_marked(lakeside, draft, eli, sign_in):
    make.action(draft, 1, title_en="", title_fr="Ouvrir un guichet")
    page = text(sign_in(eli).get(at("plan", lakeside)))
    assert '<span lang="fr">Ouvrir un guichet</span> <span class="fallback">(in French)</span>' in page
    french = text(sign_in(eli).get(at("plan", lakeside, language="fr")))
    assert '<span lang="fr">' not in french


@pytest.mark.parametrize("order", ["", "?order=date"])
def test_queries_do_not_grow_with_the_actions(lakeside, draft, eli, sign_in, order):
    client = sign_in(eli)
    make.action(draft, 1)
    address = at("plan", lakeside) + order
    before = count_queries(client, address)
    for number in range(1, 11):
        make.action(draft, number, 1 + number % 10, position=number)
    assert count_queries(client, address) == before


def test_the_plan_tells_what_happened_to_it(lakeside, draft, eli, vic, sam, sign_in):
    sign_in(eli).post(at("add_action", lakeside), ANSWERS)
    sign_in(sam).post(at("remove_action", lakeside, draft.actions.get().pk))
    response = sign_in(vic).get(at("plan", lakeside))
    assert [(str(e.title), e.actor, e.note, e.is_on_behalf) for e in response.context["trail"]] == [
        ("Action removed", "Sam Lavoie", "Open a complaints desk", True),
        ("Action added", "Eli Novak", "Open a complaints desk", False),
    ]
    assert "Action removed" in text(response)


def matters(town, user):
    return [(str(m.title), m.status, m.due_on, m.is_late) for m in plan_matters(town, user)]


def test_the_workspace_says_when_the_plan_is_expected(lakeside, lea):
    lakeside.membership.plan_expected_on = date(2999, 1, 31)
    assert matters(lakeside, lea) == [("Action plan", "not_started", date(2999, 1, 31), False)]
    draft = ActionPlan.start(lakeside, lea)
    assert matters(lakeside, lea) == [("Action plan", "draft", date(2999, 1, 31), False)]
    lakeside.membership.plan_expected_on = date(2021, 1, 31)
    assert matters(lakeside, lea) == [("Action plan", "draft", date(2021, 1, 31), True)]
    make.action(draft, 1)
    draft.publish(lea)
    assert matters(lakeside, lea) == []
    ActionPlan.start(lakeside, lea)
    assert [status for _title, status, _due, _late in matters(lakeside, lea)] == ["draft"]


def test_the_workspace_says_when_the_period_of_the_plan_is_over(lakeside, lea):
    draft = make.plan(lakeside, by=lea, ends_on=date(2020, 12, 31))
    make.action(draft, 1)
    draft.publish(lea)
    assert [status for _title, status, _due, _late in matters(lakeside, lea)] == ["not_started"]


def test_a_former_member_has_no_plan_to_write(lakeside, lea, sam):
    lakeside.membership.end(sam, "Left")
    assert matters(lakeside, lea) == []


def test_a_former_member_reads_its_draft_and_changes_nothing(lakeside, draft, lea, sam, sign_in):
    action = make.action(draft, 1, title="As they left it")
    lakeside.membership.end(sam, "Left")
    client = sign_in(lea)
    page = text(client.get(at("plan", lakeside)))
    assert "As they left it" in page and "left the coalition" in page
    for name, args in [
        ("publish_plan", []),
        ("start_plan", []),
        ("add_action", []),
        ("plan_details", []),
        ("action", [action.pk]),
        ("remove_action", [action.pk]),
    ]:
        assert at(name, lakeside, *args) not in page
        answer = client.post(at(name, lakeside, *args), ANSWERS | {"plan": draft.pk})
        assert answer.status_code == 409 and "by a member of the coalition" in text(answer), name
    for verb in (
        lambda: draft.publish(lea),
        lambda: draft.revise(lea, ends_on=date(2030, 1, 1)),
        lambda: draft.add_action(lea, commitments=[1], title_en="One more"),
        lambda: action.revise(lea, commitments=[2], title_en="Changed"),
        lambda: action.remove(lea),
    ):
        with pytest.raises(WrongState):
            verb()
    draft.refresh_from_db()
    assert (draft.status, draft.actions.get().title) == ("draft", "As they left it")
