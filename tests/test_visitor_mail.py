"""Writing to a town and to the secretariat without an account: who receives it, what is kept, what is refused."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from coalition import outbox, visitors
from coalition.models import Event, OutgoingMessage, VisitorPost
from coalition.tidying import tidy
from municipalities.models import Role

from . import make

HERE = "/en/municipalities/lakeside-on/contact/"


def message(kind, **fields):
    """As a person sends it, a while after the page was drawn."""
    stamp = visitors.new_stamp(kind, at=time.time() - 30)
    said = {"name": "Ana Roy", "email": "ana@example.net", "text": "When is the next report?", "stamp": stamp}
    return said | fields


@pytest.fixture
def to_lakeside(lakeside, lea):
    return lambda **fields: message(f"town-{lakeside.pk}", **fields)


def test_each_coordinator_reads_it_and_answers_the_visitor_alone(client, lakeside, lea, eli, to_lakeside):
    paul = make.user("Paul Roy", language="fr")
    make.member(lakeside, paul, Role.COORDINATOR)
    page = client.get("/en/municipalities/lakeside-on/")
    assert HERE in page.text and lea.email not in page.text
    form = client.get(HERE)
    assert not form.cookies and form["Cache-Control"] == "private, no-store"
    said = to_lakeside()
    for _click in range(2):
        answer = client.post(HERE, said)
        assert answer["Location"] == f"{HERE}?sent" and not answer.cookies
    assert "is on its way" in client.get(f"{HERE}?sent").text
    queued = {each.recipient: each for each in OutgoingMessage.objects.filter(category="visitor")}
    assert queued.keys() == {lea, paul}
    assert queued[paul].subject == "Une personne a écrit à Bord-du-Lac"
    outbox.deliver()
    assert [each.reply_to for each in mail.outbox] == [["ana@example.net"]] * 2
    assert all("When is the next report?" in each.body for each in mail.outbox)
    [event] = Event.objects.filter(action="receive_message")
    assert (event.actor, event.note) == (None, "")


def test_nothing_personal_is_left_after_a_day(client, to_lakeside):
    client.post(HERE, to_lakeside())
    OutgoingMessage.objects.update(status="sent", sent_at=timezone.now() - timedelta(hours=25))
    VisitorPost.objects.update(at=timezone.now() - timedelta(hours=25))
    tidy(timezone.now())
    row = OutgoingMessage.objects.get()
    assert (row.text, row.html, row.reply_to) == ("", "", "") and "Ana" not in row.subject
    assert not VisitorPost.objects.exists()


def test_what_was_typed_is_kept_where_something_is_wrong(client, to_lakeside):
    wrong = [
        {"email": "ana"},
        {"stamp": ""},
        {"stamp": visitors.new_stamp("contact", at=time.time() - 30)},
        {"stamp": visitors.new_stamp(to_lakeside()["stamp"], at=0)},
    ]
    for fields in wrong:
        answer = client.post("/fr/municipalites/lakeside-on/contact/", to_lakeside(**fields))
        assert answer.status_code == 200 and "When is the next report?" in answer.text
        assert "Il y a un problème" in answer.text
    assert not OutgoingMessage.objects.exists() and not VisitorPost.objects.exists()


def test_sent_at_once_or_too_late_it_is_asked_for_again(client, lakeside, to_lakeside):
    kind = f"town-{lakeside.pk}"
    early = client.post(HERE, to_lakeside(stamp=visitors.new_stamp(kind)))
    assert "very quick" in early.text
    late = client.post(
        HERE, to_lakeside(stamp=visitors.new_stamp(kind, at=time.time() - visitors.LATEST - 9))
    )
    assert "open for long" in late.text
    fresh = late.context["form"].data["stamp"]
    assert visitors.read_stamp(kind, fresh)[0] < 60  # the page that came back can be sent
    assert not OutgoingMessage.objects.exists()


def test_a_machine_hears_that_all_went_well(client, to_lakeside):
    assert client.post(HERE, to_lakeside(leave_empty="buy")).status_code == 302
    assert (
        not OutgoingMessage.objects.exists() and not Event.objects.filter(action="receive_message").exists()
    )


def test_one_sender_sends_so_much_and_others_still_can(client, to_lakeside):
    for _time in range(visitors.MOST_FROM_ONE):
        assert client.post(HERE, to_lakeside(), REMOTE_ADDR="192.0.2.7").status_code == 302
    refused = client.post(HERE, to_lakeside(), REMOTE_ADDR="192.0.2.7")
    assert refused.status_code == 429 and "When is the next report?" in refused.text
    assert client.post(HERE, to_lakeside(), REMOTE_ADDR="192.0.2.8").status_code == 302
    senders = set(VisitorPost.objects.values_list("sender", flat=True))
    assert len(senders) == 2 and not any("192.0.2" in sender for sender in senders)


def test_a_town_receives_so_much_in_a_day(client, lakeside, to_lakeside, monkeypatch):
    monkeypatch.setattr(visitors, "MOST_OF_A_KIND", 2)
    codes = [client.post(HERE, to_lakeside(), REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(3)]
    assert codes == [302, 302, 429]


def test_a_town_closes_its_form(client, lakeside, lea, eli, sign_in, to_lakeside):
    setting = reverse("contact_form_setting", args=[lakeside.slug])
    assert "Close the form" not in sign_in(eli).get(setting).text
    sign_in(lea).post(setting, {"is_open": "no"})
    assert client.get(HERE).status_code == 404
    assert client.post(HERE, to_lakeside()).status_code == 404
    assert HERE not in client.get("/en/municipalities/lakeside-on/").text
    assert "Form of the public page closed" in sign_in(lea).get("/en/workspace/lakeside-on/").text
    sign_in(lea).post(setting, {"is_open": "yes"})
    assert client.get(HERE).status_code == 200


def test_nobody_there_to_read_it_no_form(client, rivermouth):
    with translation.override("en"):
        assert client.get(reverse("write_to_municipality", args=[rivermouth.slug])).status_code == 404


def test_the_secretariat_is_written_to_without_showing_its_address(client, db, settings):
    settings.CONTACT_EMAIL = "office@example.org"
    page = client.get("/fr/nous-joindre/")
    assert "office@example.org" not in page.text
    said = message("contact", about="press", text="Une question.")
    assert client.post("/fr/nous-joindre/", said)["Location"] == "/fr/nous-joindre/?sent"
    row = OutgoingMessage.objects.get()
    assert (row.to_address, row.reply_to, row.language) == ("office@example.org", "ana@example.net", "fr")
    assert row.subject == "Formulaire de contact\xa0: Une question de la presse"
