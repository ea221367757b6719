"""Care of the registry: renaming with redirects, regions, the list."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from coalition.models import Event
from coalition.workflow import WrongState
from municipalities import care, merging
from municipalities.models import FormerSlug, Municipality

from . import make

pytestmark = pytest.mark.django_db
PAGE = "/en/secretariat/municipalities/lakeside-on/"


@pytest.fixture
def newtown(db):
    return make.municipality("Newtown", slug="newtown-on")


def rename(town, by, name="Lakeside Heights", name_fr="", moves=True):
    town.refresh_from_db()
    return care.rename(
        town,
        by,
        name_en=name,
        name_fr=name_fr or name,
        moves=moves,
        reason="Order in council 2026-14.",
        read=care.stamp(town),
    )


# --- renaming --------------------------------------------------------------------------------------------


def test_the_secretariat_renames_a_town(lakeside, sam, sign_in):
    client = sign_in(sam)
    assert "Record the new name" in client.get(PAGE + "rename/").text
    answer = client.post(
        PAGE + "rename/",
        {
            "name_en": "Lakeside Heights",
            "name_fr": "Hauts-du-Lac",
            "moves": "on",
            "reason": "Order in council.",
            "read": care.stamp(lakeside),
        },
    )
    assert answer.url == "/en/secretariat/municipalities/lakeside-heights-on/"
    page = client.get(answer.url).text
    assert (
        "Municipality renamed" in page and "Lakeside / Bord-du-Lac → Lakeside Heights / Hauts-du-Lac" in page
    )
    assert "lakeside-on" in page
    lakeside.refresh_from_db()
    assert (lakeside.name_fr, lakeside.membership.status) == ("Hauts-du-Lac", "active")
    assert Municipality.objects.matching("hauts du lac").get() == lakeside


def found_by(words):
    return set(Municipality.objects.matching(words).values_list("slug", flat=True))


def test_its_former_names_go_on_finding_it(lakeside, sam, sign_in):
    for name in ("Second", "Third"):
        rename(lakeside, sam, name, moves=False)
    for words in ("lakeside", "bord du lac", "second", "third"):
        assert found_by(words) == {"lakeside-on"}
    assert re.search(r"Also found as.*Second.*Lakeside", sign_in(sam).get(PAGE).text, re.DOTALL)
    rename(lakeside, sam, "Lakeside", "Bord-du-Lac", moves=False)
    lakeside.refresh_from_db()
    assert lakeside.former_names == ["Third", "Second"]


def test_the_address_may_stay(lakeside, sam):
    assert rename(lakeside, sam, moves=False).slug == "lakeside-on"
    assert not FormerSlug.objects.exists()


@pytest.mark.parametrize("missing", ["name_en", "name_fr", "reason"])
def test_what_is_missing_is_said(lakeside, sam, sign_in, missing):
    typed = {"name_en": "A", "name_fr": "B", "reason": "C", "read": care.stamp(lakeside)} | {missing: ""}
    answer = sign_in(sam).post(PAGE + "rename/", typed)
    assert answer.status_code == 200 and "error-summary" in answer.text
    assert not Event.objects.filter(action="rename").exists()


def test_the_same_names_are_no_renaming(lakeside, sam, sign_in):
    typed = {"name_en": "Lakeside", "name_fr": "Bord-du-Lac", "reason": "C", "read": care.stamp(lakeside)}
    assert "These are its names already" in sign_in(sam).post(PAGE + "rename/", typed).text


def test_of_two_renamings_of_one_page_the_second_is_refused(lakeside, sam, sign_in):
    read = care.stamp(lakeside)
    rename(lakeside, sam, "First", moves=False)
    typed = {"name_en": "Second", "name_fr": "Second", "reason": "C", "read": read}
    answer = sign_in(sam).post(PAGE + "rename/", typed)
    assert answer.status_code == 409 and "changed meanwhile" in answer.text
    lakeside.refresh_from_db()
    assert lakeside.name_en == "First"


def test_who_reads_the_reason_is_said_and_true(lakeside, newtown, lea, sam, sign_in):
    office, inside = sign_in(sam), "Only the secretariat reads it."
    make.municipality("Lake Region", slug="lake-region-on", level="census_division")
    for page in ("rename/", "region/"):
        assert inside in office.get(PAGE + page).text
    rename(lakeside, sam, moves=False)
    lakeside.refresh_from_db()
    assert "membership ends with the merger, everybody" in office.get(PAGE + "merger/?q=newtown").text
    why = "The councils joined."
    merging.merge(lakeside, sam, into=newtown, on=date(2026, 1, 1), reason=why, read=care.stamp(lakeside))
    assert "is given back, everybody" in office.get(PAGE + "merger/undoing/").text
    home = sign_in(lea).get("/en/workspace/lakeside-on/").text
    team = sign_in(lea).get("/en/workspace/lakeside-on/team/").text
    assert why in home and "Order in council 2026-14." not in home + team


def test_nobody_renames_their_own_town(lakeside, sam, sign_in):
    make.member(lakeside, sam)
    assert sign_in(sam).get(PAGE + "rename/").status_code == 403


# --- former addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_public_pages_lead_on_for_good(filed, sam, client, language):
    filed.accept(sam)
    town = filed.municipality
    rename(town, sam)
    town.refresh_from_db()
    with translation.override(language):
        pages = [("municipality", {}), ("public_report", {"year": 2026})]
        pages.append(("public_report_data", {"year": 2026, "revision": 1}))
        for name, more in pages:
            old = reverse(name, kwargs={"slug": "lakeside-on"} | more)
            answer = client.get(old + "?from=press")
            assert answer.status_code == 301
            assert answer.url == reverse(name, kwargs={"slug": town.slug} | more) + "?from=press"
            assert answer["Cache-Control"] == "no-cache"
            assert client.get(answer.url).status_code == 200


def test_several_renamings_lead_in_one_step(lakeside, sam, client):
    for name in ("Second", "Third", "Fourth"):
        rename(lakeside, sam, name)
    for slug in ("lakeside-on", "second-on", "third-on"):
        assert client.get(f"/en/municipalities/{slug}/").url == "/en/municipalities/fourth-on/"


def test_a_town_may_take_its_old_name_again(lakeside, sam, client):
    rename(lakeside, sam, "Second")
    rename(lakeside, sam, "Lakeside", "Bord-du-Lac")
    assert client.get("/en/municipalities/lakeside-on/").status_code == 200
    assert client.get("/en/municipalities/second-on/").url == "/en/municipalities/lakeside-on/"
    assert FormerSlug.objects.count() == 1


def test_an_address_is_never_given_to_another_town(lakeside, newtown, sam):
    rename(lakeside, sam, "Second")
    assert rename(newtown, sam, "Lakeside").slug == "lakeside-on-2"
    coded = make.municipality("Third", sgc_code="3501001", slug="third-on")
    assert rename(coded, sam, "Lakeside").slug == "lakeside-on-3501001"


def test_the_workspace_leads_on_only_whom_it_is_for(lakeside, lea, nora, sam, sign_in, client):
    rename(lakeside, sam, "Second")
    old, new = "/en/workspace/lakeside-on/", "/en/workspace/second-on/"
    for person in (lea, sam):
        answer = sign_in(person).get(old)
        assert (answer.status_code, answer.url) == (302, new)
    stranger = sign_in(nora)
    assert stranger.get(old).status_code == 404
    for visitor in (stranger, client):
        answers = [visitor.get(f"/en/workspace/{slug}/") for slug in ("lakeside-on", "nowhere-at-all")]
        assert len({said(answer) for answer in answers}) == 1


def said(answer):
    """What an answer tells, without the address that was asked for and what differs each time."""
    text = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", answer.text + answer.get("Location", ""))
    return answer.status_code, re.sub("lakeside-on|nowhere-at-all", "", text)


def test_what_somebody_typed_before_the_renaming_is_not_lost(lakeside, eli, nora, sam, sign_in):
    rename(lakeside, sam, "Second")
    address = "/en/workspace/lakeside-on/evidence/link/"
    typed = {"title": "Study", "link": "https://www.example.ca/a", "kind": "study", "access": "town"}
    answer = sign_in(eli).post(address, typed | {"language": "en"})
    assert (answer.status_code, answer.url) == (307, "/en/workspace/second-on/evidence/link/")
    answer = sign_in(eli).post(address, typed | {"language": "en"}, follow=True)
    assert answer.status_code == 200 and lakeside.documents.get().title == "Study"
    assert sign_in(nora).post(address, typed).status_code == 404


# --- regions ---------------------------------------------------------------------------------------------


def place(town, region, by):
    town.refresh_from_db()
    return care.place_in_region(town, by, region=region, reason="x", read=care.stamp(town))


def test_a_town_is_placed_in_a_region_and_taken_out(lakeside, sam, sign_in, client):
    region = make.municipality("Lake Region", slug="lake-region-on", level="census_division")
    office = sign_in(sam)
    assert "Lake Region" in office.get(PAGE + "region/").text
    typed = {"region": region.pk, "reason": "By law.", "read": care.stamp(lakeside)}
    assert office.post(PAGE + "region/", typed).url == PAGE
    lakeside.refresh_from_db()
    assert lakeside.parent == region
    assert "Lake Region" in client.get("/en/municipalities/lakeside-on/").text
    assert "/en/municipalities/lakeside-on/" in client.get("/en/municipalities/lake-region-on/").text
    assert "Lake Region" in client.get("/en/municipalities/").text
    assert place(lakeside, None, sam).parent is None


def test_there_are_two_tiers_and_no_circles(lakeside, newtown, sam):
    region = make.municipality("Lake Region", level="census_division")
    other = make.municipality("Hill Region", level="census_division")
    far = make.municipality("Far Region", level="census_division", province_code="QC")
    inner = make.municipality("Inner Region", level="other", parent=region)
    place(lakeside, region, sam)
    for town, wrong in (
        (newtown, inner),
        (region, other),
        (newtown, lakeside),
        (lakeside, far),
        (region, region),
        (newtown, newtown),
    ):
        with pytest.raises(WrongState):
            place(town, wrong, sam)


# --- the list --------------------------------------------------------------------------------------------


def test_the_registry_is_searched_and_filtered(lakeside, newtown, rivermouth, sam, sign_in):
    town = Municipality.objects.get(pk=newtown.pk)
    merging.merge(town, sam, into=rivermouth, on=date(2026, 1, 1), reason="x", read=care.stamp(town))
    office, pages = sign_in(sam), "/en/secretariat/municipalities/"
    found = {
        "": {"lakeside-on", "newtown-on", "rivermouth-qc"},
        "?q=bord+du+lac": {"lakeside-on"},
        "?province=QC": {"rivermouth-qc"},
        "?kind=members": {"lakeside-on", "rivermouth-qc"},
        "?kind=merged": {"newtown-on"},
        "?kind=former": set(),
        "?kind=others": {"newtown-on"},
        "?kind=nonsense&province=XX": {"lakeside-on", "newtown-on", "rivermouth-qc"},
    }
    for query, expected in found.items():
        page = office.get(pages + query).text
        listed = {slug for slug in found[""] if f"{pages}{slug}/" in page}
        assert listed == expected, query


def test_what_is_not_known_is_said(lakeside, sam, sign_in):
    Municipality.objects.filter(pk=lakeside.pk).update(population=None, population_year=None)
    page = sign_in(sam).get(PAGE).text
    assert "False" not in page and "None" not in page
    assert "Not given" in page


def test_facts_of_a_town(lakeside, sam, sign_in):
    page = sign_in(sam).get(PAGE).text
    assert "12,345" in page and "2021" in page and "lakeside-on" in page


def test_the_column_of_codes_has_a_capital_in_french_too(lakeside, sam, sign_in):
    with translation.override("fr"):
        pages = [reverse("registry"), reverse("registry_municipality", args=[lakeside.slug])]
    for page in pages:
        assert ">Code CGT<" in sign_in(sam).get(page, {"q": "lakeside"}).text
