"""A plan is published by a coordinator, once, and never edited after that."""

import threading
from datetime import date

import pytest
from django.db import connection

from coalition.models import Event
from coalition.workflow import WrongState
from commitments.models import ActionPlan

from . import make
from .planning import ANSWERS, at, text

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def draft(lakeside, lea):
    return make.plan(lakeside, by=lea)


@pytest.fixture
def published(lakeside, lea):
    return make.published_plan(lakeside, by=lea)


def test_a_coordinator_publishes_and_everybody_reads(lakeside, draft, lea, client, sign_in):
    make.action(draft, 4, title="Publish stops data", due_on=date(2027, 3, 1))
    assert sign_in(lea).post(at("publish_plan", lakeside), {"plan": draft.pk}).url == at("plan", lakeside)
    draft.refresh_from_db()
    assert draft.status == ActionPlan.Status.PUBLISHED
    profile = text(client.get(lakeside.get_absolute_url()))
    assert "Publish stops data" in profile and 'id="plan"' in profile


def test_a_draft_is_not_public(lakeside, draft, client):
    make.action(draft, 4, title="Publish stops data")
    assert "Publish stops data" not in text(client.get(lakeside.get_absolute_url()))


def test_publishing_twice_publishes_once(lakeside, draft, lea, sign_in):
    make.action(draft, 1)
    client = sign_in(lea)
    answers = [client.post(at("publish_plan", lakeside), {"plan": draft.pk}) for _click in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, at("plan", lakeside))] * 2
    assert [event.action for event in Event.objects.about(draft)] == ["publish"]


def test_a_second_click_does_not_publish_the_next_edition(lakeside, draft, lea, eli, sign_in):
    make.action(draft, 1)
    client = sign_in(lea)
    assert f'name="plan" value="{draft.pk}"' in text(client.get(at("plan", lakeside)))
    for _click in range(2):
        assert client.post(at("publish_plan", lakeside), {"plan": draft.pk}).status_code == 302
        edition = ActionPlan.start(lakeside, eli)
    assert lakeside.plans.being_written().get() == edition and lakeside.plans.public().get() == draft


@pytest.mark.parametrize("seen", [{}, {"plan": ""}, {"plan": "x"}, {"plan": "9" * 30}, {"plan": "0"}])
def test_a_plan_nobody_had_before_them_is_not_published(lakeside, draft, lea, sign_in, seen):
    make.action(draft, 1)
    assert sign_in(lea).post(at("publish_plan", lakeside), seen).status_code == 409
    assert lakeside.plans.get() == draft and lakeside.plans.being_written().exists()


def test_a_replaced_plan_or_another_towns_is_not_published(lakeside, rivermouth, published, lea, sign_in):
    foreign = make.plan(rivermouth)
    make.action(foreign, 1)
    edition = ActionPlan.start(lakeside, lea)
    edition.publish(lea)
    for plan in (published, foreign):
        assert sign_in(lea).post(at("publish_plan", lakeside), {"plan": plan.pk}).status_code == 409
    assert lakeside.plans.public().get() == edition
    assert not rivermouth.plans.public().exists()


def test_a_plan_without_actions_is_not_published(lakeside, draft, lea, sign_in):
    client = sign_in(lea)
    assert at("publish_plan", lakeside) not in text(client.get(at("plan", lakeside)))
    response = client.post(at("publish_plan", lakeside), {"plan": draft.pk})
    assert response.status_code == 409
    assert "one action or more" in text(response)
    draft.refresh_from_db()
    assert draft.status == ActionPlan.Status.DRAFT


def test_without_a_plan_there_is_nothing_to_publish(lakeside, lea, sign_in):
    assert sign_in(lea).post(at("publish_plan", lakeside)).status_code == 404


def test_a_published_plan_is_not_edited(lakeside, published, lea, sign_in):
    client = sign_in(lea)
    action = published.actions.first()
    for name, args in [
        ("add_action", []),
        ("plan_details", []),
        ("action", [action.pk]),
        ("remove_action", [action.pk]),
    ]:
        for answer in (
            client.get(at(name, lakeside, *args)),
            client.post(at(name, lakeside, *args), ANSWERS),
        ):
            assert answer.status_code == 409, name
            assert "Start a new edition" in text(answer)
    assert published.actions.count() == 2


def test_a_new_edition_begins_as_a_copy_and_replaces_the_former(lakeside, published, lea, eli, sign_in):
    first = published.actions.first()
    assert sign_in(eli).post(at("start_plan", lakeside)).url == at("plan", lakeside)
    edition = lakeside.plans.being_written().get()
    assert [a.lineage for a in edition.actions.all()] == [a.lineage for a in published.actions.all()]
    assert [list(a.commitments.all()) for a in edition.actions.all()] == [
        list(a.commitments.all()) for a in published.actions.all()
    ]
    # The former edition stands, and its actions are not reached through the new one.
    assert sign_in(eli).get(at("action", lakeside, first.pk)).status_code == 409
    page = text(sign_in(eli).get(at("plan", lakeside)))
    assert "You are writing a new edition" in page
    sign_in(lea).post(at("publish_plan", lakeside), {"plan": edition.pk})
    published.refresh_from_db()
    assert published.status == ActionPlan.Status.REPLACED
    assert lakeside.plans.public().get() == edition
    answer = sign_in(eli).get(at("action", lakeside, first.pk))
    assert answer.status_code == 409 and "replaced" in text(answer)


def test_starting_twice_starts_one_edition(lakeside, published, eli, sign_in):
    for _click in range(2):
        assert sign_in(eli).post(at("start_plan", lakeside)).status_code == 302
    assert lakeside.plans.being_written().count() == 1


def test_an_action_of_another_town_is_not_there(lakeside, draft, rivermouth, eli, lea, sign_in):
    foreign = make.action(make.plan(rivermouth), 1)
    assert sign_in(eli).post(at("action", lakeside, foreign.pk), ANSWERS).status_code == 404
    # Gone, of another town, or never there: one answer, which says nothing of the other town.
    for number in (foreign.pk, foreign.pk + 1000):
        assert sign_in(eli).get(at("remove_action", lakeside, number)).status_code == 404
        assert sign_in(eli).post(at("remove_action", lakeside, number)).url == at("plan", lakeside)
    assert rivermouth.plans.get().actions.count() == 1


def test_what_is_saved_after_somebody_published_is_refused(lakeside, draft, lea):
    """The form was open in one window while the plan was published in another."""
    action = make.action(draft, 1, title="As published")
    opened = type(action).objects.get(pk=action.pk)
    ActionPlan.objects.get(pk=draft.pk).publish(lea)
    for late in (
        lambda: opened.revise(lea, commitments=[2], title_en="Changed behind its back"),
        lambda: opened.remove(lea),
        lambda: draft.add_action(lea, commitments=[1], title_en="One more"),
        lambda: draft.revise(lea, ends_on=date(2030, 1, 1)),
    ):
        with pytest.raises(WrongState):
            late()
    assert draft.actions.get().title == "As published"


@pytest.mark.django_db(transaction=True)
def test_two_publications_at_once_publish_once(lakeside, draft, lea):
    make.action(draft, 1)
    wrong = []

    def publish():
        try:
            ActionPlan.objects.get(pk=draft.pk).publish(lea)
        except WrongState as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    draft.refresh_from_db()
    assert (draft.status, wrong) == (ActionPlan.Status.PUBLISHED, [])
    assert [event.action for event in Event.objects.about(draft)] == ["publish"]
