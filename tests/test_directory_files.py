"""The answer of the directory to take along, and feeds of what is new."""

import csv
import io
import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from . import make

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def towns(lakeside):
    lakeside.membership.ring = "4200000000"
    lakeside.membership.save()
    lakeside.latitude, lakeside.longitude = "45.62", "-80.05"
    lakeside.save()
    other = make.municipality("=Rivière", slug="riviere-qc", province_code="QC")
    make.membership(other, joined_on=None, joined_year=2019)
    return lakeside, other


def read_csv(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_csv_holds_the_same_answer(client, towns):
    rows = read_csv(client.get("/en/municipalities/csv/"))
    assert [row["slug"] for row in rows] == ["lakeside-on", "riviere-qc"]
    first = rows[0]
    assert first["as_of"] == timezone.localdate().isoformat(), "a table goes on without the page it came from"
    assert (first["province"], first["population"], first["latitude"]) == ("ON", "12345", "45.62000")
    assert (first["commitment_1"], first["commitment_2"], first["commitment_3"]) == (
        "done",
        "in_the_plan",
        "not_yet",
    )
    assert first["url"].startswith("http") and first["url"].endswith("/en/municipalities/lakeside-on/")
    assert rows[1]["name_en"] == "'=Rivière" and rows[1]["joined_year"] == "2019"
    french = client.get("/fr/municipalites/csv/", {"province": "QC", "view": "map"})
    assert [row["slug"] for row in read_csv(french)] == ["riviere-qc"]
    assert read_csv(french)[0].keys() == first.keys()


def test_geojson_holds_the_same_answer(client, towns):
    answer = client.get("/en/municipalities/geojson/", {"stage": "joined"})
    assert answer["Content-Type"] == "application/geo+json"
    found = json.loads(answer.content)
    places = {each["id"]: each["geometry"] for each in found["features"]}
    assert places == {
        "lakeside-on": {"type": "Point", "coordinates": [-80.05, 45.62]},
        "riviere-qc": None,
    }
    assert found["features"][0]["properties"]["stage"] == "joined"
    assert json.loads(client.get("/en/municipalities/geojson/", {"q": "nowhere"}).content)["features"] == []


def entries(answer):
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    return feed, feed.findall(f"{ATOM}entry")


def test_new_members_have_a_feed(client, towns):
    lakeside, _riviere = towns
    lakeside.membership.joined_on = "2026-03-21"
    lakeside.membership.save()
    feed, found = entries(client.get("/fr/municipalites/fil/"))
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "fr-CA"
    # Of the other one nobody knows the day.
    assert [entry.find(f"{ATOM}updated").text for entry in found] == ["2026-03-21T12:00:00-04:00"]
    assert found[0].find(f"{ATOM}link").attrib["href"].endswith("/fr/municipalites/lakeside-on/")
    english = entries(client.get("/en/municipalities/feed/"))[1]
    assert english[0].find(f"{ATOM}id").text == found[0].find(f"{ATOM}id").text


def test_a_town_has_a_feed_of_what_it_published(client, filed, sam):
    accepted = filed.accept(sam)
    town = accepted.municipality
    town.plans.public().update(published_at=datetime(2020, 1, 2, tzinfo=UTC))
    answer = client.get(f"/en/municipalities/{town.slug}/feed/")
    titles = [entry.find(f"{ATOM}title").text for entry in entries(answer)[1]]
    year = accepted.cycle.year
    assert titles[0] == f"{town.name}: progress report {year}"
    assert f"{town.name}: action plan, edition 1" in titles
    assert "Lea Tran" not in answer.text and "Sam" not in answer.text
    profile = client.get(town.get_absolute_url()).text
    assert f'href="/en/municipalities/{town.slug}/feed/"' in profile


def test_who_is_no_member_has_no_feed(client):
    make.municipality("Freetown", slug="freetown-on")
    assert client.get("/en/municipalities/freetown-on/feed/").status_code == 404
    assert client.get("/en/municipalities/nowhere-on/feed/").status_code == 404
