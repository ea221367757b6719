"""Subscribing to the bulletin and leaving it: nothing without a confirmed consent, nothing after leaving."""

import hashlib
import re
import time
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone, translation

from coalition import visitors
from coalition.forgetting import forget
from coalition.models import OutgoingMessage
from coalition.personal_data import gather
from coalition.tidying import tidy
from network import consent as consents
from network.models import Consent, Subscription

from . import make

PAGE = "/en/bulletin/"
# Whoever changes the words gives them a new number, and writes their digest here.
WORDS = {1: "12cf"}


def typed(**fields):
    said = {
        "email": "Ana@example.net",
        "language": "fr",
        "consents": "on",
        "stamp": visitors.new_stamp("bulletin", at=time.time() - 30),
    }
    return said | fields


def link_in(message):
    return re.search(r"https?://[^/\s]+(/\S+/confirmation/\S+)", message.text).group(1)


def test_the_words_of_each_version_are_known():
    said = []
    for code in ("en", "fr"):
        with translation.override(code):
            said.append(str(consents.WORDING))
    assert said[0] != said[1]
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:4]
    assert WORDS[consents.VERSION] == digest, "new words need a new version"


def test_from_the_form_to_the_first_issue(client, db):
    form = client.get(PAGE)
    assert form["Cache-Control"] == "private, no-store" and not form.cookies
    assert not re.search(r'name="consents"[^>]*checked', form.text)
    said = typed()
    for _click in range(2):
        answer = client.post(PAGE, said)
        assert answer["Location"] == f"{PAGE}?sent" and not answer.cookies
    assert "look into your mailbox" in client.get(f"{PAGE}?sent").text
    subscription = Subscription.objects.get()
    assert (subscription.status, subscription.email) == ("unconfirmed", "Ana@example.net")
    mail = OutgoingMessage.objects.get()
    assert (mail.to_address, mail.language) == ("Ana@example.net", "fr")
    link = link_in(mail)
    for _scanner in range(20):
        assert client.get(link).status_code == 200
    assert not Subscription.objects.active().exists()
    for _click in range(2):
        assert client.post(link).status_code == 302
    subscription.refresh_from_db()
    consent = Consent.objects.get()
    assert subscription.is_active and subscription.language == "fr" and subscription.joined_at
    assert (consent.version, consent.language, consent.source) == (consents.VERSION, "fr", "page")
    with translation.override("fr"):
        assert consent.wording == str(consents.WORDING)
    assert consent.asked_at <= consent.confirmed_at and consent.ended_at is None
    assert "Vous recevrez le bulletin" in client.get(link).text


@pytest.mark.parametrize("fields", [{"consents": ""}, {"email": "no address"}, {"language": "de"}])
def test_what_is_missing_is_said(client, db, fields):
    answer = client.post(PAGE, typed(**fields))
    assert answer.status_code == 200 and "error-summary" in answer.text
    assert not Subscription.objects.exists()


def test_the_page_does_not_say_who_has_subscribed(client, db):
    """The same answer, and one mail each: only the mailbox knows."""
    make.subscription("old@example.net", language="fr")
    answers = [client.post(PAGE, typed(email=email)) for email in ("new@example.net", "OLD@example.net")]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]
    again = OutgoingMessage.objects.get(to_address="old@example.net")
    assert "vous parvient déjà" in again.text and "/subscription/" not in again.text
    assert re.search(r"/fr/bulletin/abonnement/\w+/", again.text)
    assert Subscription.objects.at("old@example.net").get().is_active


def test_nobody_s_mailbox_is_filled(client, db, monkeypatch):
    monkeypatch.setattr(visitors, "MOST_FROM_ONE", 100)
    make.subscription("old@example.net")
    for _time in range(5):
        for email in ("new@example.net", "old@example.net"):
            assert client.post(PAGE, typed(email=email)).status_code == 302
    for email in ("new@example.net", "old@example.net"):
        assert OutgoingMessage.objects.filter(to_address=email).count() == 3


def test_machines_and_hurry_leave_nothing(client, db):
    client.post(PAGE, typed(leave_empty="me too"))
    early = client.post(PAGE, typed(stamp=visitors.new_stamp("bulletin")))
    assert "very quick" in early.text and "Ana@" in early.text
    assert not Subscription.objects.exists() and not OutgoingMessage.objects.exists()


def test_links_that_are_not_good(client, db):
    reader = make.subscription(status="unconfirmed", joined_at=None)
    consent = reader.consents.get()
    forged = signing.dumps(consent.pk, salt="another")
    assert client.get(f"/en/bulletin/confirmation/{forged}/").status_code == 404
    assert client.get("/en/bulletin/subscription/nothing/").status_code == 404
    assert client.post("/en/bulletin/subscription/nothing/").status_code == 404
    Consent.objects.filter(pk=consent.pk).update(asked_at=timezone.now() - timedelta(days=8))
    tidy(timezone.now())
    assert client.get(f"/en/bulletin/confirmation/{consent.token}/").status_code == 404
    assert not Subscription.objects.exists()


