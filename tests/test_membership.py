"""The secretariat's list of members, and a membership put on hold, resumed, ended."""

import pytest
from django.urls import reverse
from django.utils import translation

from coalition.models import Event, OutgoingMessage
from municipalities.models import Membership, Role

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
            response = client.post(address(f"{verb}_membership", language), {"reason": reason})
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
        client.post(address(f"{verb}_membership"), {"reason": f"Because <{verb}>."})
    letters = list(OutgoingMessage.objects.order_by("pk"))
    assert [(letter.recipient, letter.language) for letter in letters] == [(lea, "fr")] * 3
    assert "Because <hold>." in letters[0].text
    assert "Because &lt;end&gt;." in letters[2].html
    with translation.override("fr"):
        assert all(reverse("workspace", args=["lakeside-on"]) in letter.text for letter in letters)


@pytest.mark.parametrize("verb", ["hold", "end"])
@pytest.mark.parametrize("reason", ["", "  ", "\x00\u202e", "x" * 5001])
def test_a_reason_is_asked_where_it_is_missing(lakeside, client, verb, reason):
    response = client.post(address(f"{verb}_membership"), {"reason": reason})
    said = response.content.decode()
    assert response.status_code == 200
    assert f'href="#{verb}_reason"' in said
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
    assert client.post(address(f"{verb}_membership"), {"reason": "a"}).status_code == 403
    said = client.get(address("secretariat_member")).content.decode()
    assert "somebody else decides" in said
    assert address("hold_membership") not in said
