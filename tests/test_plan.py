"""A town's action plan: written by contributors, published by a coordinator, never edited once public."""

import threading
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from coalition.models import Event
from coalition.workflow import WrongState
from commitments.contributions import plan_matters
from commitments.models import ActionPlan
from municipalities.models import Role

from . import make

pytestmark = pytest.mark.usefixtures("reference")

ANSWERS = {
    "title_en": "Open a complaints desk",
    "title_fr": "Ouvrir un guichet des plaintes",
    "commitments": ["1", "3"],
    "is_existing": "False",
    "status": "not_started",
    "lead": "Legal services",
    "due_on": "2027-06-30",
}


def at(name, town, *args, language="en"):
    with translation.override(language):
        return reverse(name, args=[town.slug, *args])


def text(response):
    return response.content.decode()


@pytest.fixture
def draft(lakeside, lea):
    return make.plan(lakeside, by=lea)


@pytest.fixture
def published(lakeside, lea):
    return make.published_plan(lakeside, by=lea)


# --- reading ------------------------------------------------------------------------------------------------


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


def count_queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# --- writing ------------------------------------------------------------------------------------------------


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
    answers = ANSWERS | {
        "title_en": "Close it",
        "commitments": ["9"],
        "is_existing": "True",
        "lineage": str(uuid.uuid4()),
    }
    assert sign_in(eli).post(at("action", lakeside, action.pk), answers).status_code == 302
    changed = draft.actions.get()
    assert (changed.title_en, changed.is_existing, changed.lineage) == ("Close it", True, action.lineage)
    assert [c.pk for c in changed.commitments.all()] == [9]


def test_a_colleagues_change_is_shown_before_it_is_replaced(lakeside, draft, eli, lea, sign_in):
    action = make.action(draft, 1, title="Open a desk", lead="Clerk")
    elis, leas = sign_in(eli), sign_in(lea)
    seen = {
        person: person.get(at("action", lakeside, action.pk)).context["form"]["seen"].value()
        for person in (elis, leas)
    }
    own = {"title_en": "Open a desk", "commitments": ["1"], "is_existing": "False", "status": "not_started"}
    assert (
        leas.post(at("action", lakeside, action.pk), own | {"lead": "Legal", "seen": seen[leas]}).status_code
        == 302
    )
    refused = elis.post(at("action", lakeside, action.pk), own | {"lead": "Police", "seen": seen[elis]})
    assert refused.status_code == 200 and "Somebody changed this action" in text(refused)
    assert refused.context["form"].stored_answers() == [("Lead department", "Legal")]
    assert 'value="Police"' in text(refused)
    assert draft.actions.get().lead == "Legal"
    again = own | {"lead": "Police", "seen": refused.context["form"]["seen"].value()}
    assert elis.post(at("action", lakeside, action.pk), again).status_code == 302
    assert draft.actions.get().lead == "Police"


def test_a_change_that_arrives_with_a_colleagues_is_compared_too(lakeside, draft, eli, sign_in, monkeypatch):
    action = make.action(draft, 1, title="Open a desk")
    client = sign_in(eli)
    seen = client.get(at("action", lakeside, action.pk)).context["form"]["seen"].value()
    hold = ActionPlan.hold

    def hold_late(plan):
        plan.actions.update(lead="Legal")
        hold(plan)

    monkeypatch.setattr(ActionPlan, "hold", hold_late)
    answer = client.post(at("action", lakeside, action.pk), ANSWERS | {"lead": "Police", "seen": seen})
    assert answer.status_code == 200 and "Somebody changed this action" in text(answer)
    assert ("Lead department", "Legal") in answer.context["form"].stored_answers()
    assert draft.actions.get().lead == "Legal"


def test_a_change_saves_what_was_asked_and_nothing_else(draft, eli):
    action = make.action(draft, 1, lead="Clerk")
    opened = type(action).objects.get(pk=action.pk)
    draft.actions.update(position=7, lead="Legal")
    assert opened.revise(eli, commitments=[2], title_en="Close it")
    stands = draft.actions.get()
    assert (stands.title_en, stands.position, stands.lead) == ("Close it", 7, "Legal")


def test_an_action_removed_in_between_does_not_come_back(draft, eli, lea):
    action = make.action(draft, 1)
    type(action).objects.get(pk=action.pk).remove(lea)
    with pytest.raises(WrongState):
        action.revise(eli, commitments=[2], title_en="Back again")
    assert not draft.actions.exists()


