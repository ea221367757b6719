"""What every public page tells search engines: a title and a description of its own; and the map that leads to them."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings

from .public_pages import public_pages

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "fr"]
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def properties(page):
    return dict(re.findall(r'<meta property="(og:[^"]+)" content="([^"]*)">', page))


def test_every_public_page_has_a_title_and_a_description_of_its_own(scene, client):
    for language in LANGUAGES:
        titles, descriptions = {}, {}
        pages = public_pages(scene, language)
        assert len(pages) > 30
        for name, address in pages:
            page = client.get(address).text
            title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1].replace("\n", "")
            titles.setdefault(title, []).append(name)
            assert len(re.findall("<h1[ >]", page)) == 1, address
            described = re.findall(r'<meta name="description" content="(.*?)">', page)
            if 'name="robots" content="noindex"' not in page:
                assert len(described) == 1 and 50 <= len(described[0]) <= 170, (address, described)
                descriptions.setdefault(described[0], []).append(name)
            og = properties(page)
            assert og["og:locale"] == f"{language}_CA" and og["og:title"] in title and og["og:image"], address
            assert og.get("og:description", "") == (described[0] if described else ""), address
        assert [names for names in titles.values() if not is_one(names)] == []
        assert [names for names in descriptions.values() if not is_one(names)] == []


def is_one(names):
    """Whether these are one page: a revision and the newest of a report or plan are, for search engines."""
    return len(set(names)) == 1 or set(names) in ONE_PAGE


ONE_PAGE = [{"public_plan", "public_edition"}, {"public_report", "public_revision"}]


def locations(client, address):
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/xml") and not answer.cookies
    return ElementTree.fromstring(answer.content)


def test_the_sitemap_leads_to_every_kind_of_page_in_both_languages(scene, client):
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in client.get("/robots.txt").text
    index = locations(client, "/sitemap.xml")
    sections = [each.text for each in index.iterfind("s:sitemap/s:loc", MAP)]
    found = {}
    for section in sections:
        for url in locations(client, section).iterfind("s:url", MAP):
            others = {x.get("hreflang"): x.get("href") for x in url.iterfind("x:link", MAP)}
            assert set(others) == {"en-CA", "fr-CA", "x-default"}
            found[url.find("s:loc", MAP).text] = url.findtext("s:lastmod", None, MAP)
            assert url.find("s:loc", MAP).text in others.values()
    for address in found:
        page = client.get(address.removeprefix(settings.SITE_URL))
        assert page.status_code == 200, address
        assert f'<link rel="canonical" href="{address}">' in page.text, address
        assert 'content="noindex"' not in page.text, address
    lakeside = settings.SITE_URL + "/en/municipalities/lakeside-on/"
    assert found[lakeside] and found[lakeside + "plan/"] and found[lakeside + "reports/2025/"]
    assert settings.SITE_URL + "/en/municipalities/freetown-on/" not in found
