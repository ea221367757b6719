"""The secretariat's list of members: filters, order, counts, and the list to take along."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from coalition.moments import say_day
from municipalities.models import Role

from . import make

THIS_YEAR = timezone.localdate().year


@pytest.fixture
def client(sam, sign_in):
    return sign_in(sam)


@pytest.fixture
def towns(lakeside, rivermouth, lea, vic):
    """Lakeside has Lea and Vic, Rivermouth nobody, Zenith a viewer, Écluse is a former member."""
    held = make.municipality("Zenith", slug="zenith-on", population=900_000, sgc_code="3599001")
    make.membership(held, status="on_hold", joined_on=None, joined_year=2009, last_report_year=THIS_YEAR - 1)
    make.member(held, vic, Role.VIEWER)
    former = make.municipality("Écluse", slug="ecluse-qc", province_code="QC")
    make.membership(former, status="ended", joined_on=None, joined_year=None, last_report_year=2019)
    lakeside.membership.plan_published_on = date(2024, 2, 1)
    lakeside.membership.joined_on, lakeside.membership.joined_year = date(2021, 6, 1), 2021
    lakeside.membership.save()
    make.municipality("No Member", slug="no-member-on")


def members(client, language="en", **filters):
    with translation.override(language):
        response = client.get(reverse("secretariat_members"), filters)
    assert response.status_code == 200
    return response


def listed(client, **filters):
    return [town.slug.rpartition("-")[0] for town in members(client, **filters).context["page_obj"]]


EVERYBODY = ["ecluse", "lakeside", "rivermouth", "zenith"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"plan": "yes"}, ["lakeside"]),
        ({"plan": "no"}, ["ecluse", "rivermouth", "zenith"]),
        ({"report": "yes"}, ["zenith"]),
        ({"report": "no"}, ["ecluse", "lakeside", "rivermouth"]),
        ({"people": "coordinated"}, ["lakeside"]),
        ({"people": "uncoordinated"}, ["ecluse", "rivermouth", "zenith"]),
        ({"people": "nobody"}, ["ecluse", "rivermouth"]),
        ({"joined_from": "2020"}, ["lakeside", "rivermouth"]),
        ({"joined_to": "2020"}, ["rivermouth", "zenith"]),
        ({"joined_from": "2010", "joined_to": "2020"}, ["rivermouth"]),
        ({"q": "ecluse"}, ["ecluse"]),
        ({"status": "on_hold", "province": "ON"}, ["zenith"]),
        ({"people": "nobody", "status": "active"}, ["rivermouth"]),
        ({"sort": "newest"}, ["lakeside", "rivermouth", "zenith", "ecluse"]),
        ({"sort": "oldest"}, ["zenith", "rivermouth", "lakeside", "ecluse"]),
        ({"sort": "silent"}, ["lakeside", "rivermouth", "ecluse", "zenith"]),
        ({"sort": "largest"}, ["zenith", "ecluse", "lakeside", "rivermouth"]),
    ],
)
def test_filters_and_orders(towns, client, filters, found):
    assert listed(client, **filters) == found


@pytest.mark.parametrize(
    "filters",
    [
        {"plan": "maybe"},
        {"joined_from": "x"},
        {"joined_to": "99999999999999999999"},
        {"people": "\x00"},
        {"sort": "'"},
        {"province": "XX"},
    ],
)
def test_a_filter_that_makes_no_sense_filters_nothing(towns, client, filters):
    assert listed(client, **filters) == EVERYBODY


def test_people_whose_account_is_closed_do_not_count(towns, client, lea, vic):
    for person in (lea, vic):
        person.is_active = False
        person.save()
    assert listed(client, people="nobody") == EVERYBODY


def test_the_seldom_filters_are_folded_until_one_is_used(towns, client):
    assert (
        '<details class="more-filters">' in members(client, status="active", sort="newest").content.decode()
    )
    for used in [{"plan": "yes"}, {"joined_from": "2020"}, {"joined_from": "x"}]:
        assert '<details class="more-filters" open>' in members(client, **used).content.decode()


def test_counts(towns, client):
    said = " ".join(members(client).content.decode().split())
    for words in [
        "4 municipalities",
        "3 members, of them 1 on hold",
        "1 former member",
        "2 without a coordinator",
    ]:
        assert words in said
    said = " ".join(members(client, province="ON").content.decode().split())
    assert "2 municipalities" in said and "former member<" not in said


def test_who_has_nobody_is_marked(towns, client):
    said = members(client, status="active").content.decode()
    lakeside, _name, rivermouth = said.partition(">Lakeside</a>")[2].partition(">Rivermouth</a>")
    assert "<span>Nobody</span>" in rivermouth and "Has a coordinator" in lakeside
    assert reverse("team", args=["rivermouth-qc"]) in rivermouth
    assert reverse("team", args=["lakeside-on"]) not in lakeside
    assert "<span>No coordinator</span>" in members(client, status="on_hold").content.decode()


def test_an_invitation_on_its_way_is_seen(towns, client, rivermouth, sam):
    def row():
        return members(client, status="active").content.decode().partition(">Rivermouth</a>")[2]

    make.invitation(rivermouth, by=sam, expires_at=timezone.now())
    assert "Invitation sent" not in row() and ">Invite<" in row()
    make.invitation(rivermouth, by=sam, email="clerk@rivermouth.example")
    said = f"Invitation sent on {say_day(timezone.localdate(timezone=rivermouth.time_zone))}"
    assert said in row() and ">Invite<" not in row()
    page = client.get(reverse("secretariat_member", args=["rivermouth-qc"])).content.decode()
    assert said in page and "clerk@rivermouth.example" in page and "Invite somebody" not in page


def test_what_a_researcher_noted_is_said_to_be_in_english(towns, client, rivermouth):
    type(rivermouth.membership).objects.filter(municipality=rivermouth).update(basis="stated in a motion")
    with translation.override("fr"):
        page = client.get(reverse("secretariat_member", args=["rivermouth-qc"])).text
    assert '<dd lang="en">stated in a motion</dd>' in page


def test_how_many_a_message_reaches_is_said_beforehand(towns, client, lakeside, vic, eli):
    for page in (members(client), client.get(reverse("add_bulk_message"))):
        said = " ".join(page.content.decode().split())
        assert "reaches 1 person today, in 1 of these 4 towns." in said
        assert "reaches 3 people, in 2 of them." in said
    nobody = members(client, people="nobody").content.decode()
    assert "A message to these towns reaches nobody today." in nobody


def test_what_follows_from_the_list_keeps_the_filters(towns, client):
    said = members(client, province="ON", plan="yes", joined_from="x", page="1").content.decode()
    for name, *args in [("add_bulk_message",), ("members_export", "csv"), ("members_export", "xlsx")]:
        with translation.override("en"):
            assert f"{reverse(name, args=args)}?province=ON&amp;plan=yes" in said


def test_queries_do_not_grow_with_the_members(towns, client):
    def asked(name, *args):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse(name, args=args))
        assert response.status_code == 200
        return len(queries), len(response.content)

    pages = [("secretariat_members",), ("members_export", "csv"), ("members_export", "xlsx")]
    small = [asked(*page) for page in pages]
    for number in range(60):
        town = make.municipality(f"Town {number}", slug=f"town-{number}-on")
        make.membership(town)
        make.member(town, make.user(f"Person {number}"))
    large = [asked(*page) for page in pages]
    for (few, short), (many, long) in zip(small, large, strict=True):
        assert many <= few and long > short
    assert listed(client, page="2", sort="newest")


# --- the list to take along -----------------------------------------------------------------------------


def taken_along(client, format, language="en", **filters):
    with translation.override(language):
        response = client.get(reverse("members_export", args=[format]), filters)
    assert response.status_code == 200
    if format == "csv":
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_list_in_the_readers_language(towns, client, lea, format, language):
    header, *rows = taken_along(client, format, language, status="active")
    assert len(header) == 11
    assert all(title[0].isupper() for title in header)
    assert [row[0] for row in rows] == (
        ["Lakeside", "Rivermouth"] if language == "en" else ["Bord-du-Lac", "Embouchure"]
    )
    assert rows[1][1] == ("Quebec" if language == "en" else "Québec")
    assert rows[0][9:] == ["Lea Tran", lea.email]
    assert not any(rows[1][9:])


def test_the_list_has_the_same_filters_and_order(towns, client):
    for filters in [{"sort": "largest"}, {"province": "ON", "people": "uncoordinated"}]:
        _header, *rows = taken_along(client, "csv", **filters)
        assert [row[0].lower().replace("é", "e") for row in rows] == listed(client, **filters)


def test_dates_and_numbers_keep_their_type(towns, client):
    _header, row = taken_along(client, "xlsx", q="zenith")
    assert row[2:5] == ["3599001", 900_000, "On hold"]
    assert row[6:9] == [2009, None, THIS_YEAR - 1]
    _header, row = taken_along(client, "xlsx", q="lakeside")
    assert row[5].date() == date(2021, 6, 1) and row[7].date() == date(2024, 2, 1)


def test_a_name_is_no_formula(towns, client, lea):
    lea.name = '=HYPERLINK("https://example.org")'
    lea.save()
    assert taken_along(client, "csv", q="lakeside")[1][9].startswith("'=")


@pytest.mark.parametrize("format", ["pdf", "CSV", "html"])
def test_other_formats_do_not_exist(towns, client, format):
    assert client.get(reverse("members_export", args=[format])).status_code == 404
