"""The library as everybody reads it: found by words in both languages, narrowed, counted, followed, printed, cited."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.models import Practice

from . import make

pytestmark = pytest.mark.usefixtures("reference")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def library(lakeside, rivermouth, lea, odile):
    """Three: in English, in French, and in both; about complaints, renting and cheques."""
    desk = make.public_practice(lakeside, by=lea, commitments=[3])
    rents = make.public_practice(
        rivermouth,
        by=odile,
        topics=["housing-and-urban-planning"],
        commitments=[7],
        started_year=2021,
        **{name: "" for name in make.PRACTICE if name.endswith("_en")},
        title_fr="L’égalité des locataires",
        summary_fr="Un dépliant accompagne chaque bail <script>alert(1)</script>.",
        how_fr="Des logements visités deux fois.",
    )
    both = make.public_practice(
        lakeside,
        by=lea,
        topics=["education", "housing-and-urban-planning"],
        commitments=[7, 9],
        title_en="Pay on the evening itself",
        title_fr="Payer le soir même",
        summary_fr="Un chèque tardif n’est pas une paie.",
    )
    return desk, rents, both


def titles(answer):
    return re.findall(r'<h3><a href="[^"]+"[^>]*>(.*?)</a>', answer.text)


def plain(html):
    return re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize(
    "language, words, expected",
    [
        ("en", "complaint", "A desk for complaints at the library"),
        ("en", "libraries", "A desk for complaints at the library"),
        ("en", "egalite", "L’égalité des locataires"),
        ("fr", "égalités", "L’égalité des locataires"),
        ("fr", "LOGEMENT visités", "L’égalité des locataires"),
        ("fr", "cheque", "Payer le soir même"),
        ("en", "complant desc", "A desk for complaints at the library"),  # typos
        ("en", '"evening itself"', "Pay on the evening itself"),
        ("fr", "Bord-du-Lac", "Payer le soir même"),
    ],
)
def test_found_by_words_in_both_languages(library, client, language, words, expected):
    path = "/en/practices/" if language == "en" else "/fr/bonnes-pratiques/"
    assert plain(titles(client.get(path, {"q": words}))[0]) == expected


def test_the_name_of_a_topic_alone_puts_nothing_before_what_is_told_in_french(library, client, lakeside, lea):
    make.public_practice(lakeside, by=lea, title_en="Twenty homework clubs", topics=["education"])
    told = {"title_en": "", "title_fr": "Une marche", "why_fr": "L’éducation manquait."}
    make.public_practice(lakeside, by=lea, topics=["refugees"], **told)
    found = [plain(each) for each in titles(client.get("/fr/bonnes-pratiques/", {"q": "education"}))]
    assert found.index("Une marche") < found.index("Twenty homework clubs")


def test_what_is_found_is_marked_and_safe(library, client):
    page = client.get("/fr/bonnes-pratiques/", {"q": "depliant"}).text
    assert "<mark>dépliant</mark>" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in client.get("/fr/bonnes-pratiques/").text
    english = client.get("/en/practices/", {"q": "bail"})
    assert '<span class="fallback">(in French)</span>' in english.text
    assert titles(client.get("/en/practices/", {"q": "complaints -library"})) == ["Pay on the evening itself"]


def test_filters_narrow_count_and_come_off(library, client):
    page = client.get("/en/practices/", {"topic": "housing-and-urban-planning", "commitment": "7"})
    assert set(titles(page)) == {"L’égalité des locataires", "Pay on the evening itself"}
    # Each filter says what it would leave, the others kept; what has none is not offered.
    assert "Housing and urban planning (2)" in page.text and "Education (1)" in page.text
    assert "Roma" not in page.text
    assert "2021 (1)" in page.text and "Both languages (1)" in page.text
    assert 'class="chip" href="/en/practices/?commitment=7"' in page.text
    assert 'class="chip" href="/en/practices/?topic=housing-and-urban-planning"' in page.text
    only = client.get("/en/practices/", {"language": "both", "year": "2023", "country": "CA"})
    assert titles(only) == ["Pay on the evening itself"]
    assert len(titles(client.get("/en/practices/", {"topic": "nonsense", "year": "x", "page": "9"}))) == 3
    by_title = titles(client.get("/fr/bonnes-pratiques/", {"sort": "title"}))
    assert by_title == [
        "A desk for complaints at the library",
        "L’égalité des locataires",
        "Payer le soir même",
    ]


def test_only_what_is_published_is_there(library, client, lakeside, lea):
    desk = library[0]
    make.practice(lakeside, by=lea, title_en="Not yet", status="submitted")
    desk.withdraw(lea)
    assert "A desk for complaints at the library" not in titles(client.get("/en/practices/"))
    assert "Not yet" not in client.get("/en/practices/").text
    assert client.get(f"/en/practices/{desk.slug}/").status_code == 404


def test_the_page_tells_all_and_marks_the_other_language(library, client):
    desk, rents, _both = library
    Practice.objects.filter(pk=desk.pk).update(
        links="https://www.example.ca/guide The guide\nhttps://www.example.ca/plain",
        contact_en="Inclusion office",
    )
    page = client.get(f"/en/practices/{desk.slug}/")
    for words in ("Nobody came to city hall.", "Inclusion office", ">The guide</a>", ">www.example.ca</a>"):
        assert words in page.text, words
    assert not page.cookies
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page.text).group(1))
    assert data["@type"] == "Article" and data["headline"] == "A desk for complaints at the library"
    assert data["inLanguage"] == "en-CA" and data["author"]["name"] == "Lakeside"
    assert "Lakeside (20" in page.text  # how to cite it
    assert "mailto:?subject=A%20desk" in page.text
    other = client.get(f"/en/practices/{rents.slug}/").text
    assert (
        '<span lang="fr">L’égalité des locataires</span> <span class="fallback">(in French)</span>' in other
    )
    assert "<script>alert" not in other


def test_related_share_a_topic_or_a_commitment(library, client):
    _desk, rents, both = library
    page = client.get(f"/fr/bonnes-pratiques/{rents.slug}/").text
    related = page.partition('id="related"')[2]
    assert both.slug in related and "Payer le soir même" in related


def test_the_feed_follows_the_filters(library, client):
    answer = client.get("/fr/bonnes-pratiques/fil/", {"commitment": "7"})
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "Payer le soir même",
        "L’égalité des locataires",
    ]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr-CA"
    english = ElementTree.fromstring(client.get("/en/practices/feed/").content)
    said = [entry.findtext(f"{ATOM}title") for entry in english.iter(f"{ATOM}entry")]
    assert "L’égalité des locataires (in French)" in said
    assert "@example.org" not in answer.text
    # What a feed reader takes for HTML once it has read the XML.
    assert "&lt;script&gt;" in "".join(feed.itertext())


def test_the_pdf_is_tagged_and_in_the_language_asked(library, client):
    desk = library[0]
    answer = client.get(f"/fr/bonnes-pratiques/{desk.slug}/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    for part in (b"/StructTreeRoot", b"pdfuaid:part", b"/Lang(fr-CA)", b"/H1"):
        assert part in answer.content, part
    cache.clear()
    assert client.get(f"/fr/bonnes-pratiques/{desk.slug}/pdf/").content == answer.content


@pytest.mark.parametrize("path", ["/en/practices/", "/en/practices/?q=library&topic=education"])
def test_as_many_queries_for_three_as_for_thirty(library, client, lakeside, lea, path):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    count()
    before = count()
    for number in range(27):
        make.public_practice(lakeside, by=lea, title_en=f"Practice {number}", topics=["education", "roma"])
    assert count() <= before <= 20
