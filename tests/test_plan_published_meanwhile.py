"""The plan is published while a colleague writes an action: what was typed is not lost, and goes into a new edition."""

import pytest

from commitments.models import ActionPlan

from . import make
from .planning import at, rows, tab, text

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def draft(lakeside, lea):
    return make.plan(lakeside, by=lea)


@pytest.fixture
def action(draft):
    return make.action(draft, 1, title_en="Open a desk", lead="Clerk")


def the_draft(town):
    return ActionPlan.objects.get(municipality=town, status="draft")


def test_what_was_typed_begins_a_new_edition(lakeside, draft, action, lea, eli, sign_in):
    make.milestone(action, "Choose the place")
    make.target(action, "I12", baseline="10", target="50")
    elis = tab(sign_in(eli), lakeside, action)
    step, figure = rows(elis, "milestone")[0], rows(elis, "target")[0]
    draft.publish(lea)
    answer = elis.save(
        lead="Legal services", **{f"{step}-text_fr": "Choisir le lieu", f"{figure}-target": "70"}
    )
    page = text(answer)
    assert answer.status_code == 409 and "published while you were writing" in page
    assert "Begin a new edition and save there" in page and "Legal services" in page
    assert not ActionPlan.objects.filter(status="draft").exists()
    sent = elis.shown.typed()
    elis.url = elis.shown.action
    assert elis.save().status_code == 302
    assert elis.client.post(elis.url, sent).status_code == 302, "a second click"
    now = the_draft(lakeside).actions.get()
    assert (now.lineage, now.title_en, now.lead) == (action.lineage, "Open a desk", "Legal services")
    assert [(each.text_en, each.text_fr) for each in now.milestones.all()] == [
        ("Choose the place", "Choisir le lieu")
    ]
    assert [each.target for each in now.targets.all()] == [70]
    action.refresh_from_db()
    assert action.lead == "Clerk", "what is published stands as it was"


def test_a_new_edition_that_a_colleague_began_is_written_into(lakeside, draft, action, lea, eli, sign_in):
    elis = tab(sign_in(eli), lakeside, action)
    draft.publish(lea)
    twin = ActionPlan.start(lakeside, lea).actions.get()
    twin.revise(lea, budget="medium")
    answer = elis.save(lead="Legal services")
    assert answer.status_code == 409 and "on the new edition that was begun since" in text(answer)
    assert elis.shown.action == at("action", lakeside, twin.pk)
    elis.url = elis.shown.action
    assert elis.save().status_code == 302
    twin.refresh_from_db()
    assert (twin.lead, twin.budget) == ("Legal services", "medium")


def test_a_new_action_too(lakeside, draft, action, lea, eli, sign_in):
    elis = tab(sign_in(eli), lakeside)
    draft.publish(lea)
    typed = {
        "title_en": "Train drivers",
        "commitments": ["5"],
        "is_existing": "False",
        "status": "not_started",
    }
    assert elis.save(**typed).status_code == 409
    assert elis.save().status_code == 302
    titles = [each.title_en for each in the_draft(lakeside).actions.order_by("pk")]
    assert titles == ["Open a desk", "Train drivers"]


def test_what_was_taken_out_before_it_was_published_is_offered_as_new(
    lakeside, draft, action, lea, eli, sign_in
):
    make.action(draft, 2, title_en="Count complaints")
    elis = tab(sign_in(eli), lakeside, action)
    action.remove(lea)
    draft.publish(lea)
    answer = elis.save(lead="Legal services")
    assert answer.status_code == 409 and "This action is no longer in the plan" in text(answer)
    elis.url = elis.shown.action
    assert elis.save().status_code == 302
    assert the_draft(lakeside).actions.filter(title_en="Open a desk", lead="Legal services").exists()


def test_only_whoever_was_shown_the_page_is_offered_it(lakeside, draft, action, lea, eli, vic, sign_in):
    elis = tab(sign_in(eli), lakeside, action)
    sent = elis.shown.typed() | {"lead": "Legal services"}
    draft.publish(lea)
    for client in (sign_in(lea), sign_in(vic)):
        answer = client.post(elis.url, sent)
        assert answer.status_code in {403, 409} and "Legal services" not in text(answer)
    assert sign_in(vic).post(elis.url, sent | {"new_edition": "yes"}).status_code == 403
    assert not ActionPlan.objects.filter(status="draft").exists()
