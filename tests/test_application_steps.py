"""The steps of an application: what is typed and handed in, right and wrong."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from municipalities.models import Application, Document, Role

from . import make
from .applying import CONTACT, STEPS, address, page
from .papers import pdf_bytes, upload
from .tab import Tab


@pytest.fixture
def town(reference):
    return make.municipality("Newtown", name_fr="Neuville", slug="newtown-on")


@pytest.fixture
def draft(town, nora):
    return Application.open(town, by=nora)


@pytest.fixture
def client(nora, sign_in):
    return sign_in(nora)


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
    assert "neither a PDF nor a PNG nor a JPEG" in said
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
        tab = Tab(client, address("application_letter", town))
        with django_capture_on_commit_callbacks(execute=True):
            tab.save(file=upload(name), letter_on="2026-01-12")
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
    "champion": [
        ({"champion_name": "Ana Cruz"}, ["champion_title"]),
        ({"champion_title": "Councillor"}, ["champion_name"]),
        ({"champion_name": "x" * 151, "champion_title": "Councillor"}, ["champion_name"]),
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


def test_a_step_is_to_do_until_something_is_saved(town, draft, client):
    def states():
        return [task["status"] for task in client.get(address("application", town)).context["tasks"]]

    assert states()[0] == "todo"
    client.post(address("application_letter", town), {"file": upload("lettre.pdf"), "letter_on": ""})
    assert states() == ["incomplete", *["todo"] * 4]


def test_a_step_with_a_file_offers_to_replace_it(town, draft, client):
    there = address("application_letter", town)
    assert client.get(there).context["form"].fields["file"].label == "Letter of interest"
    client.post(there, {"file": upload("lettre.pdf"), "letter_on": "2026-01-12"})
    said = " ".join(page(client, "application_letter", town).split())
    assert 'Replace the letter <span class="optional">(optional)</span>' in said


@pytest.mark.parametrize("phone", ["819 555 0123 p. 4", "819 555-0123, p 12", "819-555-0123 #7"])
def test_an_extension_as_people_write_it(town, draft, client, phone):
    answers = CONTACT | {"contact_phone": phone}
    assert client.post(address("application_contact", town), answers).status_code == 302
    draft.refresh_from_db()
    assert draft.contact_phone == phone


def test_a_contributor_reads_who_submits(town, draft, nora, eli, sign_in):
    make.member(town, eli, Role.CONTRIBUTOR)
    draft.delete()
    make.application(town, by=nora, complete=True)
    hub, check = "Check your answers and submit", "A coordinator of the municipality submits it: Nora Diaz."
    assert hub in page(sign_in(nora), "application", town)
    assert "unless the secretariat returns it" in page(sign_in(nora), "application_check", town)
    client = sign_in(eli)
    assert hub not in page(client, "application", town) and ">Check your answers<" in page(
        client, "application", town
    )
    assert check in page(client, "application_check", town)


def test_a_colleague_is_invited_from_the_steps(town, draft, nora, sign_in):
    assert f'href="{address("invite", town)}"' in page(sign_in(nora), "application", town)


def test_the_workspace_says_how_far_the_application_is(town, draft, client, nora):
    assert "0 of the 5 needed steps are complete." in page(client, "workspace", town)
    client.post(
        address("application_letter", town), {"file": upload("lettre.pdf"), "letter_on": "2026-01-12"}
    )
    assert "1 of the 5 needed steps is complete." in page(client, "workspace", town)
    make.interest(draft, by=nora)
    assert "The letter of interest is with the secretariat." in page(client, "workspace", town)
