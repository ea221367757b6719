"""The secretariat's list of members, and a membership put on hold, resumed, ended."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.models import Membership, Role
from municipalities.register import register_on

from . import make


@pytest.fixture
def client(sam, sign_in):
    return sign_in(sam)


def listed(client, language="en", **filters):
    with translation.override(language):
        response = client.get(reverse("secretariat_members"), filters)
    assert response.status_code == 200
    return [town.slug for town in response.context["page_obj"]]


@pytest.fixture
def towns(lakeside, rivermouth):
    former = make.municipality("Écluse", slug="ecluse-qc", province_code="QC")
    make.membership(former, status="ended", joined_on=None, joined_year=None)
    held = make.municipality("Zenith", slug="zenith-on")
    make.membership(held, status="on_hold", joined_on=None, joined_year=2009, last_report_year=2024)
    make.municipality("No Member", slug="no-member-on")


def test_a_badge_says_what_the_filter_says(towns, client):
    with translation.override("en"):
        said = client.get(reverse("secretariat_members")).content.decode()
    for _value, words in Membership.Status.choices:
        assert f"<span>{words}</span></span>" in said
        assert f">{words}</option>" in said


def test_filters(towns, client):
    everybody = ["ecluse-qc", "lakeside-on", "rivermouth-qc", "zenith-on"]
    assert listed(client) == everybody
    assert listed(client, status="ended") == ["ecluse-qc"]
    assert listed(client, province="QC") == ["ecluse-qc", "rivermouth-qc"]
    assert listed(client, province="QC", status="active") == ["rivermouth-qc"]
    assert listed(client, q="ECLUSE") == ["ecluse-qc"]
    assert listed(client, q="nothing of the kind") == []
    for wrong in [
        {"status": "x"},
        {"province": "\x00"},
        {"page": "999999999999"},
        {"page": "x"},
        {"q": "\x00"},
    ]:
        assert listed(client, **wrong) == everybody
    assert listed(client, q="x" * 5000) == everybody


def test_the_order_is_that_of_the_language(towns, client):
    assert listed(client, "fr") == ["lakeside-on", "ecluse-qc", "rivermouth-qc", "zenith-on"]


def test_queries_do_not_grow_with_the_members(towns, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(10) as first:
        listed(client)
    for number in range(10):
        make.membership(make.municipality(f"Town {number}", slug=f"town-{number}"))
    with django_assert_max_num_queries(len(first)):
        listed(client)


def typed(reason, on="2026-01-31"):
    """The day is asked only of an end."""
    return {"reason": reason, "on": on}


def address(name, language="en"):
    with translation.override(language):
        return reverse(name, args=["lakeside-on"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_member_with_its_people_and_trail(lakeside, lea, client, language):
    said = client.get(address("secretariat_member", language)).content.decode()
    for what in ["Lea Tran", lea.email, "4 mai 2020" if language == "fr" else "May 4, 2020"]:
        assert what in said
    assert address("hold_membership", language) in said
    assert address("end_membership", language) in said
    assert address("resume_membership", language) not in said


def test_a_town_that_never_was_a_member_has_no_page(db, client):
    make.municipality("Newtown", slug="newtown-on")
    assert client.get(reverse("secretariat_member", args=["newtown-on"])).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_on_hold_and_back_and_out(lakeside, client, sam, language):
    steps = [
        ("hold", "on_hold", "No report in two years."),
        ("resume", "active", "It filed."),
        ("end", "ended", "Left."),
    ]
    for verb, status, reason in steps:
        for _click in range(2):
            response = client.post(address(f"{verb}_membership", language), typed(reason))
            assert response["Location"] == address("secretariat_member", language)
        membership = Membership.objects.get(municipality=lakeside)
        assert membership.status == status
        assert reason in client.get(response["Location"]).content.decode()
    trail = [(event.action, event.note, event.actor) for event in Event.objects.about(membership)]
    assert trail == [(verb, reason, sam) for verb, _status, reason in steps]


def test_the_coordinators_are_told(lakeside, lea, vic, sam, client):
    lea.language = "fr"
    lea.save()
    for verb in ["hold", "resume", "end"]:
        client.post(address(f"{verb}_membership"), typed(f"Because <{verb}>."))
    letters = list(OutgoingMessage.objects.order_by("pk"))
    assert [(letter.recipient, letter.language) for letter in letters] == [(lea, "fr")] * 3
    assert "Because <hold>." in letters[0].text
    assert "Because &lt;end&gt;." in letters[2].html
    assert "31 janvier 2026" in letters[2].text
    assert "31 janvier 2026" in letters[2].html
    with translation.override("fr"):
        assert all(reverse("workspace", args=["lakeside-on"]) in letter.text for letter in letters)


@pytest.mark.parametrize("verb", ["hold", "end"])
@pytest.mark.parametrize("reason", ["", "  ", "\x00\u202e", "x" * 5001])
def test_a_reason_is_asked_where_it_is_missing(lakeside, client, verb, reason):
    response = client.post(address(f"{verb}_membership"), typed(reason))
    said = response.content.decode()
    assert response.status_code == 200
    assert f'href="#{"hold" if verb == "hold" else "id"}_reason"' in said
    assert said.count('aria-invalid="true"') == 1
    assert Membership.objects.get(municipality=lakeside).status == "active"


@pytest.mark.parametrize(("status", "verb"), [("active", "resume"), ("ended", "hold"), ("ended", "resume")])
def test_the_wrong_state_is_explained(lakeside, client, status, verb):
    Membership.objects.update(status=status)
    if verb == "resume" and status == "active":
        # It is already what resuming leads to: a second click.
        assert client.post(address("resume_membership"), {"reason": "a"}).status_code == 302
    else:
        assert client.post(address(f"{verb}_membership"), {"reason": "a"}).status_code == 409
    assert Membership.objects.get(municipality=lakeside).status == status


@pytest.mark.parametrize("verb", ["hold", "resume", "end"])
def test_nobody_decides_on_their_own_town(lakeside, sam, client, verb):
    make.member(lakeside, sam, Role.VIEWER)
    assert client.post(address(f"{verb}_membership"), typed("a")).status_code == 403
    said = client.get(address("secretariat_member")).content.decode()
    assert "somebody else decides" in said
    assert address("hold_membership") not in said


# --- the end ------------------------------------------------------------------------------------------------


def test_an_end_is_confirmed_on_a_page_of_its_own(lakeside, client):
    said = client.get(address("secretariat_member")).content.decode()
    assert f'<a href="{address("end_membership")}">' in said
    assert f'action="{address("end_membership")}"' not in said
    said = client.get(address("end_membership")).content.decode()
    assert "becomes a former member" in said
    assert 'name="on"' in said
    assert Membership.objects.get(municipality=lakeside).status == "active"
    Membership.objects.update(status="ended")
    response = client.get(address("end_membership"))
    assert response["Location"] == address("secretariat_member")


@time_machine.travel("2026-11-22 17:00:00+00:00", tick=False)
def test_it_ends_on_the_day_that_is_given(lakeside, client):
    with time_machine.travel("2026-06-01 17:00:00+00:00", tick=False):
        client.post(address("hold_membership"), {"reason": "Council is new."})
    client.post(address("end_membership"), typed("Council decided in April.", on="2026-04-14"))
    periods = Membership.objects.get(municipality=lakeside).periods
    assert [(period.status, period.since, period.until) for period in periods.all()] == [
        ("active", date(2020, 5, 4), date(2026, 4, 14)),
        ("ended", date(2026, 4, 14), None),
    ]
    assert [entry.municipality for entry in register_on(date(2026, 4, 13)).members] == [lakeside]
    assert register_on(date(2026, 4, 14)).members == []
    said = client.get(address("secretariat_member")).content.decode()
    assert "<dt>Ended on</dt><dd>April 14, 2026</dd>" in said


@time_machine.travel("2026-11-22 17:00:00+00:00", tick=False)
@pytest.mark.parametrize(
    ("on", "why"),
    [
        ("", "Enter the day on which"),
        ("2026-11-23", "in the future"),
        ("2020-05-03", "The earliest is May 4, 2020."),
        ("2026-02-30", "Give a real date for"),
    ],
)
def test_a_day_on_which_it_cannot_have_ended_is_refused(lakeside, client, on, why):
    response = client.post(address("end_membership"), typed("Left.", on=on))
    assert response.status_code == 200
    assert why in response.content.decode()
    assert Membership.objects.get(municipality=lakeside).status == "active"


@pytest.mark.parametrize(
    ("joined", "earliest"),
    [
        ({"joined_on": None, "joined_year": 2009}, date(2009, 1, 1)),
        ({"joined_on": None, "joined_year": None}, date(2005, 1, 1)),
    ],
)
def test_of_an_old_member_the_year_bounds_the_end(lakeside, joined, earliest):
    Membership.objects.update(**joined)
    assert Membership.objects.get(municipality=lakeside).first_day == earliest


@time_machine.travel("2026-11-22 17:00:00+00:00", tick=False)
@pytest.mark.parametrize("on", [date(2020, 5, 3), date(2026, 11, 23)])
def test_the_verb_refuses_such_a_day_too(lakeside, sam, on):
    with pytest.raises(WrongState):
        lakeside.membership.end(sam, "Left.", on)
    assert Membership.objects.get(municipality=lakeside).status == "active"