def test_what_a_colleague_saved_is_said_in_words(lakeside, draft, eli, sign_in):
    action = make.action(draft, 1, 3, title="Open a desk", status="under_way", due_on=date(2027, 5, 1))
    answers = ANSWERS | {"commitments": ["2"], "seen": "stale", "budget": "small"}
    response = sign_in(eli).post(at("action", lakeside, action.pk), answers)
    stored = {str(label): str(words) for label, words in response.context["form"].stored_answers()}
    assert (
        stored["Status"] == "Under way"
        and stored["Due on"] == "May 1, 2027"
        and stored["Budget"] == "Not decided yet"
    )
    assert (
        stored["Which commitments does it serve?"].startswith("1. ")
        and "3. " in stored["Which commitments does it serve?"]
    )
    assert "What is saved now" in text(response)


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


def test_the_period_is_kept(lakeside, draft, eli, sign_in):
    answers = {"starts_on": "2026-01-01", "ends_on": "2029-12-31", "adopted_on": "2025-12-08"}
    assert sign_in(eli).post(at("plan_details", lakeside), answers).status_code == 302
    draft.refresh_from_db()
    assert (draft.starts_on, draft.ends_on, draft.adopted_on) == (
        date(2026, 1, 1),
        date(2029, 12, 31),
        date(2025, 12, 8),
    )
    assert "December 8, 2025" in text(sign_in(eli).get(at("plan", lakeside)))


# --- bad input ----------------------------------------------------------------------------------------------

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


@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        ({"ends_on": "2025-01-01"}, "ends_on", "The plan must end after it starts."),
        (
            {"adopted_on": "2999-01-01"},
            "adopted_on",
            "The day the council adopted the plan cannot be in the future.",
        ),
        ({"starts_on": "soon"}, "starts_on", "Enter a real date, such as 2026-11-22: year, month, day."),
    ],
)
def test_a_wrong_period_is_named(lakeside, draft, eli, sign_in, answers, field, said):
    sent = {"starts_on": "2026-01-01", "ends_on": "2029-12-31"} | answers
    response = sign_in(eli).post(at("plan_details", lakeside), sent)
    assert response.context["form"].errors == {field: [said]}
    draft.refresh_from_db()
    assert draft.ends_on is None


# --- publishing ---------------------------------------------------------------------------------------------


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


# --- what others see of it ----------------------------------------------------------------------------------


def test_the_profile_shows_the_ten_and_the_published_plan(lakeside, lea, client):
    plan = make.plan(lakeside, by=lea, starts_on=date(2026, 1, 1), ends_on=date(2029, 12, 31))
    make.action(plan, 7, title_en="", title_fr="Informer les locataires", lead="Logement", status="under_way")
    plan.publish(lea)
    page = text(client.get(at("municipality", lakeside)))
    assert page.count('href="/en/commitments/') >= 10
    assert '<span lang="fr">Informer les locataires</span> <span class="fallback">(in French)</span>' in page
    assert "Logement" in page
    french = text(client.get(at("municipality", lakeside, language="fr")))
    assert "Informer les locataires" in french and '<span lang="fr">' not in french


def test_an_action_for_two_commitments_is_described_once(lakeside, lea, client):
    plan = make.plan(lakeside, by=lea)
    make.action(
        plan, 3, 9, title="Train the staff", description_en="Two days a year.", lead="Human resources"
    )
    plan.publish(lea)
    page = text(client.get(at("municipality", lakeside)))
    assert (page.count("Train the staff"), page.count("Two days a year.")) == (2, 1)
    assert page.index('id="plan-3"') < page.index("Two days a year.") < page.index('id="plan-9"')


def test_the_plan_tells_what_happened_to_it(lakeside, draft, eli, vic, sam, sign_in):
    sign_in(eli).post(at("add_action", lakeside), ANSWERS)
    sign_in(sam).post(at("remove_action", lakeside, draft.actions.get().pk))
    response = sign_in(vic).get(at("plan", lakeside))
    assert [(str(e.title), e.actor, e.note, e.is_on_behalf) for e in response.context["trail"]] == [
        ("Action removed", "Sam Lavoie", "Open a complaints desk", True),
        ("Action added", "Eli Novak", "Open a complaints desk", False),
    ]
    assert "Action removed" in text(response)


def test_queries_of_the_profile_do_not_grow_with_the_actions(lakeside, lea, client):
    make.published_plan(lakeside, by=lea, actions=1)
    before = count_queries(client, at("municipality", lakeside))
    edition = ActionPlan.start(lakeside, lea)
    for number in range(1, 11):
        make.action(edition, number, 1 + number % 10)
    edition.publish(lea)
    assert count_queries(client, at("municipality", lakeside)) == before


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
