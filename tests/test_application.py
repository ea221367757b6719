"""A town applies: from the task list to the receipt, who does what, a withdrawal."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.models import Application, Role

from . import make
from .applying import CONTACT, STEPS, address, page
from .papers import image_bytes, upload
from .tab import Tab


@pytest.fixture
def town(reference):
    return make.municipality("Newtown", name_fr="Neuville", slug="newtown-on")


@pytest.fixture
def draft(town, nora):
    return Application.open(town, by=nora)


@pytest.fixture
def ready(town, nora):
    make.member(town, nora, Role.COORDINATOR)
    return make.application(town, by=nora, complete=True)


@pytest.fixture
def client(nora, sign_in):
    return sign_in(nora)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_from_opening_to_the_receipt(town, draft, client, sign_in, sam, language):
    day = "12 janvier 2026" if language == "fr" else "January 12, 2026"
    tasks = client.get(address("application", town, language)).context["tasks"]
    assert [task["status"] for task in tasks] == ["todo"] * 5
    optional = client.get(address("application", town, language)).context["optional_tasks"]
    assert [task["status"] for task in optional] == ["optional"] * 2

    def answer(step, **typed):
        response = client.post(address(f"application_{step}", town, language), typed)
        assert response.status_code == 302, response.context["form"].errors
        return response

    answer("letter", file=upload("lettre.pdf"), letter_on="2026-01-12")
    answer(
        "resolution",
        file=upload("r.png", image_bytes()),
        resolution_number="2026-118",
        resolution_on="2026-02-03",
    )
    answer("contact", **CONTACT)
    make.signature(town)
    make.priorities(town, 1, 4)

    tasks = client.get(address("application", town, language)).context["tasks"]
    assert [task["status"] for task in tasks] == ["complete"] * 5
    check = page(client, "application_check", town, language)
    for said in [
        "lettre.pdf",
        day,
        "2026-118",
        "r.png",
        "Zoë Hébert",
        "Marie Roy",
        address("submit_application", town, language),
    ]:
        assert said in check
    assert check.count("?back=check") == 7

    sent = client.post(address("submit_application", town, language))
    assert sent["Location"] == address("application", town, language)
    application = Application.objects.get()
    receipt = page(client, "application", town, language)
    assert application.number in receipt
    with translation.override(language):
        assert "Eastern time" in receipt if language == "en" else f"{timezone.localdate():%Y}" in receipt
        assert settings.CONTACT_EMAIL in receipt
    assert OutgoingMessage.objects.filter(to_address=draft.opened_by.email).count() == 1
    letter = OutgoingMessage.objects.get(to_address=draft.opened_by.email)
    assert application.number in letter.text
    assert settings.SITE_URL + address("application", town, "en") in letter.text
    notice = OutgoingMessage.objects.get(recipient=sam)
    with translation.override("en"):
        assert reverse("review_application", args=[application.pk]) in notice.html


def test_a_second_click_on_submit_shows_the_same_receipt(town, ready, client):
    first = client.post(address("submit_application", town))
    mails = OutgoingMessage.objects.count()
    number = Application.objects.get().number
    second = client.post(address("submit_application", town))
    assert first["Location"] == second["Location"]
    assert OutgoingMessage.objects.count() == mails
    assert [event.action for event in Event.objects.about(Application.objects.get())] == ["submit"]
    assert number in page(client, "application", town)


def test_nothing_is_submitted_with_a_gap(town, ready, client):
    Application.objects.update(contact_email="")
    assert address("submit_application", town) not in page(client, "application_check", town)
    response = client.post(address("submit_application", town))
    assert response.status_code == 409
    assert "not complete" in response.content.decode()
    assert Application.objects.get().status == "draft"


def test_after_the_check_page_one_comes_back_to_it(town, ready, client):
    typed = CONTACT | {"contact_phone": ""}
    response = Tab(client, address("application_contact", town) + "?back=check").save(**typed)
    assert response["Location"] == address("application_check", town)


def test_a_contributor_fills_in_and_a_coordinator_submits(town, ready, eli, sign_in):
    make.member(town, eli, Role.CONTRIBUTOR)
    client = sign_in(eli)
    assert Tab(client, address("application_contact", town)).save(**CONTACT).status_code == 302
    assert client.post(address("submit_application", town)).status_code == 403
    said = page(client, "application_check", town)
    assert "A coordinator of the municipality submits it" in said
    assert address("submit_application", town) not in said


def test_a_viewer_reads(town, ready, vic, sign_in):
    make.member(town, vic, Role.VIEWER)
    client = sign_in(vic)
    for step in STEPS:
        said = page(client, f"application_{step}", town)
        assert "<textarea" not in said
        assert "Save and continue" not in said
        assert client.post(address(f"application_{step}", town), CONTACT).status_code == 403
    assert "letter.pdf" in page(client, "application_letter", town)


def test_a_role_taken_away_meanwhile_breaks_no_page(town, ready, nora, client, monkeypatch):
    def take_away(*things):
        nora.roles.all().delete()
        return []

    monkeypatch.setattr("municipalities.views.application.history", take_away)
    assert client.get(address("application", town)).status_code == 200
    assert client.get(address("application", town)).status_code == 404


def test_the_secretariat_files_on_behalf(town, sam, sign_in):
    make.application(town, by=sam, complete=True)
    assert sign_in(sam).post(address("submit_application", town)).status_code == 302
    assert Event.objects.about(Application.objects.get()).get(action="submit").is_on_behalf


@pytest.mark.parametrize(("province", "language"), [("ON", "en"), ("QC", "fr")])
def test_the_contact_hears_where_nobody_of_the_town_has_an_account(reference, sam, nora, province, language):
    town = make.municipality("Sansgens", slug="sansgens", province_code=province)
    application = make.application(town, by=nora, complete=True, contact_email="greffe@example.org")
    camille = make.user("Camille", is_secretariat=True)
    application.submit(sam)
    application.send_back(camille, {"letter": "Please sign it."})
    application.submit(sam)
    application.approve(camille)
    letters = OutgoingMessage.objects.filter(to_address="greffe@example.org")
    assert [letter.language for letter in letters] == [language] * 4
    for letter in letters:
        for words in (letter.text, letter.html):
            assert application.get_absolute_url() not in words
            assert f"/{town.slug}/" not in words, "no page that asks for an account"
    make.member(town, nora, Role.COORDINATOR)
    other = make.application(town, by=nora, contact_email="greffe@example.org")
    other.decline(camille, "Not now.")
    assert letters.count() == 4 and OutgoingMessage.objects.filter(recipient=nora).count() == 1


def test_a_submitted_application_stays_as_it_is(town, ready, client, nora):
    ready.submit(by=nora)
    for step in STEPS:
        assert "Save and continue" not in page(client, f"application_{step}", town)
        response = client.post(address(f"application_{step}", town), CONTACT)
        assert response.status_code == 409
        assert "cannot be changed now" in response.content.decode()
    assert client.get(address("application_check", town)).status_code == 302


def test_a_step_saved_while_the_application_is_submitted_changes_nothing(town, ready, nora):
    late = Application.objects.get(pk=ready.pk)
    ready.submit(by=nora)
    assert late.status == "draft"
    with pytest.raises(Exception, match="cannot revise"):
        late.revise("contact", contact_name="Somebody else")
    ready.refresh_from_db()
    assert ready.contact_name == "Lea Tran"


def test_what_is_submitted_is_the_row_and_not_an_older_copy(town, ready, nora):
    copy = Application.objects.get(pk=ready.pk)
    Application.objects.update(contact_email="")
    with pytest.raises(WrongState, match="cannot submit"):
        copy.submit(by=nora)
    assert Application.objects.get().status == "draft"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_withdrawal(town, ready, client, language):
    assert client.get(address("withdraw_application", town, language)).status_code == 200
    for reason in ["", "   ", "\x00", "x" * 5001]:
        response = client.post(address("withdraw_application", town, language), {"reason": reason})
        assert response.status_code == 200
        assert response.context["form"].errors
    typed = {"reason": "Council wants <more> time.\nPerhaps next year."}
    for _click in range(2):
        response = client.post(address("withdraw_application", town, language), typed)
        assert response["Location"] == address("application", town, language)
    said = page(client, "application", town, language)
    assert "Council wants &lt;more&gt; time.<br>Perhaps next year." in said
    assert client.post(address("submit_application", town, language)).status_code == 409


@pytest.mark.parametrize("verb", ["withdraw", "decline"])
def test_whose_role_ends_with_it_is_told(town, nora, eli, vic, sam, verb):
    """Nora, who decides it or is told of the decision, needs no second message; Vic's role was there before."""
    application = Application.open(town, by=nora)
    make.member(town, vic, Role.VIEWER)
    town.people.create(user=eli, role=Role.CONTRIBUTOR, opening=application)
    OutgoingMessage.objects.all().delete()
    getattr(application, verb)(nora if verb == "withdraw" else sam, "Not <now>.")
    assert [person.user for person in town.people.all()] == [vic]
    told = OutgoingMessage.objects.filter(subject__startswith="You no longer work for Newtown")
    assert [mail.recipient for mail in told] == [eli]
    said = {"withdraw": "was withdrawn.", "decline": "The secretariat has declined"}[verb]
    assert said in told[0].text and said in told[0].html and "the role has ended with it" in told[0].text
    assert "Not <now>" not in told[0].text


def test_what_is_decided_is_not_withdrawn(town, ready, client, nora, sam):
    ready.submit(by=nora)
    ready.approve(by=sam)
    for ask in (client.get, client.post):
        response = ask(address("withdraw_application", town))
        assert response.status_code == 409
        assert "already decided" in response.content.decode()


def test_queries_do_not_grow(town, ready, client, nora, sam, django_assert_max_num_queries):
    ready.submit(by=nora)
    with django_assert_max_num_queries(15) as first:
        client.get(address("application", town))
    for turn in range(4):
        ready.send_back(by=sam, requests={"letter": f"Again {turn}"})
        ready.submit(by=nora)
    with django_assert_max_num_queries(len(first)):
        client.get(address("application", town))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_after_signing_in_again_a_button_is_to_be_pressed_once_more(town, ready, client, language):
    response = client.get(address("submit_application", town, language))
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert f'<html lang="{language}' in response.content.decode()
    with translation.override(language):
        assert reverse("workspaces") in response.content.decode()
