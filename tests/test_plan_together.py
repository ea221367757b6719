"""Several people write one plan: nobody undoes unseen what a colleague saved."""

import threading
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection

from commitments.models import Action, ActionPlan

from . import make
from .planning import ANSWERS, at, rows, tab, text
from .tab import Tab

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def draft(lakeside, lea):
    return make.plan(lakeside, by=lea)


@pytest.fixture
def action(draft):
    return make.action(draft, 1, title_en="Open a desk", lead="Clerk", due_on=date(2027, 5, 1))


@pytest.fixture
def tabs(lakeside, action, lea, eli, sign_in):
    """Lea's and Eli's, opened before either saves."""
    return tab(sign_in(lea), lakeside, action), tab(sign_in(eli), lakeside, action)


def stored(action):
    return Action.objects.get(pk=action.pk)


def test_different_answers_are_both_kept(action, tabs):
    lea, eli = tabs
    assert lea.save(lead="Legal").status_code == 302
    assert eli.save(title_fr="Ouvrir un guichet", commitments=["1", "3"]).status_code == 302
    now = stored(action)
    assert (now.lead, now.title_fr, now.commitments.count()) == ("Legal", "Ouvrir un guichet", 2)


@pytest.mark.parametrize(
    ("field", "theirs", "mine", "said"),
    [
        ("lead", "Legal", "Police", ("Legal", "Police")),
        ("title_en", "Open an office", "Open a counter", ("Open an office", "Open a counter")),
        ("status", "under_way", "done", ("Under way", "Done")),
        ("due_on", "2027-06-01", "2027-07-01", ("June 1, 2027", "July 1, 2027")),
        ("commitments", ["2"], ["3"], ("2. ", "3. ")),
    ],
)
def test_one_answer_changed_twice_is_compared(action, tabs, field, theirs, mine, said):
    lea, eli = tabs
    assert lea.save(**{field: theirs}).status_code == 302
    refused = eli.save(**{field: mine})
    assert refused.status_code == 409
    page = text(refused)
    assert "A colleague changed this while you were writing" in page
    assert all(words in page for words in said)
    assert eli.save().status_code == 302  # what was typed stands in the form
    now = stored(action)
    kept = (
        sorted(str(c.pk) for c in now.commitments.all())
        if field == "commitments"
        else str(getattr(now, field))
    )
    assert kept == mine


def test_a_milestone_and_a_target_changed_twice_are_compared(action, lakeside, lea, eli, sign_in):
    make.milestone(action, "Choose the place", due_on=date(2027, 1, 31))
    make.target(action, "I12", baseline="10", target="50")
    leas, elis = tab(sign_in(lea), lakeside, action), tab(sign_in(eli), lakeside, action)
    step, figure = rows(leas, "milestone")[0], rows(leas, "target")[0]
    assert leas.save(**{f"{step}-reached_on": "2026-01-05", f"{figure}-target": "60"}).status_code == 302
    refused = elis.save(**{f"{step}-text_en": "Rent the place", f"{figure}-target": "70"})
    page = text(refused)
    assert refused.status_code == 409
    for words in ("January 5, 2026", "Rent the place", "Target: 60 (2027)", "Target: 70 (2027)"):
        assert words in page
    assert [each.text_en for each in action.milestones.all()] == ["Choose the place"]
    assert elis.save().status_code == 302
    assert [(each.text_en, each.reached_on) for each in action.milestones.all()] == [("Rent the place", None)]
    assert [each.target for each in action.targets.all()] == [70]


def test_a_row_taken_out_meanwhile_does_not_come_back_unseen(action, lakeside, lea, eli, sign_in):
    make.milestone(action, "Choose the place")
    make.milestone(action, "Open the doors")
    leas, elis = tab(sign_in(lea), lakeside, action), tab(sign_in(eli), lakeside, action)
    first, second = rows(leas, "milestone")[:2]
    assert leas.save(**{f"{first}-text_en": "", f"{second}-text_en": ""}).status_code == 302
    refused = elis.save(**{f"{second}-text_en": "Open the doors wide"})
    assert refused.status_code == 409 and "Nothing is saved here now." in text(refused)
    assert elis.save().status_code == 302
    assert [each.text_en for each in action.milestones.all()] == ["Open the doors wide"]


def test_two_new_rows_are_both_kept_and_one_indicator_is_compared(action, lakeside, lea, eli, sign_in):
    leas, elis = tab(sign_in(lea), lakeside, action), tab(sign_in(eli), lakeside, action)
    new = {"indicator": "I17", "target_year": "2027"}

    def typed(open_tab, step, target):
        (figure,) = rows(open_tab, "target")
        said = {f"{figure}-{name}": value for name, value in (new | {"target": target}).items()}
        return said | {f"{rows(open_tab, 'milestone')[0]}-text_en": step}

    assert leas.save(**typed(leas, "Hers", "40")).status_code == 302
    refused = elis.save(**typed(elis, "His", "50"))
    assert refused.status_code == 409 and "Target: 40% (2027)" in text(refused)
    assert elis.save().status_code == 302
    assert sorted(each.text_en for each in action.milestones.all()) == ["Hers", "His"]
    assert [each.target for each in action.targets.all()] == [50]


