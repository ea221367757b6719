"""Actions of a plan: added, changed and removed by contributors."""

import uuid
from datetime import date

import pytest
from django.utils import translation

from coalition.models import Event
from coalition.workflow import WrongState
from municipalities.models import Role

from . import make
from .planning import ANSWERS, at, tab, text

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def draft(lakeside, lea):
    return make.plan(lakeside, by=lea)


def test_a_contributor_adds_an_action(lakeside, draft, eli, sign_in):
    response = sign_in(eli).post(at("add_action", lakeside), ANSWERS)
    assert response.status_code == 302 and response.url == at("plan", lakeside)
    action = draft.actions.get()
    assert (action.title_en, action.title_fr) == (ANSWERS["title_en"], ANSWERS["title_fr"])
    assert [c.pk for c in action.commitments.all()] == [1, 3]
    assert (action.is_existing, action.lead, action.due_on) == (False, "Legal services", date(2027, 6, 30))
    assert [event.action for event in Event.objects.about(draft)] == ["add_action"]


def test_a_form_sent_twice_adds_one_action(lakeside, draft, eli, sign_in):
    client = sign_in(eli)
    lineage = client.get(at("add_action", lakeside)).context["form"]["lineage"].value()
    for _click in range(2):
        assert client.post(at("add_action", lakeside), ANSWERS | {"lineage": str(lineage)}).status_code == 302
    assert draft.actions.get().lineage == uuid.UUID(str(lineage))


def test_an_action_is_changed_and_keeps_its_lineage(lakeside, draft, eli, sign_in):
    action = make.action(draft, 1)
    opened = tab(sign_in(eli), lakeside, action)
    answers = {"title_en": "Close it", "commitments": ["9"], "is_existing": "True"}
    assert opened.save(**answers, lineage=str(uuid.uuid4())).status_code == 302
    changed = draft.actions.get()
    assert (changed.title_en, changed.is_existing, changed.lineage) == ("Close it", True, action.lineage)
    assert [c.pk for c in changed.commitments.all()] == [9]


def test_a_change_saves_what_was_asked_and_nothing_else(draft, eli):
    action = make.action(draft, 1, lead="Clerk")
    opened = type(action).objects.get(pk=action.pk)
    draft.actions.update(position=7, lead="Legal")
    opened.revise(eli, commitments=[2], title_en="Close it")
    stands = draft.actions.get()
    assert (stands.title_en, stands.position, stands.lead) == ("Close it", 7, "Legal")


def test_an_action_removed_in_between_does_not_come_back(draft, eli, lea):
    action = make.action(draft, 1)
    type(action).objects.get(pk=action.pk).remove(lea)
    with pytest.raises(WrongState):
        action.revise(eli, commitments=[2], title_en="Back again")
    assert not draft.actions.exists()


def test_an_action_is_removed_after_a_question(lakeside, draft, eli, sign_in):
    action = make.action(draft, 1)
    client = sign_in(eli)
    assert "Remove this action from the plan?" in text(client.get(at("remove_action", lakeside, action.pk)))
    assert draft.actions.exists()
    for _click in range(2):
        assert client.post(at("remove_action", lakeside, action.pk)).url == at("plan", lakeside)
        assert "The action is out of the plan." in text(client.get(at("plan", lakeside)))
    assert client.get(at("remove_action", lakeside, action.pk)).status_code == 404
    assert not draft.actions.exists()
    assert [event.action for event in Event.objects.about(draft)] == ["remove_action"]


def test_two_removals_at_once_leave_one_line_of_the_trail(draft, lea, eli):
    action = make.action(draft, 1)
    for person in (lea, eli):
        type(action)(pk=action.pk, plan=draft, title_en="As both had it").remove(person)
    assert [event.actor for event in Event.objects.about(draft)] == [lea]


def test_the_secretariat_writes_on_behalf_of_the_town(lakeside, draft, sam, sign_in):
    sign_in(sam).post(at("add_action", lakeside), ANSWERS)
    assert [event.is_on_behalf for event in Event.objects.about(draft)] == [True]


