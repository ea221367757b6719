"""Endorsements and research: offered by anybody, verified by mail, decided by the secretariat, then public."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from coalition import visitors
from coalition.models import OutgoingMessage
from coalition.tidying import tidy
from municipalities.models import Endorsement, Research

from . import make

ENDORSE = "/en/get-involved/organizations/endorse/"
LIST = "/en/get-involved/organizations/"


def endorsement(**fields):
    said = {
        "name": "Harbour Union",
        "organization": "labour",
        "website": "https://union.example.org/",
        "may_speak": "on",
        "contact_name": "Paul Martin",
        "contact_email": "paul@example.net",
        "stamp": visitors.new_stamp("endorsement", at=time.time() - 30),
    }
    return said | fields


def link_of(message):
    return re.search(r"https?://[^/\s]+(/\S+/confirmation/\S+)", message.text).group(1)


def test_from_the_form_to_the_public_page(client, sam, sign_in):
    said = endorsement()
    for _click in range(2):
        assert client.post(ENDORSE, said)["Location"] == f"{ENDORSE}?sent"
    offer = Endorsement.objects.get()
    asked = OutgoingMessage.objects.get()
    assert (
        asked.to_address == "paul@example.net" and "Harbour" not in asked.text
    )  # no relay for what is typed
    office = sign_in(sam)
    assert "Harbour Union" not in office.get("/en/secretariat/").text
    assert office.get(f"/en/secretariat/offers/endorsement/{offer.pk}/").status_code == 404
    link = link_of(asked)
    page = client.get(link)
    offer.refresh_from_db()
    assert "Harbour Union" in page.text and offer.status == "unverified"  # opening the link does nothing
    for _click in range(2):
        assert client.post(link).status_code == 302
    assert "Confirmed" in client.get(link).text
    assert OutgoingMessage.objects.filter(recipient=sam).count() == 1
    assert (
        "Harbour Union" in office.get("/en/secretariat/").text
        and "Harbour Union" not in client.get(LIST).text
    )
    review = f"/en/secretariat/offers/endorsement/{offer.pk}/"
    assert "paul@example.net" in office.get(review).text
    office.post(f"{review}publication/")
    public = client.get(LIST).text
    assert "Harbour Union" in public and "https://union.example.org/" in public
    assert "Paul" not in public and "paul@" not in public
    assert "Harbour Union" in client.get("/en/get-involved/").text
    assert office.post(f"{review}decline/", {"reason": "Late"}).status_code == 409
    office.post(f"{review}withdrawal/", {"reason": "You asked for it."})
    assert "Harbour Union" not in client.get(LIST).text
    assert "You asked for it." in OutgoingMessage.objects.filter(to_address="paul@example.net").first().text


def test_a_reason_is_needed_and_reaches_the_writer_in_their_language(sam, sign_in):
    offer = make.research(status="waiting", language="fr", title="Qui ouvre la porte")
    review = f"/en/secretariat/offers/research/{offer.pk}/"
    office = sign_in(sam)
    assert "Give the reason." in office.post(f"{review}decline/", {"reason": ""}).text
    office.post(f"{review}decline/", {"reason": "Le lien ne mène à rien."})
    told = OutgoingMessage.objects.get()
    assert (
        told.language == "fr"
        and "Le lien ne mène à rien." in told.text
        and "n’est pas publié" in told.subject
    )


@pytest.mark.parametrize(
    "fields", [{"may_speak": ""}, {"organization": "x"}, {"contact_email": "p"}, {"name": ""}]
)
def test_a_mistake_keeps_what_was_typed(client, db, fields):
    answer = client.post(ENDORSE, endorsement(**fields, remarks="Our council asked for it."))
    assert answer.status_code == 200 and "Our council asked for it." in answer.text
    assert not Endorsement.objects.exists()


def test_research_says_what_it_is(client, db):
    there = "/fr/participer/recherches/proposer/"
    said = {
        "title": "Qui ouvre la porte",
        "authors": "P. Martin",
        "year": "1066",
        "written_in": "fr",
        "link": "https://www.example.org/porte",
        "summary": "Peu de gens.",
        "contact_name": "Paul",
        "contact_email": "paul@example.net",
        "stamp": visitors.new_stamp("research", at=time.time() - 30),
    }
    assert "Entrez une année" in client.post(there, said).text
    assert client.post(there, said | {"year": "2024"}).status_code == 302
    Research.objects.update(status="listed")
    page = client.get("/en/get-involved/research/").text
    assert '<div class="prose" lang="fr">' in page and "https://www.example.org/porte" in page


def test_links_that_are_not_ours_or_are_old(client, db):
    offer = make.endorsement(status="unverified")
    assert client.get("/en/get-involved/confirmation/x:y:z/").status_code == 404
    token, now = offer.token, time.time()
    with pytest.MonkeyPatch.context() as later:
        later.setattr(time, "time", lambda: now + 8 * 24 * 3600)
        assert client.get(f"/en/get-involved/confirmation/{token}/").status_code == 404


def test_what_is_forgotten(db):
    now = timezone.now()
    long_ago = now - timedelta(days=91)
    make.endorsement("Never confirmed", status="unverified")
    declined = make.endorsement("Declined", status="declined", decided_at=long_ago, remarks="Call me")
    listed = make.endorsement("Listed", status="listed", decided_at=long_ago)
    Endorsement.objects.update(offered_at=long_ago)
    tidy(now)
    for offer in (declined, listed):
        offer.refresh_from_db()
    assert not Endorsement.objects.filter(name="Never confirmed").exists()
    assert (declined.contact_name, declined.contact_email, declined.remarks) == ("", "", "")
    assert listed.contact_email == "paul@example.org"
    assert not any(hasattr(line, "contact_email") for line in declined.history.all())
