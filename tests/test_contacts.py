"""The contact and the elected champion of a member, after its application."""

import pytest
from django.urls import reverse

from coalition.models import Event
from municipalities.models import Application

from . import make
from .tab import Tab

THERE = "/en/workspace/lakeside-on/contacts/"
NAMED = {"contact_name": "Lea Tran", "contact_title": "Director", "contact_email": "lea@example.org"}


@pytest.fixture
def application(lakeside, lea):
    return make.application(lakeside, by=lea, status="approved", **NAMED)


def stored():
    return Application.objects.get(status="approved")


def test_a_coordinator_names_others(application, lea, sam, sign_in):
    client = sign_in(lea)
    home = client.get(reverse("workspace", args=["lakeside-on"])).content.decode()
    assert f'href="{THERE}"' in home and reverse("contacts", args=["lakeside-on"]) == THERE
    assert f'href="{THERE}"' in client.get(reverse("welcome", args=["lakeside-on"])).content.decode()
    named = {"contact_name": "Ola Berg", "champion_name": "Ana Cruz", "champion_title": "Councillor"}
    for _click in range(2):
        assert Tab(client, THERE).save(**named).status_code == 302
    found = stored()
    assert (found.contact_name, found.contact_title, found.champion_name) == (
        "Ola Berg",
        "Director",
        "Ana Cruz",
    )
    events = Event.objects.about(application).filter(action="change_contacts")
    assert [(event.actor, event.is_on_behalf) for event in events] == [(lea, False)]
    trail = client.get(reverse("application", args=["lakeside-on"])).content.decode()
    assert "Contacts changed" in trail
    assert Tab(sign_in(sam), THERE).save(contact_name="Kim Roy").status_code == 302
    assert Event.objects.about(application).last().is_on_behalf


def test_the_contact_is_complete(application, lea, sign_in):
    tab = Tab(sign_in(lea), THERE)
    assert tab.save(contact_email="").status_code == 200
    assert tab.save(champion_name="Ana Cruz").status_code == 200
    assert stored().contact_email == "lea@example.org" and stored().champion_name == ""


def test_nobody_undoes_what_a_colleague_named(application, lea, lakeside, nora, sign_in):
    make.member(lakeside, nora)
    one, other = Tab(sign_in(lea), THERE), Tab(sign_in(nora), THERE)
    one.save(contact_name="Ola Berg")
    assert other.save(contact_name="Kim Roy").status_code == 409
    assert stored().contact_name == "Ola Berg" and "Ola Berg" in other.page.text()


def test_others_of_the_team_read_them(application, vic, eli, sign_in):
    for person in (vic, eli):
        said = sign_in(person).get(THERE).content.decode()
        assert "Lea Tran" in said and 'name="contact_name"' not in said
        assert sign_in(person).post(THERE, NAMED).status_code == 403


def test_only_a_member_that_named_them_has_them(lakeside, lea, sam, sign_in):
    client = sign_in(lea)
    assert client.get(THERE).status_code == 404
    assert THERE not in client.get(reverse("workspace", args=["lakeside-on"])).content.decode()
    make.application(lakeside, by=lea, status="approved", **NAMED)
    assert client.get(THERE).status_code == 200
    lakeside.membership.end(sam, "The town left.")
    assert client.get(THERE).status_code == 404
