"""What search engines and shared addresses are told of a page: its picture, structured data, its one address."""

import io
import json
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from coalition.i18n import speaking
from coalition.picture import HEIGHT, WIDTH
from coalition.templatetags.findability_tags import shortened
from municipalities.models import Membership, Municipality

from . import make
from .test_findability import properties

pytestmark = pytest.mark.django_db


def told(page):
    """The structured data of a page, by type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {facts.get("@type", "@graph"): facts for facts in map(json.loads, found)}


def test_a_town_is_shared_with_its_ring(client, lakeside):
    Membership.objects.update(ring="4321000000")
    page = client.get("/fr/municipalites/lakeside-on/").text
    og = properties(page)
    assert og["og:title"] == "Bord-du-Lac"
    assert og["og:url"] == settings.SITE_URL + "/fr/municipalites/lakeside-on/"
    address = og["og:image"].removeprefix(settings.SITE_URL)
    answer = client.get(address)
    assert Image.open(io.BytesIO(answer.content)).size == (WIDTH, HEIGHT)
    assert answer["Content-Type"] == "image/png" and "immutable" in answer["Cache-Control"]
    assert not answer.cookies and "Cookie" not in answer.get("Vary", "")
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    Membership.objects.update(ring="4444000000")
    moved = client.get(address)
    assert moved.status_code == 302 and moved["Location"] != address
    assert client.get(moved["Location"]).content != answer.content


@pytest.mark.parametrize("name", ["W" * 120, "Saint-Louis-du-Ha! Ha!", "ᐃᖃᓗᐃᑦ 🎈 \u202e<b>"])
def test_any_name_can_be_drawn(client, lakeside, name):
    Municipality.objects.update(name_en=name)
    address = properties(client.get("/en/municipalities/lakeside-on/").text)["og:image"]
    assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200


def test_what_people_wrote_stays_inside_the_data(client, lakeside):
    evil = "</script><script>alert(1)</script><!--"
    Municipality.objects.update(name_en=evil, website="https://example.org/?a=</script>")
    page = client.get("/en/municipalities/lakeside-on/").text
    assert "<script>alert" not in page
    town = told(page)["GovernmentOrganization"]
    assert town["name"] == evil and town["areaServed"]["containedInPlace"]["name"] == "Ontario"


def test_a_profile_says_what_the_town_is_and_since_when(client, lakeside):
    Membership.objects.update(joined_on=None, joined_year=2007)
    facts = told(client.get("/en/municipalities/lakeside-on/").text)
    assert facts["GovernmentOrganization"]["memberOf"]["validFrom"] == "2007"
    assert facts["GovernmentOrganization"]["alternateName"] == ["Bord-du-Lac"]
    steps = facts["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["Home", "Municipalities"]
    Membership.objects.update(status="ended")
    ended = told(client.get("/en/municipalities/lakeside-on/").text)["GovernmentOrganization"]
    assert "memberOf" not in ended


def test_the_search_that_home_names_finds(client, lakeside):
    _organization, site = told(client.get("/en/").text)["@graph"]["@graph"]
    template = site["potentialAction"]["target"]["urlTemplate"]
    address = template.replace("{search_term_string}", "lakesde").removeprefix(settings.SITE_URL)
    assert address.startswith("/en/search/") and "Lakeside" in client.get(address).text


def test_the_sitemap_does_not_ask_more_of_more_towns(client, reference):
    def add(count):
        for n in range(count):
            make.membership(make.municipality(f"Town {more}-{n}", slug=f"town-{more}-{n}-on"))

    counts = []
    for more in (2, 20):
        add(more)
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap.xml")
            client.get("/sitemap-municipalities.xml")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def canonical(client, address):
    page = client.get(address).text
    return re.search(r'<link rel="canonical" href="([^"]+)">', page)[1].removeprefix(settings.SITE_URL), page


def test_filters_lead_to_the_whole_list_and_pages_to_themselves(client, lakeside):
    whole = "/en/municipalities/"
    assert canonical(client, whole + "?province=ON&page=2")[0] == whole
    address, page = canonical(client, whole + "?page=2")
    assert address == whole + "?page=2"
    assert f'hreflang="fr-CA" href="{settings.SITE_URL}/fr/municipalites/?page=2"' in page
    for odd in ("1", "0", "x", "-2", "2&page=3", "9" * 5000):
        assert canonical(client, whole + "?page=" + odd)[0] == whole, odd
    assert 'content="noindex"' in canonical(client, whole + "?q=lake")[1]
    assert 'content="noindex"' not in canonical(client, whole)[1]


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_signing_in_is_nothing_to_be_found(client, db, name):
    with speaking("en"):
        assert 'content="noindex"' in client.get(reverse(name)).text


def test_a_description_ends_between_words():
    text = "words and words, " * 20
    assert len(shortened(text)) <= 160 and shortened(text).endswith("words…")
    assert shortened("short") == "short"
