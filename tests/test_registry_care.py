"""Care of the registry: renaming with redirects, merging and undoing it, regions."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities import care, merging
from municipalities.models import Application, FormerSlug, Municipality

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


def merge(town, into, by, on=date(2026, 1, 1)):
    return merging.merge(town, by, into=into, on=on, reason="The councils joined.", read=care.stamp(town))


def undo(town, by, back=False):
    town.refresh_from_db()
    return merging.undo_merger(town, by, reason="A slip.", read=care.stamp(town), gives_membership_back=back)


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


def test_what_is_sent_is_not_led_on(lakeside, lea, sam, sign_in):
    rename(lakeside, sam, "Second")
    assert sign_in(lea).post("/en/workspace/lakeside-on/application/submission/").status_code == 404


# --- merging ---------------------------------------------------------------------------------------------


def test_the_secretariat_records_a_merger(lakeside, newtown, lea, sam, sign_in, client):
    office = sign_in(sam)
    page = office.get(PAGE + "merger/?q=newtown").text
    assert "Newtown, Ontario" in page
    answer = office.post(
        PAGE + "merger/?q=newtown",
        {
            "into": newtown.pk,
            "on": "2026-01-01",
            "reason": "The councils joined.",
            "read": care.stamp(lakeside),
        },
    )
    assert answer.url == PAGE
    page = office.get(PAGE).text
    assert "became part of another municipality" in page and "Undo the merger" in page
    lakeside.refresh_from_db()
    assert (lakeside.merged_into, lakeside.merged_on) == (newtown, date(2026, 1, 1))
    membership = lakeside.membership
    assert (membership.status, membership.reason) == ("ended", "The councils joined.")
    assert membership.periods.last().status == "ended"
    assert OutgoingMessage.objects.filter(to_address=lea.email).count() == 1
    said = client.get("/en/municipalities/lakeside-on/").text
    assert "became part of another one" in said and "/en/municipalities/newtown-on/" in said
    assert "Lakeside" in client.get("/en/municipalities/newtown-on/").text
    assert sign_in(lea).get("/en/workspace/lakeside-on/").status_code == 200


def test_a_merged_town_that_was_no_member_is_not_asked_to_join(newtown, lakeside, sam, client):
    merge(newtown, lakeside, sam)
    page = client.get("/en/municipalities/newtown-on/").text
    assert "became part of another one" in page
    assert "could join" not in page.partition("<body")[2] and "open an application" not in page


def test_accepted_reports_stay_readable(filed, newtown, sam, client):
    filed.accept(sam)
    merge(filed.municipality, newtown, sam)
    assert client.get("/en/municipalities/lakeside-on/reports/2026/").status_code == 200


def test_nobody_applies_for_it_and_the_search_leaves_it_out(newtown, lakeside, nora, sam, client):
    merge(newtown, lakeside, sam)
    with pytest.raises(WrongState, match="cannot open"):
        Application.open(Municipality.objects.get(pk=newtown.pk), by=nora)
    assert "/en/municipalities/newtown-on/" not in client.get("/en/municipalities/?q=newtown").text


def test_what_is_open_is_settled_first(filed, newtown, nora, sam, sign_in):
    town = filed.municipality
    assert "waits for a decision" in sign_in(sam).get(PAGE + "merger/").text
    with pytest.raises(WrongState) as refusal:
        merge(town, newtown, sam)
    assert "2026" in refusal.value.reason
    make.application(newtown, by=nora)
    with pytest.raises(WrongState) as refusal:
        merge(newtown, town, sam)
    assert "application is open" in refusal.value.reason
    region = make.municipality("Region", level="census_division")
    make.municipality("Part", parent=region)
    with pytest.raises(WrongState):
        merge(region, town, sam)


def test_no_merger_goes_round_in_circles(lakeside, newtown, sam):
    merge(newtown, lakeside, sam)
    newtown.refresh_from_db()
    for town, into in ((lakeside, newtown), (lakeside, lakeside), (newtown, lakeside)):
        with pytest.raises(WrongState):
            merge(town, into, sam)


@pytest.mark.parametrize("wrong", [{"on": "2999-01-01"}, {"on": "1867-07-01"}, {"into": "0"}, {"reason": ""}])
def test_a_wrong_answer_changes_nothing(lakeside, newtown, sam, sign_in, wrong):
    typed = {"into": newtown.pk, "on": "2026-01-01", "reason": "x", "read": care.stamp(lakeside)} | wrong
    answer = sign_in(sam).post(PAGE + "merger/?q=newtown", typed)
    assert answer.status_code == 200 and "error-summary" in answer.text
    lakeside.refresh_from_db()
    assert lakeside.merged_into is None


def test_undone_with_the_membership_as_if_nothing_had_been(lakeside, newtown, lea, sam, sign_in):
    merge(lakeside, newtown, sam)
    lakeside.refresh_from_db()
    answer = sign_in(sam).post(
        PAGE + "merger/undoing/",
        {"reason": "A slip.", "gives_membership_back": "on", "read": care.stamp(lakeside)},
    )
    assert answer.url == PAGE
    lakeside.refresh_from_db()
    membership = lakeside.membership
    membership.refresh_from_db()
    assert (lakeside.merged_into, membership.status, membership.reason) == (None, "active", "")
    assert [period.status for period in membership.periods.all()] == ["active"]
    assert OutgoingMessage.objects.filter(to_address=lea.email).count() == 2


def test_undone_the_membership_stays_ended_unless_given_back(lakeside, newtown, sam):
    merge(lakeside, newtown, sam)
    undo(lakeside, sam)
    assert Municipality.objects.get(pk=lakeside.pk).membership.status == "ended"
    with pytest.raises(WrongState):
        undo(lakeside, sam)


def test_there_is_nothing_to_undo(lakeside, sam, sign_in):
    assert sign_in(sam).get(PAGE + "merger/undoing/").status_code == 409


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
    merge(newtown, rivermouth, sam)
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
