"""The public page of a municipality."""

from datetime import date

import pytest
from django.utils import timezone

from coalition.i18n import speaking
from coalition.moments import say_day
from municipalities import care
from municipalities.models import Municipality

from . import make

pytestmark = pytest.mark.django_db


def test_says_since_when_in_both_languages(client, lakeside):
    page = client.get("/en/municipalities/lakeside-on/").text
    assert "Member of the coalition since May 4, 2020 (" in page
    assert "12,345" in page
    with speaking("fr"):
        address = lakeside.get_absolute_url()
    french = client.get(address).text
    assert "Bord-du-Lac" in french
    assert "4 mai 2020" in french
    assert "12\xa0345" in french


def test_year_only_and_no_year(client):
    for slug, year, words in [
        ("a-on", 2006, "Member of the coalition since 2006: "),
        ("b-on", None, "is not known"),
    ]:
        make.membership(make.municipality(slug, slug=slug), joined_on=None, joined_year=year)
        assert words in client.get(f"/en/municipalities/{slug}/").text


def test_on_hold_is_plain_and_the_reason_stays_inside(client, lakeside):
    lakeside.membership.status = "on_hold"
    lakeside.membership.reason = "Nobody answers our letters"
    lakeside.membership.save()
    page = client.get("/en/municipalities/lakeside-on/").text
    assert "on hold for the moment" in page
    assert "Nobody answers" not in page


def test_former_member(client, lakeside):
    lakeside.membership.status = "ended"
    lakeside.membership.reason = "private"
    lakeside.membership.save()
    page = client.get("/en/municipalities/lakeside-on/").text
    assert "was a member of the coalition" in page
    assert "private" not in page
    assert "stays readable" not in page


def test_former_member_from_when_to_when(client, lakeside):
    membership = lakeside.membership
    membership.basis = "The minutes of council"
    membership.plan_published_on = date(2022, 1, 1)
    membership.status = "ended"
    membership.save()
    membership.periods.enter("ended", on=date(2024, 3, 1))
    page = client.get("/en/municipalities/lakeside-on/").text
    assert "Member from 2020 to 2024." in page and "<span>Former member</span>" in page
    assert "What it published stays readable." in page
    assert "this municipality was a member</summary>" in page


def test_says_what_it_was_called(client, lakeside, sam):
    assert "Until" not in client.get("/en/municipalities/lakeside-on/").text
    for name in ("Lakeside Heights", "Great Lakeside"):
        read = care.stamp(lakeside)
        names = {"name_en": name, "name_fr": "Bord-du-Lac", "moves": False}
        lakeside = care.rename(lakeside, sam, **names, reason="Council decided.", read=read)
    today = say_day(timezone.localdate(timezone=lakeside.time_zone))
    page = client.get("/en/municipalities/lakeside-on/").text
    assert f"Until {today}: Lakeside Heights<" in page and f"Until {today}: Lakeside<" in page
    assert "Great Lakeside</p>" not in page
    with speaking("fr"):
        french = client.get(lakeside.get_absolute_url()).text
    assert "Lakeside" not in french.partition("</h1>")[2].partition("<dl")[0]


def test_ring_is_also_said_in_words(client, lakeside):
    lakeside.membership.ring = "4310000000"
    lakeside.membership.save()
    page = client.get("/en/municipalities/lakeside-on/").text
    assert "<title>Lakeside: 1 done, 1 under way, 1 priority, 7 not yet priorities</title>" in page


def test_nothing_is_said_of_a_town_that_recorded_nothing(client, lakeside, reference):
    page = client.get("/en/municipalities/lakeside-on/").text
    assert "No priorities recorded here yet" in page
    assert "priorities</title>" not in page
    assert "Not yet a priority" not in page


def test_a_town_that_is_not_a_member(client):
    make.municipality("Hillside", slug="hillside-on")
    page = client.get("/en/municipalities/hillside-on/").text
    assert "not a member of the coalition yet" in page
    assert 'href="/en/join/"' in page


def test_region_and_parts_link_to_each_other(client, lakeside):
    region = make.municipality("Great Region", slug="great-on", level=Municipality.Level.CENSUS_DIVISION)
    Municipality.objects.filter(pk=lakeside.pk).update(parent=region)
    assert 'href="/en/municipalities/great-on/"' in client.get("/en/municipalities/lakeside-on/").text
    page = client.get("/en/municipalities/great-on/").text
    assert 'href="/en/municipalities/lakeside-on/"' in page
    assert "Member since 2020" in page


def test_invented_towns_say_so(client, lakeside):
    Municipality.objects.filter(pk=lakeside.pk).update(is_invented=True)
    assert "invented for the demonstration" in client.get("/en/municipalities/lakeside-on/").text


def test_names_no_person(client, lakeside, lea, eli):
    page = client.get("/en/municipalities/lakeside-on/").text
    for person in (lea, eli):
        assert person.name not in page
        assert person.email not in page


def test_unknown_town_is_not_found(client, db):
    assert client.get("/en/municipalities/atlantis-on/").status_code == 404


def test_shows_without_reports_that_there_is_none(client, lakeside):
    assert "No report has been published here yet." in client.get("/en/municipalities/lakeside-on/").text
