"""Somebody finds their town here already, and asks to be let in."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from coalition.models import OutgoingMessage
from municipalities.models import Role

from . import make


def ask(client, town, language="en"):
    with translation.override(language):
        return client.post(reverse("ask_access", args=[town.slug]))


def asked():
    return OutgoingMessage.objects.filter(category="access")


def test_the_coordinators_get_a_filled_in_invitation(lakeside, lea, eli, sam, nora, sign_in):
    nora.name, nora.language = "Nora & Díaz?", "fr"
    nora.save()
    assert ask(sign_in(nora), lakeside).status_code == 200
    mail = asked().get()
    assert mail.recipient == lea
    link = next(line for line in mail.text.splitlines() if "/invite/" in line)
    path, query = urlsplit(link)[2:4]
    assert path == reverse("invite", args=["lakeside-on"])
    assert parse_qs(query) == {"email": [nora.email], "name": ["Nora & Díaz?"], "language": ["fr"]}
    form = sign_in(lea).get(f"{path}?{query}").context["form"]
    assert (form["email"].value(), form["name"].value()) == (nora.email, "Nora & Díaz?")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_mail_speaks_the_coordinators_language(lakeside, lea, nora, sign_in, language):
    lea.language = language
    lea.save()
    ask(sign_in(nora), lakeside)
    mail = asked().get()
    town = {"en": "Lakeside", "fr": "Bord-du-Lac"}[language]
    with translation.override(language):
        page = reverse("invite", args=["lakeside-on"])
    for words in (mail.text, mail.html):
        assert town in words and "Nora Diaz" in words and page in words


def test_where_nobody_coordinates_the_secretariat_gets_it(lakeside, eli, sam, nora, sign_in):
    closed = make.user("Closed", is_active=False)
    make.member(lakeside, closed, Role.COORDINATOR)
    ask(sign_in(nora), lakeside)
    assert asked().get().recipient == sam


def test_where_nobody_is_at_all_the_portals_contact_gets_it(lakeside, nora, sign_in, settings):
    settings.CONTACT_EMAIL = "contact@example.org"
    ask(sign_in(nora), lakeside)
    mail = asked().get()
    assert (mail.to_address, mail.recipient) == ("contact@example.org", None)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_answer_does_not_say_whether_somebody_is_there(lakeside, lea, nora, sam, sign_in, language):
    empty = make.municipality("Lakeside", name_fr="Bord-du-Lac", slug="lakeside-again-on")
    client = sign_in(nora)
    pages = [ask(client, town, language) for town in (lakeside, lakeside, empty)]
    if language == "en":
        assert "where nobody does, to the secretariat" in pages[0].text
    assert [bool(page.context["asked_at"]) for page in pages] == [False, True, False]
    texts = {plain(answer.text) for answer in (pages[0], pages[2])}
    assert {answer.status_code for answer in pages} == {200}
    assert len(texts) == 1
    assert asked().count() == 2


def plain(text):
    """Without the address of the page in the other language, and the tokens of its forms."""
    lines = text.replace("lakeside-again-on", "lakeside-on").splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line and "nonce" not in line)


def test_once_a_week_for_each_town(lakeside, rivermouth, lea, odile, nora, eli, sign_in):
    client = sign_in(nora)
    for _ in range(2):
        ask(client, lakeside)
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        ask(sign_in(nora), lakeside)
    assert asked().count() == 1
    ask(client, rivermouth)
    assert asked().count() == 2
    ask(sign_in(make.user("Somebody else")), lakeside)
    assert asked().count() == 3
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        ask(sign_in(nora), lakeside)
    assert asked().count() == 4


def test_five_towns_a_day(sam, nora, sign_in):
    client = sign_in(nora)
    towns = [make.municipality(f"Town {number}", slug=f"town-{number}-on") for number in range(6)]
    answers = [ask(client, town).status_code for town in towns]
    assert answers == [200] * 5 + [409]
    assert asked().count() == 5
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert ask(sign_in(nora), towns[5]).status_code == 200


def test_the_pages_that_find_a_town_offer_it(lakeside, lea, nora, eli, sam, client, sign_in):
    make.municipality("Lakeside", slug="lakeside-free-on", province_code="QC")
    page, form = (
        reverse("find_municipality") + "?q=lakeside",
        f'action="{reverse("ask_access", args=["lakeside-on"])}"',
    )
    said = sign_in(nora).get(page).text
    assert form in said and said.count("/access/") == 1
    for person in (eli, sam):
        assert form not in sign_in(person).get(page).text
    public = client.get(reverse("find_town") + "?q=lakeside").text
    assert form not in public and "Sign in to ask for access" in public


def test_whoever_asked_is_told_instead_of_offered_it_again(lakeside, lea, nora, eli, sign_in):
    client, page = sign_in(nora), reverse("find_municipality") + "?q=lakeside"
    ask(client, lakeside)
    said = client.get(page).text
    assert "Asked on" in said and "/access/" not in said
    assert "Asked on" not in sign_in(make.user("Somebody else")).get(page).text
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert "/access/" in sign_in(nora).get(page).text


def test_somebody_who_works_there_is_led_in(lakeside, lea, eli, sign_in):
    assert ask(sign_in(eli), lakeside)["Location"] == reverse("workspace", args=["lakeside-on"])
    assert not asked().exists()
