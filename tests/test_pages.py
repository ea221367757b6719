"""The pages that say what the portal is, and what every public page has in common."""

import re

import pytest
from django.urls import reverse

from coalition.i18n import speaking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
ABOUT = ["about", "accessibility", "privacy", "credits"]
PUBLIC = ["home", "directory", "join", *ABOUT]


def address(name, language, *args):
    with speaking(language):
        return reverse(name, args=args)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_have_what_every_page_has(client, db, name, language):
    answer = client.get(address(name, language))
    page = answer.text
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in page
    assert len(re.findall("<h1", page)) == 1
    assert re.search(r'<meta name="description" content="[^"]{40,}">', page)
    assert "Coalition" in re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
    assert not answer.cookies
    assert f'hreflang="{"fr" if language == "en" else "en"}"' in page
    if name != "home":
        assert 'class="wrap crumbs"' in page


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_ask_nobody_else(client, db, name):
    """Links lead out; nothing is loaded from there."""
    page = client.get(address(name, "en")).text
    loaded = re.findall(r'<(?:script|img|iframe|source)[^>]+src="([^"]+)"', page)
    loaded += re.findall(r'<link rel="(?:stylesheet|preload|icon)"[^>]*href="([^"]+)"', page)
    assert loaded
    assert all(each.startswith("/static/") for each in loaded)


@pytest.mark.parametrize("name", ABOUT)
def test_the_pages_about_know_where_they_are(client, db, name):
    here = address(name, "en")
    assert f'<a href="{here}" aria-current="page">' in client.get(here).text


def test_credits_say_what_the_licences_ask(client, db):
    page = client.get("/en/about/credits/").text
    assert "This does not constitute an endorsement by Statistics Canada of this product." in " ".join(
        page.split()
    )
    assert "GeoNames" in page
    assert "CC BY 4.0" in page
    assert "SIL Open Font License" in page


def test_only_reading_is_answered(client, db):
    for name in PUBLIC:
        assert client.post(address(name, "en")).status_code == 405


def test_joining_starts_in_the_workspace(client, db):
    assert f'href="{address("find_municipality", "en")}"' in client.get(address("join", "en")).text


def test_the_root_leads_to_the_readers_language(client, db):
    answer = client.get("/", headers={"Accept-Language": "fr-CA,fr;q=0.9"})
    assert answer.url == "/fr/"
    assert "Accept-Language" in answer["Vary"]
    assert client.get("/", headers={"Accept-Language": "de"}).url == "/en/"


def test_crawlers_are_kept_from_what_is_private(client, db):
    lines = client.get("/robots.txt").text.splitlines()
    for language in ("en", "fr"):
        assert f"Disallow: {address('workspaces', language)}" in lines
    assert "Disallow: /" not in lines


def test_says_whom_to_tell_of_a_weakness(client, db):
    text = client.get("/.well-known/security.txt").text
    assert "Contact: mailto:portal@coalition.example" in text
    assert re.search(r"Expires: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", text)
