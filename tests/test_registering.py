"""Registering for an event: verified, never more than there are places, the first in the line moves up, and nothing stays."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from coalition import visitors
from coalition.forgetting import forget
from coalition.models import OutgoingMessage
from coalition.personal_data import gather
from coalition.tidying import tidy
from network.models import Registration

from . import make

PLACES, PEOPLE = 7, 20


@pytest.fixture
def workshop(sam):
    return make.gathering(by=sam, capacity=2)


def typed(gathering, email="ana@example.net", **fields):
    said = {"name": "Ana Roy", "email": email, "language": "fr", "organization": "Lakeside"}
    said |= {
        "access_needs": "Captions",
        "stamp": visitors.new_stamp(f"event-{gathering.pk}", at=time.time() - 30),
    }
    return said | fields


def link_in(message):
    return re.search(r"https?://[^/\s]+(/\S+/(?:registrations|inscriptions)/\S+)", message.text).group(1)


def states(gathering):
    return {each.email: each.status for each in gathering.registrations.all()}


def mails_to(email):
    found = OutgoingMessage.objects.filter(to_address=email).order_by("pk")
    return [each.subject.partition("\xa0: ")[0].partition(":")[0] for each in found]


def test_without_an_account_in_two_steps(client, workshop):
    path = f"{workshop.get_absolute_url()}registration/"
    page = client.get(path)
    assert page["Cache-Control"] == "private, no-store" and not page.cookies
    assert "error-summary" in client.post(path, typed(workshop, name="")).text
    said = typed(workshop)
    for _click in range(2):
        answer = client.post(path, said)
        assert answer["Location"] == f"{path}?sent" and not answer.cookies
    assert "look into your mailbox" in client.get(f"{path}?sent").text
    mail = OutgoingMessage.objects.get()
    assert "Captions" not in mail.text and "Ana Roy" not in mail.text  # no relay for what is typed
    link = link_in(mail)
    assert link.startswith("/fr/evenements/inscriptions/")
    for _scanner in range(20):
        assert client.get(link).status_code == 200
    assert states(workshop) == {"ana@example.net": "unverified"}
    mailbox = Client(enforce_csrf_checks=True)
    for _click in range(2):
        assert mailbox.post(f"{link}confirmation/").status_code == 302
    registration = workshop.registrations.get()
    assert (registration.status, registration.language, registration.access_needs) == (
        "registered",
        "fr",
        "Captions",
    )
    assert mails_to("ana@example.net") == [
        "Veuillez confirmer votre inscription",
        "Votre inscription est confirmée",
    ]
    assert "Votre inscription est confirmée" in client.get(link).text
    assert "Ana" not in client.get(workshop.get_absolute_url()).text
    for _click in range(2):
        assert mailbox.post(f"{link}desistement/").status_code == 302
    assert states(workshop) == {"ana@example.net": "left"}
    mailbox.post(f"{link}confirmation/")  # the old link brings nobody back
    assert states(workshop) == {"ana@example.net": "left"}


def test_the_page_does_not_say_who_comes(client, workshop):
    path = f"{workshop.get_absolute_url()}registration/"
    standing = make.registration(workshop, "old@example.net", access_needs="A ramp")
    for email in ("OLD@example.net", "new@example.net"):
        assert client.post(path, typed(workshop, email))["Location"] == f"{path}?sent"
    standing.refresh_from_db()
    assert (standing.status, standing.access_needs) == ("registered", "A ramp")
    assert mails_to("old@example.net") == ["You have registered already"]


def test_with_an_account_in_one_step(sign_in, workshop, odile):
    desk = sign_in(odile)
    page = desk.get("/fr/evenements/welcoming-newcomers/")
    path = "/fr/evenements/welcoming-newcomers/participation/"
    assert path in page.text and odile.email in desk.get(path).text
    for _click in range(2):
        answer = desk.post(path, {"organization": "Embouchure", "access_needs": ""})
    registration = workshop.registrations.get()
    assert answer["Location"].endswith(f"/{registration.token}/")
    assert (registration.status, registration.person, registration.email) == (
        "registered",
        odile,
        odile.email,
    )
    assert mails_to(odile.email) == ["Votre inscription est confirmée"]
    assert registration.token in desk.get("/en/account/calendar/").text


def test_the_line_moves_up(sam, workshop):
    ana, bo, cy, di = (make.user(name) for name in ("Ana", "Bo", "Cy", "Di"))
    placed = [Registration.join(workshop, person) for person in (ana, bo, cy, di)]
    assert [each.status for each in placed] == ["registered", "registered", "waiting", "waiting"]
    assert [placed[2].place_in_line, placed[3].place_in_line] == [1, 2]
    placed[0].leave()
    assert states(workshop)[cy.email] == "registered" and mails_to(cy.email)[-1] == "A place is free for you"
    assert states(workshop)[di.email] == "waiting"
    workshop.revise(sam, capacity=5)
    assert states(workshop)[di.email] == "registered" and mails_to(di.email)[-1] == "A place is free for you"
    workshop.revise(sam, capacity=1)  # nobody who has a place loses it
    assert list(states(workshop).values()).count("registered") == 3
    assert Registration.join(workshop, ana).status == "waiting"  # back, at the end of the line
    workshop.cancel(sam, "No hall.", "Pas de salle.")
    placed[1].leave()
    assert states(workshop)[ana.email] == "waiting"


def test_closed_once_it_has_begun(client, sign_in, sam, lea):
    begun = make.gathering(by=sam, starts_at=timezone.now() - timedelta(minutes=5))
    without = make.gathering(by=sam, takes_registrations=False)
    late = make.registration(begun, status="unverified", placed_at=None)
    for gathering in (begun, without):
        path = gathering.get_absolute_url()
        assert "registration/" not in client.get(path).text
        assert "takes no registrations" in client.get(f"{path}registration/").text
        assert client.post(f"{path}registration/", typed(gathering)).status_code == 409
        assert sign_in(lea).post(f"{path}participation/", {}).status_code == 409
    assert client.post(f"{late.get_absolute_url()}confirmation/").status_code == 409
    assert client.get(late.get_absolute_url()).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_take_seven_places():
    """Each in a connection of its own; every place is taken and none twice."""
    gathering = make.gathering(by=make.user("Sam", is_secretariat=True), capacity=PLACES)
    links = [
        f"{make.registration(gathering, status='unverified', placed_at=None).get_absolute_url()}confirmation/"
        for _person in range(PEOPLE)
    ]

    def confirm(link):
        try:
            return Client().post(link).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        assert set(pool.map(confirm, links)) == {302}
    found = list(states(gathering).values())
    assert (found.count("registered"), found.count("waiting")) == (PLACES, PEOPLE - PLACES)
    # And as many leave at once as have a place: the line moves up by as many.
    leaving = list(gathering.registrations.registered())

    def leave(registration):
        try:
            return Client().post(f"{registration.get_absolute_url()}leave/").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(PLACES) as pool:
        assert set(pool.map(leave, leaving)) == {302}
    found = list(states(gathering).values())
    assert (found.count("registered"), found.count("left")) == (PLACES, PLACES)


def test_the_secretariat_sees_the_list_and_marks_who_was_there(sign_in, client, sam, lea):
    gathering = make.gathering(by=sam, starts_at=timezone.now() - timedelta(hours=1), capacity=2)
    ana = make.registration(gathering, "ana@example.net", access_needs="Captions", organization="=1+1")
    bo = make.registration(gathering, "bo@example.net", name="Bo Li")
    make.registration(gathering, "cy@example.net", status="waiting", name="Cy Tremblay")
    make.registration(gathering, "gone@example.net", status="left", name="Gone")
    here = f"/en/secretariat/events/{gathering.pk}/registrations/"
    assert sign_in(lea).get(here).status_code == 403
    office = sign_in(sam)
    page = office.get(here)
    assert "2 people registered" in page.text and "Captions" in page.text and "Gone" not in page.text
    office.post(f"{here}attendance/", {"attended": [ana.pk]})
    # A colleague's page, drawn before, ticks Bo and leaves Ana's box as it was.
    office.post(f"{here}attendance/", {"attended": [bo.pk, "9" * 40, "x"]})
    ana.refresh_from_db()
    bo.refresh_from_db()
    assert ana.attended and bo.attended
    office.post(f"{here}attendance/", {"shown": [ana.pk, bo.pk], "attended": [bo.pk]})
    ana.refresh_from_db()
    assert not ana.attended
    table = office.get(here.removesuffix("/") + ".csv").content.decode("utf-8-sig")
    rows = table.splitlines()
    assert (
        len(rows) == 4 and "Captions" in rows[1] and "On the waiting list" in rows[3] and ",=1" not in table
    )


def test_who_was_there_is_forgotten_after_sixty_days(sign_in, sam):
    now = timezone.now()
    gathering = make.gathering(by=sam, starts_at=now - timedelta(days=61))
    recent = make.gathering(by=sam, starts_at=now - timedelta(days=59))
    for each in (gathering, recent):
        make.registration(each, access_needs="A ramp", organization="Lakeside", attended=True)
    make.registration(recent, status="unverified", placed_at=None, asked_at=now - timedelta(days=8))
    tidy(now)
    gone, kept = gathering.registrations.get(), recent.registrations.get()
    assert (gone.name, gone.email, gone.organization, gone.access_needs, gone.person) == (
        "",
        "",
        "",
        "",
        None,
    )
    assert gone.attended and gone.status == "registered"
    assert kept.email and kept.access_needs
    columns = {field.name for field in Registration.pgh_event_model._meta.fields}
    assert not columns & {"name", "email", "organization", "access_needs", "token"}
    page = sign_in(sam).get(f"/en/secretariat/events/{gathering.pk}/registrations/")
    assert "was deleted some time after the event" in page.text and "1 person registered" in page.text


def test_forgetting_a_person_gives_the_place_back(workshop, lea, eli, nora):
    mine = Registration.join(workshop, lea, access_needs="Captions")
    before = make.registration(workshop, lea.email.upper().replace("LEA", "other"))
    third = Registration.join(workshop, nora)
    assert third.status == "waiting"
    known = gather(lea)["event_registrations"]
    assert [each["access_needs"] for each in known] == ["Captions"]
    forget(lea)
    mine.refresh_from_db()
    before.refresh_from_db()
    third.refresh_from_db()
    assert (mine.status, mine.email, mine.person) == ("left", "", None)
    assert before.email and third.status == "registered"