def test_without_a_second_factor_she_writes_in_her_own_name(lakeside, draft, sam, sign_in, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    make.member(lakeside, sam, Role.CONTRIBUTOR)
    sign_in(sam).post(at("add_action", lakeside), ANSWERS)
    assert [event.is_on_behalf for event in Event.objects.about(draft)] == [False]


BAD_ACTIONS = [
    ({"title_en": "", "title_fr": ""}, "title_en", "Say what you will do, in English or in French."),
    ({"title_en": " \t ", "title_fr": "\x00"}, "title_en", "Say what you will do, in English or in French."),
    ({"title_en": "x" * 251}, "title_en", "250"),
    ({"description_en": "x" * 5001}, "description_en", "5000"),
    (
        {"title_fr": "", "description_fr": "Plus"},
        "title_fr",
        "Give a title in French too, since you describe the action in French.",
    ),
    ({"commitments": []}, "commitments", "Choose at least one commitment."),
    ({"commitments": ["11"]}, "commitments", "11"),
    ({"commitments": ["'; drop table"]}, "commitments", ""),
    ({"is_existing": "perhaps"}, "is_existing", "perhaps"),
    ({"status": "finished"}, "status", "finished"),
    ({"budget": "huge"}, "budget", "huge"),
    ({"lead": "x" * 151}, "lead", "150"),
    ({"partners": "x" * 100_000}, "partners", "300"),
    ({"due_on": "2027-02-30"}, "due_on", "Enter a real date, such as 2026-11-22: year, month, day."),
    ({"due_on": "whenever"}, "due_on", "Enter a real date, such as 2026-11-22: year, month, day."),
    ({"due_on": "0000-00-00"}, "due_on", "Enter a real date, such as 2026-11-22: year, month, day."),
    (
        {"starts_on": "2027-06-30", "due_on": "2027-01-01"},
        "due_on",
        "The action must be due after it starts.",
    ),
    ({"lineage": "not-a-uuid"}, "lineage", ""),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("answers", "field", "said"), BAD_ACTIONS)
def test_wrong_answers_are_named_and_kept(lakeside, draft, eli, sign_in, language, answers, field, said):
    sent = ANSWERS | {"people_concerned": "Tenants <b>& more</b>"} | answers
    response = sign_in(eli).post(at("add_action", lakeside, language=language), sent)
    assert response.status_code == 200
    with translation.override(language):
        assert translation.gettext(said) in " ".join(response.context["form"].errors[field]) if said else True
    assert "Tenants &lt;b&gt;&amp; more&lt;/b&gt;" in text(response)
    assert not draft.actions.exists()


def test_an_empty_form_is_answered_with_what_is_missing(lakeside, draft, eli, sign_in):
    response = sign_in(eli).post(at("add_action", lakeside), {})
    assert set(response.context["form"].errors) == {"title_en", "commitments", "is_existing", "status"}
    assert 'class="error-summary"' in text(response)


def test_hostile_text_is_stored_as_typed_and_shown_as_text(lakeside, draft, eli, sign_in):
    client = sign_in(eli)
    hostile = "<script>alert(1)</script> {{ 7 }} ' OR 1=1 --"
    client.post(at("add_action", lakeside), ANSWERS | {"title_en": hostile, "lead": hostile})
    assert draft.actions.get().title_en == hostile
    page = text(client.get(at("plan", lakeside)))
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 }}" in page


def test_what_is_written_in_one_language_is_said_to_be_missing_in_the_other(lakeside, draft, eli, sign_in):
    action = make.action(draft, 1, title_en="Open a desk", description_en="At city hall.")
    make.milestone(action, "Choose the place")
    client = sign_in(eli)
    for address in (at("plan", lakeside), at("action", lakeside, action.pk)):
        page = " ".join(text(client.get(address)).split())
        assert "Missing in French: the title, the description, milestones" in page
    assert "1 action says something in one language only" in text(client.get(at("plan", lakeside)))
    opened = tab(client, lakeside, action)
    opened.save(title_fr="Ouvrir un guichet", description_fr="À la mairie.")
    draft.actions.get().milestones.update(text_fr="Choisir le lieu")
    assert "Missing in" not in text(client.get(at("plan", lakeside)))