def test_evidence_chosen_twice_is_compared(action, lakeside, lea, eli, sign_in):
    study, survey = make.evidence(lakeside, title="Study"), make.evidence(lakeside, title="Survey")
    leas, elis = tab(sign_in(lea), lakeside, action), tab(sign_in(eli), lakeside, action)
    assert leas.save(evidence=[str(study.pk)]).status_code == 302
    assert elis.save(lead="Legal").status_code == 302  # a box that he left unticked takes nothing out
    assert list(action.evidence.all()) == [study]
    refused = elis.save(evidence=[str(survey.pk)])
    assert refused.status_code == 409 and "Study" in text(refused)
    assert elis.save().status_code == 302
    assert list(action.evidence.all()) == [survey]


def test_one_who_comes_back_to_the_form_of_a_new_action_compares(lakeside, draft, eli, sign_in):
    opened = tab(sign_in(eli), lakeside)
    first = opened.shown
    assert opened.save(**ANSWERS).status_code == 302
    opened.shown = first
    refused = opened.save(**ANSWERS | {"lead": "Police"})
    assert refused.status_code == 409 and "Legal services" in text(refused)
    made = draft.actions.get()
    opened.url = at("action", lakeside, made.pk)
    assert opened.shown.action == opened.url
    assert opened.save().status_code == 302
    assert draft.actions.get().lead == "Police"


def test_a_merge_that_makes_no_sense_is_refused(action, tabs):
    lea, eli = tabs
    assert lea.save(due_on="2027-03-01").status_code == 302
    refused = eli.save(starts_on="2027-04-01")
    assert refused.status_code == 200 and "The action must be due after it starts." in text(refused)
    assert stored(action).starts_on is None


def test_the_details_of_a_plan_are_compared_too(lakeside, draft, lea, eli, sign_in):
    where = at("plan_details", lakeside)
    leas, elis = Tab(sign_in(lea), where), Tab(sign_in(eli), where)
    assert leas.save(starts_on="2027-01-01", ends_on="2029-12-31").status_code == 302
    assert elis.save(adopted_on="2025-12-08").status_code == 302
    assert Tab(sign_in(eli), where).save(ends_on="2030-12-31").status_code == 302
    late = leas.save(ends_on="2028-12-31")
    assert late.status_code == 409 and "December 31, 2030" in text(late)
    plan = ActionPlan.objects.get(pk=draft.pk)
    assert (plan.starts_on, plan.ends_on, plan.adopted_on) == (
        date(2027, 1, 1),
        date(2030, 12, 31),
        date(2025, 12, 8),
    )


@pytest.mark.django_db(transaction=True)
def test_two_saves_in_the_same_moment_lose_nothing(lakeside, action, lea, eli, sign_in):
    open_tabs = [tab(sign_in(person), lakeside, action) for person in (lea, eli)]
    answers = []

    def save(open_tab, lead):
        try:
            answers.append(
                open_tab.client.post(open_tab.url, {**open_tab.shown.typed(), "lead": lead}).status_code
            )
        finally:
            connection.close()

    threads = [
        threading.Thread(target=save, args=pair) for pair in zip(open_tabs, ("Legal", "Police"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409]


def test_what_was_typed_on_an_action_that_a_colleague_took_out_is_offered_as_a_new_one(
    lakeside, draft, action, lea, eli, vic, sign_in
):
    make.milestone(action, "Choose the place")
    make.target(action, "I12", baseline="10", target="50")
    elis, page = tab(sign_in(eli), lakeside, action), at("action", lakeside, action.pk)
    step, figure = rows(elis, "milestone")[0], rows(elis, "target")[0]
    action.remove(lea)
    typed = {"description_en": "Open to all.", f"{step}-text_fr": "Choisir le lieu", f"{figure}-target": "70"}
    answer = elis.save(**typed)
    assert answer.status_code == 409
    assert "This action is no longer in the plan" in text(answer) and not draft.actions.exists()
    assert (elis.shown.action, elis.shown.typed()["description_en"]) == (
        at("add_action", lakeside),
        ["Open to all."],
    )
    elis.url = elis.shown.action
    sent = elis.shown.typed()
    assert elis.save().status_code == 302
    assert elis.client.post(elis.url, sent).status_code == 302, "a second click"
    now = draft.actions.get()
    assert (now.title_en, now.lead, now.description_en) == ("Open a desk", "Clerk", "Open to all.")
    assert [(each.text_en, each.text_fr) for each in now.milestones.all()] == [
        ("Choose the place", "Choisir le lieu")
    ]
    assert [each.target for each in now.targets.all()] == [70]
    # Only what this very page showed to this very person is told so: no address says what was there.
    for client, data in (
        (sign_in(eli), {"title_en": "Open a desk"}),
        (sign_in(lea), sent),
        (sign_in(eli), sent | {"whose_page": elis.shown.typed()["whose_page"]}),
    ):
        assert client.post(page, data).status_code == 404


def test_so_it_is_where_the_session_had_ended_too(lakeside, draft, action, lea, eli, sign_in):
    elis = tab(sign_in(eli), lakeside, action)
    elis.client.logout()
    to = parse_qs(urlsplit(elis.save(lead="Legal services").url).query)["next"][0]
    action.remove(lea)
    elis.client.force_login(eli)
    answer = elis.client.get(to)
    assert answer.status_code == 409 and 'value="Legal services"' in text(answer)
    assert elis.client.get(elis.url).status_code == 404
