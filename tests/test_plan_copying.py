"""Actions taken up: from the sample actions, and from plans that other towns have published."""

from datetime import date

import pytest

from commitments.models import ActionPlan, SampleAction

from . import make
from .planning import at, text

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def draft(lakeside, lea):
    return make.plan(lakeside, by=lea)


@pytest.fixture
def source(rivermouth, odile):
    """What Rivermouth has published: one action, with all that can hang on it."""
    plan = make.plan(rivermouth, by=odile)
    action = make.action(
        plan,
        3,
        7,
        title_en="Welcome tenants",
        title_fr="Accueillir les locataires",
        description_fr="Chaque automne.",
        lead="Logement",
        partners="Comité",
        people_concerned="Tenants",
        due_on=date(2027, 5, 1),
        status="done",
        budget="large",
    )
    make.milestone(
        action,
        "Find a room",
        text_fr="Trouver une salle",
        due_on=date(2027, 1, 1),
        reached_on=date(2026, 1, 1),
    )
    make.target(action, "I12")
    action.evidence.add(make.evidence(rivermouth, access="public"))
    plan.publish(odile)
    return action


def test_samples_become_actions_in_both_languages(lakeside, draft, eli, sign_in):
    chosen = list(SampleAction.objects.filter(position=1, commitment__in=[4, 9]).order_by("commitment"))
    client, sent = sign_in(eli), {"chosen": [sample.pk for sample in chosen]}
    for _click in range(2):
        assert client.post(at("copy_samples", lakeside), sent).url == at("plan", lakeside)
    actions = draft.actions.order_by("position")
    assert [(a.title_en, a.title_fr, a.commitments.get().pk) for a in actions] == [
        (s.text_en, s.text_fr, s.commitment_id) for s in chosen
    ]
    page = text(client.get(at("copy_samples", lakeside)))
    assert page.count("Already in your plan") == 2


def test_another_towns_action_comes_along_and_its_town_is_named(
    lakeside, rivermouth, draft, source, eli, lea, client, sign_in
):
    person = sign_in(eli)
    found = text(person.get(at("find_plan_to_copy", lakeside), {"q": "embouchure"}))
    where = at("copy_actions", lakeside, rivermouth.slug)
    assert where in found and "Welcome tenants" in text(person.get(where))
    for _click in range(2):
        assert person.post(where, {"chosen": [source.pk]}).status_code == 302
    copy = draft.actions.get()
    assert (copy.title_en, copy.title_fr, copy.description_fr) == (
        "Welcome tenants",
        "Accueillir les locataires",
        "Chaque automne.",
    )
    assert sorted(c.pk for c in copy.commitments.all()) == [3, 7]
    assert [(s.text_en, s.text_fr, s.due_on, s.reached_on) for s in copy.milestones.all()] == [
        ("Find a room", "Trouver une salle", None, None)
    ]
    # Who leads it, when, at what cost and how far is the other town's own.
    assert (copy.lead, copy.partners, copy.due_on, copy.budget, copy.status) == (
        "",
        "",
        None,
        "",
        "not_started",
    )
    assert not (copy.targets.exists() or copy.evidence.exists())
    assert (copy.people_concerned, copy.copied_from) == ("Tenants", rivermouth)
    assert copy.lineage != source.lineage
    assert "Already in your plan" in text(person.get(where))
    draft.publish(lea)
    public = text(client.get(at("public_plan", lakeside)))
    assert "After an action of" in public and rivermouth.get_absolute_url() in public
    assert ActionPlan.start(lakeside, lea).actions.get().copied_from == rivermouth


def test_a_draft_of_another_town_is_not_shown(lakeside, rivermouth, draft, odile, eli, sign_in):
    make.action(make.plan(rivermouth, by=odile), 1, title="Secret so far")
    client = sign_in(eli)
    assert rivermouth.slug not in text(client.get(at("find_plan_to_copy", lakeside)))
    for slug in (rivermouth.slug, lakeside.slug, "nowhere-on"):
        assert client.get(at("copy_actions", lakeside, slug)).status_code == 404
        assert client.post(at("copy_actions", lakeside, slug), {"chosen": ["1"]}).status_code == 404


@pytest.mark.parametrize("chosen", [[], ["x"], ["\x00"], ["99999999999999999999999"], ["-1"]])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_wrong_choice_is_said(lakeside, rivermouth, draft, source, eli, sign_in, chosen, language):
    for name, args in (("copy_samples", []), ("copy_actions", [rivermouth.slug])):
        answer = sign_in(eli).post(at(name, lakeside, *args, language=language), {"chosen": chosen})
        assert answer.status_code == 200 and 'class="error-summary"' in text(answer)
    assert not draft.actions.exists()


def test_an_action_of_a_third_plan_is_not_slipped_in(lakeside, rivermouth, draft, source, lea, eli, sign_in):
    other = make.action(draft, 1, title="Own")
    answer = sign_in(eli).post(
        at("copy_actions", lakeside, rivermouth.slug), {"chosen": [source.pk, other.pk]}
    )
    assert answer.status_code == 200 and "not there any more" in text(answer)
    assert draft.actions.get() == other


def test_a_published_plan_takes_nothing_up(lakeside, rivermouth, source, lea, sign_in):
    make.published_plan(lakeside, by=lea)
    for name, args in (("copy_samples", []), ("find_plan_to_copy", []), ("copy_actions", [rivermouth.slug])):
        assert sign_in(lea).get(at(name, lakeside, *args)).status_code == 409
