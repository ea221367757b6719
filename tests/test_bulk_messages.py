"""A message of the secretariat to many towns: in both languages, read beforehand, sent once to each person."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.models import BulkMessage, Role

from . import make
from .tab import Tab

WORDS = {
    "subject_en": "The year's <meeting>",
    "subject_fr": "La rencontre de l'année",
    "text_en": "Dear colleagues,\r\n\r\nSee https://example.org/meeting & come.\r\nYours",
    "text_fr": "Chers collègues,\r\n\r\nNous nous réunissons en mai.",
    "audience": "coordinators",
}


@pytest.fixture
def client(sam, sign_in):
    return sign_in(sam)


@pytest.fixture
def message(lakeside, rivermouth, lea, eli, vic, odile, sam):
    """To Lakeside (Lea coordinates, Eli and Vic help) and Rivermouth (Odile coordinates, in French)."""
    return make.bulk_message(lakeside, rivermouth, by=sam)


def page(client, name, *args):
    return " ".join(client.get(reverse(name, args=args)).content.decode().split())


def send(client, message, stamp=None):
    return client.post(reverse("send_bulk_message", args=[message.pk]), {"stamp": stamp or message.stamp})


def edited(client, message):
    return Tab(client, reverse("edit_bulk_message", args=[message.pk]))


def mails():
    return {mail.recipient: mail for mail in OutgoingMessage.objects.filter(category="bulk_message")}


# --- writing --------------------------------------------------------------------------------------------


def test_it_is_written_to_the_towns_of_the_list(lakeside, rivermouth, client, sam):
    there = f"{reverse('add_bulk_message')}?province=QC"
    assert "Write to 1 town" in " ".join(client.get(there).content.decode().split())
    response = client.post(there, WORDS)
    message = BulkMessage.objects.get()
    assert response.url == reverse("bulk_message", args=[message.pk])
    assert list(message.municipalities.all()) == [rivermouth]
    assert (message.status, message.written_by) == ("draft", sam)
    assert message.text_en == "Dear colleagues,\n\nSee https://example.org/meeting & come.\nYours"
    assert [event.action for event in Event.objects.about(message)] == ["draft"]
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize("missing", WORDS)
def test_both_languages_are_asked_for(lakeside, client, missing):
    typed = WORDS | {missing: " \n "}
    response = client.post(reverse("add_bulk_message"), typed)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {missing}
    kept = "Dear colleagues," if missing != "text_en" else "Chers collègues,"
    assert kept in response.content.decode()
    assert not BulkMessage.objects.exists()


def test_a_draft_is_changed(message, client, sam):
    tab = edited(client, message)
    assert "We meet in May." in tab.shown.typed()["text_en"][0]
    former = message.stamp
    assert tab.save(**WORDS | {"audience": "everybody"}).url == message.get_absolute_url()
    message.refresh_from_db()
    assert (message.subject_en, message.audience) == (WORDS["subject_en"], "everybody")
    assert message.municipalities.count() == 2
    assert message.stamp != former
    assert edited(client, message).save(text_fr="").status_code == 200
    assert BulkMessage.objects.get().text_fr == WORDS["text_fr"].replace("\r\n", "\n")


def test_two_who_change_a_draft_lose_nothing(message, client, sign_in):
    camille = sign_in(make.user("Camille", is_secretariat=True))
    mine, hers = edited(client, message), edited(camille, message)
    hers.save(text_en="We meet in June.")
    # What Sam left as it was shown is not written; what both changed comes back with both texts.
    assert mine.save(subject_en="The meeting").status_code == 302
    message.refresh_from_db()
    assert (message.subject_en, message.text_en) == ("The meeting", "We meet in June.")
    mine, hers = edited(client, message), edited(camille, message)
    hers.save(text_en="We meet in July.")
    assert mine.save(text_en="We meet in August.").status_code == 409
    said = mine.page.text()
    assert "A colleague changed this" in said and "We meet in July." in said and "We meet in August." in said
    assert BulkMessage.objects.get().text_en == "We meet in July."
    assert mine.save().status_code == 302
    assert BulkMessage.objects.get().text_en == "We meet in August."


def test_a_draft_is_deleted(message, client, sam):
    there = reverse("remove_bulk_message", args=[message.pk])
    assert there in page(client, "bulk_message", message.pk)
    message.try_out(sam)
    for _click in range(2):
        assert client.post(there).url == reverse("bulk_messages")
    assert not BulkMessage.objects.exists()
    assert [event.action for event in Event.objects.about(message)] == ["draft", "try", "discard"]
    assert "The draft is deleted." in page(client, "bulk_messages")


def test_what_was_sent_is_not_deleted(message, client):
    send(client, message)
    there = reverse("remove_bulk_message", args=[message.pk])
    assert there not in page(client, "bulk_message", message.pk)
    assert client.post(there).status_code == 409
    assert BulkMessage.objects.get().status == "sent"


# --- reading it beforehand ------------------------------------------------------------------------------


def own(words):
    """Without what is each reader's: the token of the links to leave and to choose."""
    return re.sub(r"[\w-]{40,}/", "", words)