def test_one_click_ends_it_without_cookie_or_token(db):
    """RFC 8058: a POST from anywhere, 200 and no redirect, as often as one likes; looking changes nothing."""
    reader = make.subscription(language="fr")
    mailbox = Client(enforce_csrf_checks=True)
    path = "/" + reader.leaving_url.split("/", 3)[3]
    assert path.startswith("/fr/bulletin/abonnement/") and str(reader.pk) not in path.strip("/").split("/")
    for _scanner in range(20):
        page = mailbox.get(path)
        assert page.status_code == 200 and not page.cookies
        assert mailbox.head(path).status_code == 200
    reader.refresh_from_db()
    assert reader.is_active and reader.email not in page.text
    for _click in range(3):
        answer = mailbox.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200 and not answer.cookies
    reader.refresh_from_db()
    [consent] = reader.consents.all()
    assert reader.status == "ended" and consent.ended_at
    assert "Vous ne recevez pas le bulletin" in answer.text
    ended_at = consent.ended_at
    mailbox.post(path)
    consent.refresh_from_db()
    assert consent.ended_at == ended_at


def test_an_old_link_does_not_bring_anybody_back(client, db):
    reader = make.subscription(status="unconfirmed", joined_at=None)
    link = f"/en/bulletin/confirmation/{reader.consents.get().token}/"
    client.post(link)
    reader.refresh_from_db()
    reader.leave()
    client.post(link)
    reader.refresh_from_db()
    assert reader.status == "ended" and "You have left" in client.get(link).text


def test_who_left_can_come_back_and_the_old_link_still_ends_it(client, db):
    reader = make.subscription("ana@example.net")
    path = reader.get_absolute_url()
    client.post(path)
    client.post(PAGE, typed())
    client.post(link_in(OutgoingMessage.objects.get()))
    reader.refresh_from_db()
    assert reader.is_active and [bool(each.ended_at) for each in reader.consents.all()] == [True, False]
    client.post(path)
    reader.refresh_from_db()
    assert reader.status == "ended" and not reader.consents.holding().exists()


def test_the_language_is_changed_there_too(client, db):
    reader = make.subscription()
    path = f"{reader.get_absolute_url()}language/"
    assert client.get(path).status_code == 405
    assert "Choose a language" in client.post(path, {"language": ""}).text
    assert client.post(path, {"language": "fr"}).status_code == 302
    reader.refresh_from_db()
    assert (reader.language, reader.status) == ("fr", "active")


def test_one_tick_with_an_account(sign_in, odile):
    office = sign_in(odile)
    path = "/fr/compte/bulletin/"
    page = office.get(path)
    assert odile.email in page.text and not re.search(r'name="consents"[^>]*checked', page.text)
    assert "error-summary" in office.post(path, {}).text and not Subscription.objects.exists()
    for _click in range(2):
        assert office.post(path, {"consents": "on"}).status_code == 302
    reader = Subscription.objects.get()
    [consent] = reader.consents.all()
    assert reader.is_active and reader.language == "fr"
    assert consent.source == "account" and consent.confirmed_at
    assert reader.get_absolute_url() in office.get(path).text
    assert not OutgoingMessage.objects.exists()


def test_proof_is_kept_for_three_years_and_then_the_address_goes(db):
    now = timezone.now()
    recent, old = make.subscription("recent@example.net"), make.subscription("old@example.net")
    for reader, days in ((recent, 3 * 365 - 1), (old, 3 * 365 + 1)):
        reader.leave()
        reader.consents.update(ended_at=now - timedelta(days=days))
    tidy(now)
    recent.refresh_from_db()
    old.refresh_from_db()
    assert (recent.email, old.email) == ("recent@example.net", "")
    assert old.consents.count() == 1  # for the counts
    assert not Subscription.pgh_event_model.objects.filter(pgh_obj=old).values_list().none()
    assert "email" not in {field.name for field in Subscription.pgh_event_model._meta.fields}


def test_forgetting_a_person_reaches_it(client, lea):
    reader = Subscription.tick(lea)
    other = make.subscription("other@example.net")
    known = gather(lea)
    assert known["bulletin"][0]["email"] == lea.email and len(known["bulletin_consents"]) == 1
    address = lea.email
    forget(lea)
    reader.refresh_from_db()
    other.refresh_from_db()
    assert (reader.email, reader.status, other.status) == ("", "ended", "active")
    assert not Subscription.objects.at(address).exists()
    assert client.post(reader.get_absolute_url()).status_code == 200
