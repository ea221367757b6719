"""What each option of a filter would find, the filters that are on, and the same answer as list, table and map."""

from urllib.parse import parse_qs, urlsplit

import pytest

from municipalities.directory import DirectoryForm, answering, find
from municipalities.facets import FILTERS, count
from municipalities.stages import BANDS, Stage, band_of

from . import make
from .markup import Page

pytestmark = pytest.mark.django_db

TOWNS = [
    # province, population, joining
    ("ON", 4_000, {"ring": "1000000000"}),
    ("ON", 9_999, {"ring": "4400000000", "plan_published_on": "2024-02-01", "last_report_year": 2025}),
    ("ON", 10_000, {"status": "on_hold", "plan_published_on": "2023-02-01", "last_report_year": 2023}),
    ("QC", 120_000, {"ring": "0100000001", "plan_published_on": "2024-02-01", "last_report_year": 2024}),
    ("QC", 1_700_000, {"ring": "1111111111", "plan_published_on": "2024-02-01"}),
    ("QC", None, {}),
    ("NS", 60_000, {"status": "ended", "ring": "2000000000", "last_report_year": 2024}),
]


@pytest.fixture
def towns(reference):
    for number, (province, population, joining) in enumerate(TOWNS):
        town = make.municipality(
            f"Town {number}",
            slug=f"town-{number}-{province.lower()}",
            province_code=province,
            population=population,
            latitude=45 + number,
            longitude=-70 - number,
        )
        make.membership(town, **joining)


def ask(**asked):
    return DirectoryForm(asked).asked


QUESTIONS = [
    {},
    {"province": "ON"},
    {"stage": "plan"},
    {"stage": "former"},
    {"commitment": "1", "province": "QC"},
    {"size": "under-10000", "report": "2025"},
    {"report": "not-2025"},
    {"report": "not-2024", "stage": "reporting"},
    {"report": "none", "q": "town"},
    {"area": "-74.5,44,-69,48.5"},
    {"stage": "on_hold", "commitment": "10", "size": "unknown"},
]


@pytest.mark.parametrize("asked", QUESTIONS, ids=str)
def test_a_count_is_what_the_option_finds(towns, asked):
    """Counting is done in one place and finding in another: they must say the same of every option of every filter."""
    asked = ask(**asked)
    facets = count(answering(asked), asked)
    assert facets.total == find(asked).count()
    options = {
        "province": ["ON", "QC", "NS", "PE"],
        "stage": ["", *Stage.values],
        "commitment": [str(n) for n in range(1, 11)],
        "size": [band.key for band in BANDS],
        "report": ["2025", "2024", "2023", "2019", "not-2025", "none"],
    }
    for name in FILTERS:
        for option in options[name]:
            found = find(asked | {name: option}).count()
            assert facets.counts[name][option] == found, (name, option)


def test_the_page_says_them(client, towns):
    page = client.get("/en/municipalities/", {"province": "QC"}).text
    for words in (
        "Quebec (3)",
        "Ontario (3)",
        "Nova Scotia (0)",
        "All current members (3)",
        "Has reported (1)",
    ):
        assert words in page, words
    for words in ("500,000 and more (1)", "Not known (1)", "Latest for 2024 (1)", "None for 2025 yet (3)"):
        assert words in page, words
    french = client.get("/fr/municipalites/", {"province": "QC"}).text
    assert "Québec (3)" in french and "Le plus récent\xa0: 2024 (1)" in french


def test_filters_that_are_on_can_be_taken_off_one_by_one(client, towns):
    asked = {
        "province": "QC",
        "commitment": "1",
        "report": "none",
        "view": "table",
        "sort": "size",
        "q": "town",
    }
    answer = client.get("/en/municipalities/", asked)
    chips = {chip.name: chip for chip in answer.context["chips"]}
    assert set(chips) == {
        "Name of the municipality",
        "Province or territory",
        "Works on the commitment",
        "Latest report",
    }
    assert chips["Province or territory"].said == "Quebec"
    without = parse_qs(urlsplit(chips["Province or territory"].address).query)
    assert without == {name: [value] for name, value in asked.items() if name != "province"}
    assert answer.context["without_filters"] == "?sort=size&view=table"
    assert "Remove the filter:" in answer.text
    assert "Clear all" not in client.get("/en/municipalities/").text


def test_three_views_of_the_same_answer(client, towns):
    asked = {"province": "ON", "sort": "size"}
    slugs = ["town-2-on", "town-1-on", "town-0-on"]
    for view in ("list", "table", "map"):
        answer = client.get("/en/municipalities/", asked | {"view": view})
        assert [town.slug for town in answer.context["page_obj"]] == slugs
        for slug in slugs:
            assert f'href="/en/municipalities/{slug}/"' in answer.text
        links = [url for _view, _label, url in answer.context["views"]]
        assert links == [
            "?province=ON&sort=size",
            "?province=ON&sort=size&view=table",
            "?province=ON&sort=size&view=map",
        ]
    form = next(form for form in Page(answer.text).forms if "province" in form.fields)
    assert form.fields["view"].values == ["map"]


def test_the_table_leads_to_a_comparison(client, towns):
    page = Page(client.get("/en/municipalities/", {"view": "table", "province": "ON"}).text)
    form = next(form for form in page.forms if form.action == "/en/municipalities/compare/")
    assert form.method == "get"


@pytest.mark.parametrize(
    "asked",
    [
        {"size": "10"},
        {"report": "1999"},
        {"report": "not-20٢5"},
        {"report": "not-none"},
        {"report": "x" * 9},
        {"view": "globe"},
        {"area": "1,2,3"},
        {"area": "-80,43,-79,44,9"},
        {"area": "nan,nan,nan,nan"},
        {"area": "9" * 60},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_left_out(client, towns, asked):
    answer = client.get("/en/municipalities/", asked)
    assert answer.status_code == 200 and answer.context["count"] == 6
    assert not answer.context["chips"]


def test_bands_leave_no_gap():
    for band, following in zip(BANDS, BANDS[1:-1], strict=False):
        assert following.least == band.most + 1
        assert (band_of(band.most), band_of(following.least)) == (band.key, following.key)
    assert band_of(None) == "unknown" and band_of(0) == "under-10000"
