"""The people of a town: what the team page says, roles changed and taken back, leaving."""

from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities import care
from municipalities.models import Member, Role

from . import make
from .test_joining_races import at_once


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(name, args=["lakeside-on", *args])


def of(person):
    return Member.objects.get(user=person)


def mails_to(person):
    return list(OutgoingMessage.objects.filter(recipient=person))


# --- the page --------------------------------------------------------------------------------------------


def test_everybody_of_the_town_reads_the_team(lakeside, lea, eli, vic, sign_in):
    make.invitation(lakeside, by=lea, name="Noor Haddad")
    for person in (lea, eli, vic):
        said = sign_in(person).get(address("team")).text
        for name in ("Lea Tran", "Eli Novak", "Vic Osei", "Noor Haddad (new@example.org)", "Open until"):
            assert name in said
        assert (address("invite") in said) is (person == lea)
        assert (address("change_role", of(eli).pk) in said) is (person == lea)
        assert (address("hand_over") in said) is (person == lea)
        assert address("leave_town") in said


def test_the_last_coordinator_is_not_led_to_a_form_that_refuses(lakeside, lea, eli, sam, sign_in):
    own = address("change_role", of(lea).pk)
    assert own not in sign_in(lea).get(address("team")).text
    assert own in sign_in(sam).get(address("team")).text
    of(eli).change_role(lea, Role.COORDINATOR)
    page = sign_in(lea).get(address("team")).text
    assert own in page
    assert "in the team since" in page


def test_the_secretariat_may_do_all_but_leave(lakeside, lea, sam, sign_in):
    said = sign_in(sam).get(address("team")).text
    assert address("remove_person", of(lea).pk) in said
    assert "Name a coordinator" in said
    assert address("leave_town") not in said
    assert sign_in(sam).get(address("leave_town")).status_code == 302


def test_an_invitation_whose_sender_may_no_longer_invite(lakeside, lea, eli, sam, sign_in):
    states = {
        "waiting": make.invitation(lakeside, by=lea, email="a@example.org"),
        "void": make.invitation(lakeside, by=eli, email="b@example.org"),
        "expired": make.invitation(lakeside, by=lea, email="c@example.org", expires_at="2026-01-01T00:00Z"),
    }
    make.invitation(lakeside, by=sam, email="d@example.org")
    make.invitation(lakeside, by=lea, email="gone@example.org", status="withdrawn")
    rows = sign_in(lea).get(address("team")).context["waiting"]
    found = {row.invitation: row.state for row in rows}
    assert len(found) == 4
    for state, invitation in states.items():
        invitation.refresh_from_db()
        assert found[invitation] == invitation.state == state


def test_the_trail_of_people_names_whom(lakeside, lea, eli, vic, sam, sign_in):
    of(eli).change_role(lea, Role.COORDINATOR)
    of(vic).remove(sam)
    said = sign_in(lea).get(address("team"))
    lines = [(str(line.title), line.whom, line.actor, line.is_on_behalf) for line in said.context["trail"]]
    assert lines == [
        ("Removed from the team", "Vic Osei", "Sam Lavoie", True),
        ("Became coordinator", "Eli Novak", "Lea Tran", False),
    ]
    # Whoever deletes their account is named nowhere any more.
    eli.delete()
    vic.delete()
    assert "Eli" not in sign_in(lea).get(address("team")).text


def test_the_trail_of_people_keeps_the_registrys_reasons_out(lakeside, lea, vic, sam, sign_in):
    town = type(lakeside).objects.get(pk=lakeside.pk)
    names = {"name_en": "Lakeside", "name_fr": "Lac", "moves": False}
    care.rename(town, sam, **names, reason="Their mayor called again.", read=care.stamp(town))
    of(vic).change_role(lea, Role.CONTRIBUTOR)
    lines = sign_in(vic).get(address("team")).context["trail"]
    assert [(str(line.title), line.note) for line in lines] == [("Became contributor", "")]


# --- another role ----------------------------------------------------------------------------------------


def test_a_change_counts_at_the_next_request_and_is_mailed(lakeside, lea, eli, sign_in):
    member, hers = sign_in(eli), sign_in(lea)
    assert member.get(address("invite")).status_code == 403
    answer = hers.post(address("change_role", of(eli).pk), {"role": "3"})
    assert answer["Location"] == address("team")
    assert member.get(address("invite")).status_code == 200
    [mail] = mails_to(eli)
    assert "Lea Tran" in mail.text and "coordinator" in mail.text and address("team") in mail.html
    event = Event.objects.about(lakeside).get()
    assert (event.action, event.actor, event.whom) == ("make_coordinator", lea, eli)


def test_the_same_role_changes_nothing(lakeside, lea, eli):
    of(eli).change_role(lea, Role.CONTRIBUTOR)
    assert not Event.objects.exists() and not OutgoingMessage.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"role": ""}, {"role": "0"}, {"role": "9"}, {"role": "x"}])
def test_a_role_that_does_not_exist(lakeside, lea, eli, sign_in, typed):
    answer = sign_in(lea).post(address("change_role", of(eli).pk), typed)
    assert answer.status_code == 200 and answer.context["form"].errors["role"]
    assert of(eli).role == Role.CONTRIBUTOR


