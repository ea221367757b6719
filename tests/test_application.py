"""A town applies: the steps, the check, the receipt, a return, a withdrawal."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.models import Application, Document, Role
from municipalities.uploads import DocumentField

from . import make
from .papers import image_bytes, pdf_bytes, upload

CONTACT = {
    "contact_name": "Zoë Hébert",
    "contact_title": "Directrice",
    "contact_email": "zoe@example.org",
    "contact_phone": "613-555-0123, ext. 45",
}
STEPS = ["letter", "resolution", "contact"]


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


def address(name, town, language="en"):
    with translation.override(language):
        return reverse(name, args=[town.slug])


def page(client, name, town, language="en"):
    response = client.get(address(name, town, language))
    assert response.status_code == 200
    return response.content.decode()


def checked(file):
    return DocumentField().clean(file)


# --- the steps ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_from_opening_to_the_receipt(town, draft, client, sign_in, sam, language):
    day = "12 janvier 2026" if language == "fr" else "January 12, 2026"
    tasks = client.get(address("application", town, language)).context["tasks"]
    assert [task["status"] for task in tasks] == ["incomplete"] * 5

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
    assert check.count("?back=check") == 5

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
    response = client.post(address("application_contact", town) + "?back=check", typed)
    assert response["Location"] == address("application_check", town)


def test_the_file_is_kept_when_another_answer_is_wrong(town, draft, client):
    response = client.post(
        address("application_letter", town), {"file": upload("lettre.pdf"), "letter_on": "2026-13-45"}
    )
    said = response.content.decode()
    assert response.status_code == 200
    assert "a real date" in said
    assert 'value="2026-13-45"' in said
    assert "lettre.pdf" in said
    assert Application.objects.get().letter.name == "lettre.pdf"
    response = client.post(address("application_letter", town), {"letter_on": "2026-01-12"})
    assert response.status_code == 302


def test_what_was_typed_is_kept_when_the_file_is_refused(town, draft, client):
    typed = {
        "file": upload("r.pdf", b"no pdf"),
        "resolution_number": "2026-118 é",
        "resolution_on": "2026-02-03",
    }
    said = client.post(address("application_resolution", town), typed).content.decode()
    assert "not a PDF, PNG or JPEG" in said
    assert 'value="2026-118 é"' in said
    assert 'value="2026-02-03"' in said
    assert "<title>Error:" in " ".join(said.split())
    assert not Document.objects.exists()


def test_a_file_over_the_limit_is_refused_in_words(town, draft, client):
    large = SimpleUploadedFile("large.pdf", pdf_bytes() + b"\0" * (settings.UPLOAD_LIMIT + 5_000_000))
    said = client.post(
        address("application_letter", town), {"file": large, "letter_on": "2026-01-12"}
    ).content.decode()
    assert "too large" in said
    assert "14.8" in said
    assert 'value="2026-01-12"' in said


def test_a_replaced_file_that_was_never_submitted_leaves_no_copy(
    town, draft, client, django_capture_on_commit_callbacks
):
    for name in ["first.pdf", "second.pdf"]:
        with django_capture_on_commit_callbacks(execute=True):
            client.post(
                address("application_letter", town), {"file": upload(name), "letter_on": "2026-01-12"}
            )
        if name == "first.pdf":
            first = Document.objects.get().file
            assert first.storage.exists(first.name)
    assert Document.objects.get().name == "second.pdf"
    assert not first.storage.exists(first.name)


def test_the_size_and_the_hash_are_shown(town, draft, client):
    client.post(address("application_letter", town), {"file": upload(), "letter_on": "2026-01-12"})
    document = Document.objects.get()
    said = page(client, "application_letter", town)
    assert document.sha256 in said
    assert len(document.sha256) == 64
    assert "bytes" in said


TOMORROW = str(timezone.localdate() + timedelta(days=2))
BAD = {
    "letter": [
        ({}, ["file", "letter_on"]),
        ({"letter_on": TOMORROW}, ["file", "letter_on"]),
        ({"letter_on": "0026-01-12"}, ["file", "letter_on"]),
        ({"letter_on": "9" * 5000}, ["file", "letter_on"]),
    ],
    "resolution": [
        ({}, ["file", "resolution_number", "resolution_on"]),
        (
            {"resolution_number": "x" * 61, "resolution_on": TOMORROW},
            ["file", "resolution_number", "resolution_on"],
        ),
        (
            {"resolution_number": "\x00\u202e", "resolution_on": "2026-02-30"},
            ["file", "resolution_number", "resolution_on"],
        ),
    ],
    "contact": [
        ({}, ["contact_name", "contact_title", "contact_email"]),
        (CONTACT | {"contact_email": "zoe"}, ["contact_email"]),
        (CONTACT | {"contact_email": "a" * 300 + "@example.org"}, ["contact_email"]),
        (CONTACT | {"contact_phone": "<script>"}, ["contact_phone"]),
        (CONTACT | {"contact_phone": "١٢٣٤٥٦٧٨٩٠"}, ["contact_phone"]),
        (CONTACT | {"contact_name": "x" * 1_000_000}, ["contact_name"]),
        (CONTACT | {"contact_name": "\x00 \ufeff"}, ["contact_name"]),
    ],
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("step", STEPS)
def test_bad_answers(town, draft, client, step, language):
    for typed, wrong in BAD[step]:
        response = client.post(address(f"application_{step}", town, language), typed)
        assert response.status_code == 200
        form = response.context["form"]
        assert sorted(form.errors) == sorted(wrong)
        said = response.content.decode()
        for field in wrong:
            assert f'href="#{form[field].id_for_label}"' in said, "the summary leads to the field"
    assert not Document.objects.exists()
    application = Application.objects.get()
    assert not application.letter_on
    assert not application.contact_name


def test_markup_is_shown_as_typed(town, draft, client):
    typed = CONTACT | {
        "contact_name": "<b onmouseover=alert(1)>Zoë</b>",
        "contact_title": "{{ request.user }}",
    }
    assert client.post(address("application_contact", town), typed).status_code == 302
    said = page(client, "application_check", town)
    assert "<b onmouseover" not in said
    assert "&lt;b onmouseover=alert(1)&gt;Zoë&lt;/b&gt;" in said
    assert "{{ request.user }}" in said


def test_a_body_over_the_limit_is_answered_in_words(town, draft, nora, caplog):
    client = Client(enforce_csrf_checks=True)
    client.force_login(nora)
    page(client, "application_contact", town)
    too_much = [
        {"contact_name": "x" * 3_000_000},
        {f"a{n}": "" for n in range(1001)},
        {f"f{n}": upload() for n in range(11)},
    ]
    for sent in too_much:
        response = client.post(address("application_contact", town), sent)
        assert response.status_code == 413
        assert "shorten the text" in response.content.decode()
        assert response.context["request"].user == nora
    caplog.clear()


def test_the_likely_contact_is_offered(town, draft, client, nora):
    said = page(client, "application_contact", town)
    assert f'value="{nora.email}"' in said
    assert not Application.objects.get().contact_email


@pytest.mark.parametrize("step", STEPS)
def test_an_unanswered_step_blames_nobody(town, draft, client, step):
    response = client.get(address(f"application_{step}", town))
    assert not response.context["form"].errors
    assert "error-summary" not in response.content.decode()


# --- who ------------------------------------------------------------------------------------------------


def test_a_contributor_fills_in_and_a_coordinator_submits(town, ready, eli, sign_in):
    make.member(town, eli, Role.CONTRIBUTOR)
    client = sign_in(eli)
    assert client.post(address("application_contact", town), CONTACT).status_code == 302
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

    monkeypatch.setattr("municipalities.views.application.trail_of", take_away)
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


# --- after submission -----------------------------------------------------------------------------------


def test_a_submitted_application_stays_as_it_is(town, ready, client, nora):
    ready.submit(by=nora)
    for step in STEPS:
        assert "Save and continue" not in page(client, f"application_{step}", town)
        response = client.post(address(f"application_{step}", town), CONTACT)
        assert response.status_code == 409
        assert "cannot be changed now" in response.content.decode()
    assert client.get(address("application_check", town)).status_code == 302


def test_a_returned_application_reopens_where_changes_are_asked(town, ready, client, nora, sam):
    ready.submit(by=nora)
    ready.send_back(by=sam, requests={"letter": "The mayor has not signed."})
    said = page(client, "application", town)
    assert "The mayor has not signed." in said
    assert [task["status"] for task in client.get(address("application", town)).context["tasks"]][:2] == [
        "returned",
        "complete",
    ]
    assert "The mayor has not signed." in page(client, "application_letter", town)
    assert "no change was asked" in page(client, "application_contact", town).lower()
    assert client.post(address("application_contact", town), CONTACT).status_code == 409

    former = ready.letter
    typed = {"file": upload("signed.pdf"), "letter_on": "2026-01-20"}
    assert client.post(address("application_letter", town), typed).status_code == 302
    assert Document.objects.filter(pk=former.pk).exists(), "what was submitted is kept"
    assert page(client, "application_check", town).count("?back=check") == 1
    assert client.post(address("submit_application", town)).status_code == 302
    ready.refresh_from_db()
    assert (ready.status, ready.letter.name, ready.letter_on) == (
        "submitted",
        "signed.pdf",
        date(2026, 1, 20),
    )
    assert not ready.open_requests().exists()


def test_a_step_that_no_longer_counts_reopens_too(town, ready, client, nora, sam):
    ready.submit(by=nora)
    ready.send_back(by=sam, requests={"letter": "Please sign it."})
    Application.objects.update(contact_title="")
    assert client.post(address("application_contact", town), CONTACT).status_code == 302


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


def test_a_returned_application_keeps_what_was_submitted_and_no_more(town, ready, nora, sam):
    ready.submit(by=nora)
    submitted = ready.letter
    ready.send_back(by=sam, requests={"letter": "Please sign it."})
    for name in ["second.pdf", "third.pdf", "fourth.pdf"]:
        ready.attach("letter", checked(upload(name)), by=nora)
    kept = Document.objects.filter(kind="letter").order_by("added_at")
    assert [document.name for document in kept] == [submitted.name, "fourth.pdf"]


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


def test_what_is_decided_is_not_withdrawn(town, ready, client, nora, sam):
    ready.submit(by=nora)
    ready.approve(by=sam)
    for ask in (client.get, client.post):
        response = ask(address("withdraw_application", town))
        assert response.status_code == 409
        assert "already decided" in response.content.decode()


def test_queries_do_not_grow(town, ready, client, nora, sam, django_assert_max_num_queries):
    ready.submit(by=nora)
    with django_assert_max_num_queries(14) as first:
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
