"""What the secretariat asks of a town, step by step, and what becomes of it."""

from datetime import date

import pytest

from municipalities.models import Application, Document, Role

from . import make
from .applying import CONTACT, address, checked, page
from .papers import upload
from .tab import Tab


@pytest.fixture
def town(reference):
    return make.municipality("Newtown", name_fr="Neuville", slug="newtown-on")


@pytest.fixture
def ready(town, nora):
    make.member(town, nora, Role.COORDINATOR)
    return make.application(town, by=nora, complete=True)


@pytest.fixture
def client(nora, sign_in):
    return sign_in(nora)


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
    tab = Tab(client, address("application_letter", town))
    assert tab.save(file=upload("signed.pdf"), letter_on="2026-01-20").status_code == 302
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
    assert Tab(client, address("application_contact", town)).save(**CONTACT).status_code == 302
    assert client.post(address("application_champion", town), {}).status_code == 409, "it never counted"


def test_a_returned_application_keeps_what_was_submitted_and_no_more(town, ready, nora, sam):
    ready.submit(by=nora)
    submitted = ready.letter
    ready.send_back(by=sam, requests={"letter": "Please sign it."})
    for name in ["second.pdf", "third.pdf", "fourth.pdf"]:
        ready.attach("letter", checked(upload(name)), by=nora)
    kept = Document.objects.filter(kind="letter").order_by("added_at")
    assert [document.name for document in kept] == [submitted.name, "fourth.pdf"]