def test_only_coordinators_change_roles(lakeside, lea, eli, odile):
    for person in (eli, odile):
        with pytest.raises(PermissionDenied):
            of(lea).change_role(person, Role.VIEWER)
        with pytest.raises(PermissionDenied):
            of(lea).remove(person)


# --- removal and leaving ---------------------------------------------------------------------------------


def test_removal_counts_at_the_next_request_and_is_mailed(lakeside, lea, eli, sign_in):
    member = sign_in(eli)
    assert member.get(address("team")).status_code == 200
    page = address("remove_person", of(eli).pk)
    client = sign_in(lea)
    assert "Eli Novak" in client.get(page).text
    assert Member.objects.filter(user=eli).exists()
    assert client.post(page)["Location"] == address("team")
    assert member.get(address("team")).status_code == 404
    assert client.post(page)["Location"] == address("team")  # a second click
    assert client.get(page).status_code == 404
    [mail] = mails_to(eli)
    assert "Lea Tran" in mail.text and lea.email in mail.text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_mails_speak_the_persons_language(lakeside, lea, eli, language):
    eli.language = language
    eli.save()
    of(eli).change_role(lea, Role.VIEWER)
    of(eli).remove(lea)
    town = {"en": "Lakeside", "fr": "Bord-du-Lac"}[language]
    mails = mails_to(eli)
    assert len(mails) == 2
    for mail in mails:
        assert mail.language == language and town in mail.subject and town in mail.text and town in mail.html


def test_leaving_is_confirmed_and_told(lakeside, lea, eli, sign_in):
    client = sign_in(eli)
    assert "<form" in client.get(address("leave_town")).text
    assert Member.objects.filter(user=eli).exists()
    for _ in range(2):
        assert client.post(address("leave_town"))["Location"] == reverse("workspaces")
    assert client.get(address("team")).status_code == 404
    [mail] = mails_to(lea)
    assert "Eli Novak" in mail.text and not mails_to(eli)
    assert Event.objects.about(lakeside).get().action == "leave"


def test_a_second_click_tells_strangers_nothing(lakeside, lea, eli, odile, sign_in):
    page = address("remove_person", of(eli).pk)
    of(eli).remove(lea)
    assert sign_in(odile).post(page).status_code == 404
    assert sign_in(odile).post(address("leave_town")).status_code == 404
    assert sign_in(lea).post(address("remove_person", of(odile).pk)).status_code == 404
    of(lea).delete()
    assert sign_in(lea).post(page).status_code == 404


def test_removing_oneself_is_leaving(lakeside, lea, sign_in):
    answer = sign_in(lea).post(address("remove_person", of(lea).pk))
    assert answer["Location"] == address("leave_town")
    assert Member.objects.filter(user=lea).exists()


def test_the_last_coordinator_stays(lakeside, lea, eli, sign_in):
    closed = make.user("Closed Account", is_active=False)
    make.member(lakeside, closed, Role.COORDINATOR)  # does not count
    client = sign_in(lea)
    page = client.get(address("leave_town")).text
    assert address("hand_over") in page and "secretariat" in page
    for answer in (
        client.post(address("leave_town")),
        client.post(address("change_role", of(lea).pk), {"role": "1"}),
    ):
        assert answer.status_code == 409
        assert "Hand it over" in answer.text
    assert of(lea).role == Role.COORDINATOR
    of(eli).change_role(lea, Role.COORDINATOR)
    client.post(address("leave_town"))
    assert not Member.objects.filter(user=lea).exists()


def test_the_secretariat_may_remove_even_the_last(lakeside, lea, sam):
    of(lea).remove(sam)
    assert not lakeside.people.exists()
    event = Event.objects.about(lakeside).get()
    assert event.is_on_behalf and event.whom == lea


def test_a_person_removed_meanwhile(lakeside, lea, eli):
    stale = of(eli)
    Member.objects.filter(user=eli).delete()
    with pytest.raises(WrongState):
        stale.change_role(lea, Role.COORDINATOR)
    with pytest.raises(WrongState):
        stale.leave()
    assert not Member.objects.filter(user=eli).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", ["remove", "lower", "leave"])
def test_two_coordinators_at_once_leave_one(deed):
    """Each would be the other's successor."""
    town = make.municipality("Lakeside", slug="lakeside-on")
    ann, ben = make.user("Ann"), make.user("Ben")
    make.member(town, ann)
    make.member(town, ben)
    deeds = {
        "remove": [lambda: attempt(of(ben).remove, ann), lambda: attempt(of(ann).remove, ben)],
        "lower": [lambda p=p: of(p).change_role(p, Role.VIEWER) for p in (ann, ben)],
        "leave": [lambda p=p: of(p).leave() for p in (ann, ben)],
    }
    at_once(*deeds[deed])
    assert town.people.coordinating().count() == 1


def attempt(verb, by):
    with suppress(PermissionDenied, Member.DoesNotExist):  # the other one was faster
        verb(by)