def test_it_is_shown_as_it_will_arrive(message, client, sam, lea, odile):
    shown = client.get(message.get_absolute_url())
    english, french = shown.context["letters"]
    send(client, message)
    for letter, reader in [(english, lea), (french, odile)]:
        sent = mails()[reader]
        assert (letter.subject, letter.language) == (sent.subject, sent.language)
        assert own(letter.text) == own(sent.text).replace(reader.name, sam.name)
        assert own(letter.html) == own(sent.html).replace(reader.name, sam.name)
    said = shown.content.decode()
    assert '<article class="letter" lang="fr">' in said
    assert "Chers collègues," in said and "Bonjour Sam Lavoie," in said and "We meet in May." in said


def test_looking_writes_nothing(message, client):
    client.get(message.get_absolute_url())
    assert not OutgoingMessage.objects.exists()


def test_who_receives_it_and_who_is_left_out(message, client, lea, eli):
    for name, fields in [("Former", {"status": "ended"}), ("Lonely", {}), ("Closed", {}), ("Helped", {})]:
        town = make.municipality(name, slug=f"{name.lower()}-on")
        make.membership(town, **fields)
        message.municipalities.add(town)
        if name in {"Former", "Closed"}:
            make.member(town, make.user(name, is_active=name == "Former"))
        if name == "Helped":
            make.member(town, eli, Role.CONTRIBUTOR)
    said = page(client, "bulk_message", message.pk)
    assert "2 people would receive it, once each." in said and "It goes to the coordinators." in said
    for town, why in [
        ("Former", "no longer a member"),
        ("Lonely", "nobody works for it here"),
        ("Closed", "the accounts of its people are closed"),
        ("Helped", "it has no coordinator"),
    ]:
        assert f'{town}: <span class="quiet">{why}</span>' in said
    BulkMessage.objects.update(audience="everybody")
    said = page(client, "bulk_message", message.pk)
    assert "4 people would receive it" in said and "Helped:" not in said


def test_a_trial_goes_to_its_writer_in_both_languages(message, client, sam):
    for _click in range(2):
        assert client.post(reverse("try_bulk_message", args=[message.pk])).url == message.get_absolute_url()
    sent = OutgoingMessage.objects.order_by("pk")
    assert [(mail.to_address, mail.language) for mail in sent] == [(sam.email, "en"), (sam.email, "fr")]
    assert sent[0].subject == "Trial: The year's meeting"
    assert [event.action for event in Event.objects.about(message)] == ["draft", "try"]
    assert BulkMessage.objects.get().status == "draft"
    assert sam.email in page(client, "bulk_message", message.pk)


# --- sending --------------------------------------------------------------------------------------------


