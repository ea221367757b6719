"""The directory: finding members, with filters that work by their address alone."""

import pytest
from django.urls import reverse

from coalition.i18n import speaking

from . import make

pytestmark = pytest.mark.django_db


def names(answer):
    return [town.name for town in answer.context["page_obj"]]


def member(name, slug, *, province_code="ON", **joining):
    town = make.municipality(name, slug=slug, province_code=province_code)
    make.membership(town, **joining)
    return town


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("saint-jerome", ["Saint-Jérôme"]),
        ("St Jérôme", ["Saint-Jérôme"]),
        ("SAINT JÉRÔME", ["Saint-Jérôme"]),
        ("st johns", ["St. John's"]),
        ("Saint John’s", ["St. John's"]),
        ("jean", []),
    ],
)
def test_search_forgives_accents_hyphens_and_saints(client, typed, found):
    member("Saint-Jérôme", "saint-jerome-qc", province_code="QC")
    member("St. John's", "st-johns-nl", province_code="NL")
    assert names(client.get("/en/municipalities/", {"q": typed})) == found


def test_filters_by_province_stage_and_commitment(client):
    member("Newly", "newly-on")
    member("Planner", "planner-on", plan_published_on="2025-01-02", ring="0020000000")
    member(
        "Reporter", "reporter-qc", province_code="QC", plan_published_on="2024-01-02", last_report_year=2025
    )
    member("Paused", "paused-on", status="on_hold", ring="0000000001")
    member("Former", "former-on", status="ended", ring="1111111111")

    def ask(**asked):
        return names(client.get("/en/municipalities/", asked))

    assert ask() == ["Newly", "Paused", "Planner", "Reporter"]
    assert ask(province="QC") == ["Reporter"]
    assert ask(stage="joined") == ["Newly", "Paused"]
    assert ask(stage="plan") == ["Planner", "Reporter"]
    assert ask(stage="reporting") == ["Reporter"]
    assert ask(stage="on_hold") == ["Paused"]
    assert ask(stage="former") == ["Former"]


def test_filters_by_commitment(client, reference):
    member("Third", "third-on", ring="0020000000")
    member("Tenth", "tenth-on", ring="0000000001")
    answer = client.get("/en/municipalities/", {"commitment": "10"})
    assert names(answer) == ["Tenth"]
    assert names(client.get("/en/municipalities/", {"commitment": "3"})) == ["Third"]
    assert '<option value="10" selected>' in answer.text


def test_sorts_by_name_in_the_readers_order_and_by_date(client):
    for name, year in [("Étoile", 2010), ("Zénith", 2006), ("Azur", None), ("Eton", 2020)]:
        member(name, f"town-{year}", joined_on=None, joined_year=year)
    with speaking("fr"):
        french = reverse("directory")
    assert names(client.get(french)) == ["Azur", "Étoile", "Eton", "Zénith"]
    assert names(client.get("/en/municipalities/", {"sort": "newest"})) == [
        "Eton",
        "Étoile",
        "Zénith",
        "Azur",
    ]
    assert names(client.get("/en/municipalities/", {"sort": "oldest"})) == [
        "Zénith",
        "Étoile",
        "Eton",
        "Azur",
    ]


def test_says_when_the_registry_knows_the_town(client, lakeside):
    make.municipality("Hillside", slug="hillside-on")
    page = client.get("/en/municipalities/", {"q": "hillside"}).text
    assert 'href="/en/municipalities/hillside-on/"' in page
    assert "No member answers to" in page


def test_empty_answer_offers_the_way_back(client, lakeside):
    page = client.get("/en/municipalities/", {"q": "nowhere"}).text
    assert "0 municipalities" in page
    assert "No municipality fits" in page


@pytest.mark.parametrize(
    "asked",
    [
        {"province": "XX"},
        {"stage": "nonsense"},
        {"commitment": "11"},
        {"commitment": "1); DROP"},
        {"sort": "nonsense"},
        {"page": "999"},
        {"page": "x"},
        {"q": "x" * 5000},
        {"q": "\x00"},
        {"q": "%_\\"},
        {"q": "<script>alert(1)</script>"},
    ],
)
def test_bad_questions_get_a_page(client, lakeside, asked):
    answer = client.get("/en/municipalities/", asked)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_pages_keep_the_filters(client):
    for number in range(35):
        member(f"Town {number:02}", f"town-{number:02}")
    first = client.get("/en/municipalities/", {"province": "ON", "sort": "name"})
    assert len(names(first)) == 30
    assert "?province=ON&amp;sort=name&amp;page=2" in first.text
    assert names(client.get("/en/municipalities/", {"province": "ON", "page": "2"})) == [
        f"Town {number}" for number in range(30, 35)
    ]


def test_queries_do_not_grow_with_the_members(
    client, reference, lakeside, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(4) as few:
        client.get("/en/municipalities/")
    for number in range(12):
        member(f"Town {number}", f"town-{number}")
    with django_assert_num_queries(len(few)):
        client.get("/en/municipalities/")


def test_travels_compressed(client, lakeside):
    answer = client.get("/en/municipalities/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
