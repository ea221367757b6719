"""What was typed is kept through a sign-in: for the same person only, for an hour, never saved by itself."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coalition import kept_answers
from coalition.models import KeptAnswers, User
from coalition.tidying import tidy
from commitments.models import Declaration
from municipalities.models import Application

from . import make
from .markup import Page
from .tab import Tab

pytestmark = pytest.mark.usefixtures("reference")
MINE, THEIRS = "Four clerks were hired.\n\nIn May.", "The desk opened in May."


@pytest.fixture
def report(lakeside, lea):
    make.published_plan(lakeside, by=lea)
    return make.report(lakeside, by=lea)


@pytest.fixture
def page(report):
    return reverse("report_section", args=["lakeside-on", 2026, 1])


@pytest.fixture
def sent(report, eli, page, sign_in):
    """(the client whose session ended, the address it was led to after sending what Eli typed)"""
    client = sign_in(eli)
    tab = Tab(client, page, "words-seen")
    client.logout()
    answer = tab.client.post(page, {**tab.shown.typed(), "words-words_en": MINE, "then": "next"})
    assert answer.status_code == 302 and answer.url.startswith(reverse("account_login"))
    return client, answer.url


def led_to(url):
    return parse_qs(urlsplit(url).query)["next"][0]


def words(report):
    return report.sections.get(commitment=1).text_en or ""


def typed(answer):
    form = next(form for form in Page(answer.text).forms if "words-seen" in form.fields)
    return form.typed()["words-words_en"][0].replace("\r\n", "\n")


def test_the_same_person_finds_it_and_saves_it(report, eli, page, sent):
    client, url = sent
    assert "What you typed is kept for an hour" in client.get(url).text
    client.force_login(eli)
    answer = client.get(led_to(url))
    assert typed(answer) == MINE and "It is not saved yet" in answer.text
    assert not words(report)  # looking saves nothing
    form = next(form for form in Page(answer.text).forms if "words-seen" in form.fields)
    assert client.post(page, form.typed()).status_code == 302
    assert words(report) == MINE
    assert not KeptAnswers.objects.exists()
    assert typed(client.get(led_to(url))) == MINE  # the address alone shows what is stored


def test_a_colleague_wrote_meanwhile(report, lea, eli, page, sent, sign_in):
    Tab(sign_in(lea), page, "words-seen").save(**{"words-words_en": THEIRS})
    client, url = sent
    client.force_login(eli)
    answer = client.get(led_to(url))
    assert typed(answer) == MINE and THEIRS in answer.text and "what is saved now" in answer.text
    assert words(report) == THEIRS


def test_nobody_else_finds_it(report, lea, eli, vic, sam, page, sent):
    _client, url = sent
    for other in (lea, vic, sam):
        client = Client()
        client.force_login(other)
        assert "Four clerks" not in client.get(led_to(url)).text
    client = Client()
    client.force_login(eli)
    elsewhere = led_to(url).replace("commitments/1", "commitments/2")
    assert "Four clerks" not in client.get(elsewhere).text
    assert "Four clerks" not in client.get(page).text
    for token in ("", "x", "\x00", "9" * 5000):
        assert client.get(page, {"kept": token}).status_code == 200
    eli.roles.all().delete()
    assert client.get(led_to(url)).status_code == 404


def test_after_an_hour_it_is_gone(report, eli, page, sent):
    client, url = sent
    KeptAnswers.objects.update(kept_at=timezone.now() - timedelta(minutes=61))
    client.force_login(eli)
    assert "Four clerks" not in client.get(led_to(url)).text
    tidy(timezone.now())
    assert not KeptAnswers.objects.exists()


def test_what_another_button_sent_is_kept_for_the_page_and_done_by_nobody(report, eli, page, sign_in):
    client = sign_in(eli)
    tab = Tab(client, page, "words-seen")
    client.logout()
    verb = reverse("confirm_updates", args=["lakeside-on", 2026, "1"])
    answer = client.post(verb, {**tab.shown.typed(), "words-words_en": MINE, "confirm": "all"})
    assert led_to(answer.url).startswith(page)
    client.force_login(eli)
    assert typed(client.get(led_to(answer.url))) == MINE
    assert not report.updates.exclude(outcome="unconfirmed").exists()


@pytest.mark.parametrize(
    "case", ["forged", "none", "too much", "no such person", "without its token", "by script"]
)
def test_what_is_not_kept(report, eli, page, sign_in, case):
    tab = Tab(sign_in(eli), page, "words-seen")
    data = {name: values[0] for name, values in tab.shown.typed().items() if values}
    client, more = Client(enforce_csrf_checks=case == "without its token"), {}
    if case == "forged":
        data[kept_answers.FIELD] = data[kept_answers.FIELD][:-2] + "xx"
    elif case == "none":
        del data[kept_answers.FIELD]
    elif case == "too much":
        data["words-words_en"] = "x" * 300_000
    elif case == "no such person":
        data[kept_answers.FIELD] = kept_answers.whose(User(pk=987_654), page)
    elif case == "by script":
        more = {"headers": {"Accept": "application/json"}}
    assert client.post(page, data, **more).status_code in {302, 403}
    assert not KeptAnswers.objects.exists()


def test_of_one_person_only_a_few_are_kept_and_no_unseen_characters(report, eli, page, sign_in):
    tab = Tab(sign_in(eli), page, "words-seen")
    for number in range(8):
        Client().post(page, {**tab.shown.typed(), "words-words_en": f"a\x00b {number}"})
    kept = [dict(map(tuple, row.answers))["words-words_en"] for row in KeptAnswers.objects.all()]
    assert kept == [f"ab {number}" for number in (7, 6, 5, 4, 3)]
    eli.delete()
    assert not KeptAnswers.objects.exists()


def test_the_session_page_says_who_is_signed_in_and_extends(eli, sign_in):
    client = sign_in(eli)
    session = reverse("session")
    known = client.get(session).json()
    assert known["person"] == str(eli.pk) and known["seconds"] > 0 and known["token"]
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=3))
    assert client.get(session).json()["seconds"] <= 180
    assert client.post(session).json()["seconds"] > 86_400
    assert client.get(session).json()["seconds"] > 86_400
    client.logout()
    assert client.get(session).json() == {"person": None} == client.post(session).json()


def test_an_action_of_the_plan_is_kept_too(lakeside, eli, sign_in):
    make.plan(lakeside, by=eli)
    client, page = sign_in(eli), reverse("add_action", args=["lakeside-on"])
    tab = Tab(client, page, "title_en")
    client.logout()
    answer = client.post(page, {**tab.shown.typed(), "title_en": "Open a desk", "commitments": "1"})
    client.force_login(eli)
    assert 'value="Open a desk"' in client.get(led_to(answer.url)).text
    assert not lakeside.plans.get().actions.exists()


STEPS = {
    "application_letter": {"letter_on": "2026-05-04"},
    "application_resolution": {"resolution_number": "2026-118"},
    "application_contact": {"contact_title": "Director of services"},
    "application_champion": {"champion_name": "Ada Roy"},
    "application_declaration": {"signatory_name": "Mayor Roy"},
    "application_priorities": {"chosen_3": "on", "reason_3": "Many newcomers."},
    "application_inventory": {"text_1": "A help line."},
    "plan_details": {"starts_on": "2027-01-01"},
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_of_the_application_and_the_details_of_the_plan_are_kept_too(
    lakeside, nora, eli, sign_in, name
):
    is_plan = name == "plan_details"
    if is_plan:
        make.plan(lakeside, by=eli)
    else:
        Declaration.objects.exists() or make.declaration()
        Application.open(make.municipality("Newtown", slug="newtown-on"), by=nora)
    person, slug = (eli, "lakeside-on") if is_plan else (nora, "newtown-on")
    client, page = sign_in(person), reverse(name, args=[slug])
    tab = Tab(client, page, "whose_page")
    assert "Sign in again in another window, then come back here and save." in tab.client.get(page).text
    field, value = list(STEPS[name].items())[-1]
    client.logout()
    answer = client.post(page, {**tab.shown.typed(), **STEPS[name]})
    client.force_login(person)
    shown = client.get(led_to(answer.url))
    form = next(form for form in Page(shown.text).forms if "whose_page" in form.fields)
    assert form.typed()[field] == [value] and "It is not saved yet" in shown.text
    said = client.get(page)
    form_now = next(form for form in Page(said.text).forms if "whose_page" in form.fields)
    assert (
        form_now.typed().get(field) != [value] and "not saved yet" not in said.text
    )  # looking saves nothing
    if name in {"application_champion", "application_priorities", "application_inventory", "plan_details"}:
        whole = form.typed() | ({"champion_title": "Councillor"} if "champion" in name else {})
        assert client.post(page, whole).status_code == 302
        assert not KeptAnswers.objects.exists()