def test_it_is_sent_once_to_each_person_in_their_language(message, client, rivermouth, lea, odile, sam):
    make.member(rivermouth, lea, Role.COORDINATOR)
    for _click in range(2):
        assert send(client, message).url == message.get_absolute_url()
    sent = mails()
    assert set(sent) == {lea, odile}
    assert {mail.key for mail in sent.values()} == {f"bulk-{message.pk}-{who.pk}" for who in (lea, odile)}
    assert (sent[lea].language, sent[odile].language) == ("en", "fr")
    assert "We meet in May." in sent[lea].text and "Nous nous réunissons en mai." in sent[odile].html
    assert "A message of the secretariat to the coordinators" in sent[lea].text
    message.refresh_from_db()
    assert (message.status, message.sent_to) == ("sent", 2)
    assert [event.action for event in Event.objects.about(message)] == ["draft", "send"]


def test_everybody_is_written_to(message, client, lea, eli, vic, odile):
    vic.is_active = False
    vic.save()
    BulkMessage.objects.update(audience="everybody")
    send(client, BulkMessage.objects.get())
    assert set(mails()) == {lea, eli, odile}


def test_what_was_typed_is_no_mark_up(lakeside, lea, sam, client):
    message = make.bulk_message(lakeside, by=sam, **WORDS)
    send(client, message)
    mail = mails()[lea]
    assert mail.subject == "The year's <meeting>"
    assert '<a href="https://example.org/meeting"' in mail.html and "&amp; come.<br>Yours" in mail.html
    assert "<title>The year's &lt;meeting&gt;</title>" in mail.html
    assert "<meeting>" not in page(client, "bulk_message", message.pk)


def test_other_words_than_those_on_the_screen_are_not_sent(message, client, sam):
    former = message.stamp
    message.revise(sam, **WORDS)
    for stamp in [former, "", "x"]:
        assert send(client, BulkMessage.objects.get(), stamp or "-").status_code == 409
    assert not mails()
    assert BulkMessage.objects.get().status == "draft"


def test_nobody_to_write_to(rivermouth, sam, client):
    message = make.bulk_message(rivermouth, by=sam)
    assert reverse("send_bulk_message", args=[message.pk]) not in page(client, "bulk_message", message.pk)
    assert send(client, message).status_code == 409
    assert BulkMessage.objects.get().status == "draft"


def test_what_was_sent_stays_as_it_was(message, client, sam, lea, lakeside, rivermouth):
    empty = make.municipality("Lonely", slug="lonely-on")
    make.membership(empty)
    message.municipalities.add(empty)
    send(client, message)
    message.refresh_from_db()
    assert client.get(reverse("edit_bulk_message", args=[message.pk])).status_code == 409
    assert client.post(reverse("edit_bulk_message", args=[message.pk]), WORDS).status_code == 409
    with pytest.raises(WrongState):
        message.revise(sam, **WORDS)
    with pytest.raises(WrongState):
        message.send(sam, message.stamp)
    lea.delete()
    said = page(client, "bulk_message", message.pk)
    assert "to 2 people." in said and "We meet in May." in said
    assert "Lakeside" in said and "Odile Gagnon" in said
    assert "Lea Tran" not in said and "Lonely" not in said
    listed = page(client, "bulk_messages")
    assert "The year&#x27;s meeting" in listed and "<span>Sent</span>" in listed


def test_no_message_yet(client):
    assert "No message yet" in page(client, "bulk_messages")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_in_both_languages(message, client, language):
    with translation.override(language):
        said = page(client, "bulk_messages")
        heading = "The year&#x27;s meeting" if language == "en" else "La rencontre de l&#x27;année"
        assert heading in said and heading in page(client, "bulk_message", message.pk)


def test_queries_do_not_grow_with_the_towns(message, client, sam):
    def asked(method, name):
        with CaptureQueriesContext(connection) as queries:
            answer = getattr(client, method)(
                reverse(name, args=[message.pk]), {"stamp": message.stamp} if method == "post" else {}
            )
        assert answer.status_code in {200, 302}
        return len(queries)

    asked("get", "bulk_message")
    few = asked("get", "bulk_message")
    for number in range(8):
        town = make.municipality(f"Town {number}", slug=f"town-{number}-on")
        make.membership(town)
        make.member(town, make.user(f"Person {number}"))
        message.municipalities.add(town)
    assert asked("get", "bulk_message") == few
    assert asked("post", "send_bulk_message") < 30
    assert len(mails()) == 10
