"""A town becomes part of another, and what is given back where that was recorded by mistake."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from coalition.models import OutgoingMessage
from coalition.workflow import WrongState
from municipalities import care, merging
from municipalities.admission import admit
from municipalities.models import Application, Membership, Municipality
from municipalities.register import register_on

from . import make

pytestmark = pytest.mark.django_db
DAYS = date(2025, 12, 31), date(2026, 1, 1)  # before and of the merger
PAGE = "/en/secretariat/municipalities/lakeside-on/"


@pytest.fixture
def newtown(db):
    return make.municipality("Newtown", slug="newtown-on")


def merge(town, into, by, on=date(2026, 1, 1)):
    return merging.merge(town, by, into=into, on=on, reason="The councils joined.", read=care.stamp(town))


def undo(town, by, back=False):
    town.refresh_from_db()
    return merging.undo_merger(town, by, reason="A slip.", read=care.stamp(town), gives_membership_back=back)


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
    assert "Undo the merger" in page
    there = '<a href="/en/secretariat/municipalities/newtown-on/">Newtown</a>'
    assert f"On January 1, 2026 it became part of {there}." in page
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


def test_where_to_get_help_goes_over_and_comes_back(lakeside, newtown, sam, client):
    make.membership(newtown)
    make.service(newtown, "Legal clinic", position=4)
    make.service(lakeside, "Fair treatment office", position=1)
    gone = make.service(lakeside, "Newcomers’ house", position=2)
    merge(lakeside, newtown, sam)
    names = [service.name_en for service in newtown.services.all()]
    assert names == ["Legal clinic", "Fair treatment office", "Newcomers’ house"]
    assert "Fair treatment office" in client.get("/en/help/?q=lakeside").text, "by the name people know"
    gone.refresh_from_db()
    gone.remove(sam)
    undo(lakeside, sam, back=True)
    assert [service.name_en for service in lakeside.services.all()] == ["Fair treatment office"]
    assert [service.name_en for service in newtown.services.all()] == ["Legal clinic"]


def test_a_town_that_is_no_member_takes_no_services_over(lakeside, newtown, sam):
    make.service(lakeside)
    merge(lakeside, newtown, sam)
    assert lakeside.services.count() == 1 and not newtown.services.exists()


def test_a_practice_that_waits_is_answered_first_and_a_public_one_stays(
    reference, lakeside, newtown, lea, sam, client
):
    waiting = make.practice(lakeside, by=lea, status="submitted", title_en="Homework clubs")
    with pytest.raises(WrongState) as refusal:
        merge(lakeside, newtown, sam)
    assert "Homework clubs" in refusal.value.reason
    waiting.publish(sam)
    merge(lakeside, newtown, sam)
    page = client.get(waiting.get_absolute_url())
    assert page.status_code == 200 and "Lakeside" in page.text


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


def told(membership):
    return [(period.status, period.since, period.until) for period in membership.periods.all()]


def on(day):
    return time_machine.travel(f"2026-{day} 17:00:00+00:00", tick=False)


def test_the_membership_ends_on_the_day_of_the_merger(lakeside, newtown, sam):
    with on("09-01"):
        merge(lakeside, newtown, sam)
    assert told(lakeside.membership) == [
        ("active", date(2020, 5, 4), date(2026, 1, 1)),
        ("ended", date(2026, 1, 1), None),
    ]
    members = {day: [entry.municipality for entry in register_on(day).members] for day in DAYS}
    assert members == {DAYS[0]: [lakeside], DAYS[1]: []}


def test_what_began_after_the_day_of_the_merger_has_not_been(lakeside, newtown, sam):
    with on("03-01"):
        lakeside.membership.hold(sam, "Council is new.")
    with on("09-01"):
        merge(lakeside, newtown, sam)
    membership = Membership.objects.get(municipality=lakeside)
    assert told(membership)[1:] == [("ended", date(2026, 1, 1), None)]
    with on("09-02"):
        undo(lakeside, sam, back=True)
    membership.refresh_from_db()
    assert (membership.status, membership.reason) == ("on_hold", "Council is new.")
    assert told(membership) == [
        ("active", date(2020, 5, 4), date(2026, 3, 1)),
        ("on_hold", date(2026, 3, 1), None),
    ]


def test_a_hold_of_the_day_is_given_back(lakeside, newtown, lea, sam):
    lakeside.membership.hold(sam, "Council is new.")
    before = told(lakeside.membership)
    merge(lakeside, newtown, sam)
    undo(lakeside, sam, back=True)
    membership = Membership.objects.get(municipality=lakeside)
    assert (membership.status, told(membership)) == ("on_hold", before)
    mail = OutgoingMessage.objects.filter(to_address=lea.email).latest("pk")
    assert "recorded by mistake" in mail.text and "goes on as it was before" in mail.html


def test_joined_and_merged_on_one_day_and_given_back(newtown, lakeside, sam):
    admit(newtown, sam)
    merge(Municipality.objects.get(pk=newtown.pk), lakeside, sam)
    undo(newtown, sam, back=True)
    membership = Membership.objects.get(municipality=newtown)
    assert membership.status == "active"
    assert [period.status for period in membership.periods.all()] == ["active"]


def test_a_membership_that_no_merger_ended_is_not_given_back(lakeside, newtown, sam, sign_in):
    lakeside.membership.end(sam, "Council decided.")
    merge(lakeside, newtown, sam)
    office = sign_in(sam)
    assert "gives_membership_back" not in office.get(PAGE + "merger/undoing/").text
    with pytest.raises(WrongState):
        undo(lakeside, sam, back=True)
    lakeside.refresh_from_db()
    assert lakeside.merged_into == newtown
    undo(lakeside, sam)
    membership = Membership.objects.get(municipality=lakeside)
    assert (membership.status, membership.reason) == ("ended", "Council decided.")


def test_what_was_not_given_back_is_not_given_back_by_the_next_undoing(lakeside, newtown, sam):
    for _time in range(2):
        merge(lakeside, newtown, sam)
        undo(lakeside, sam)
        lakeside.refresh_from_db()
    merge(lakeside, newtown, sam)
    with pytest.raises(WrongState):
        undo(lakeside, sam, back=True)


def test_nobody_undoes_what_their_own_town_took_in(lakeside, newtown, sam, sign_in):
    merge(lakeside, newtown, sam)
    make.member(newtown, sam)
    office = sign_in(sam)
    assert office.get(PAGE + "merger/undoing/").status_code == 403
    with pytest.raises(PermissionDenied):
        undo(lakeside, sam)
    lakeside.refresh_from_db()
    assert lakeside.merged_into == newtown


def test_the_home_of_a_merged_town_offers_no_application(lakeside, newtown, lea, sam, sign_in):
    merge(lakeside, newtown, sam)
    assert "Open an application" not in sign_in(lea).get("/en/workspace/lakeside-on/").text


def test_a_page_read_before_the_merger_opens_no_application(newtown, lakeside, nora, sam):
    read = Municipality.objects.get(pk=newtown.pk)
    merge(newtown, lakeside, sam)
    with pytest.raises(WrongState):
        Application.open(read, nora)
    assert not Application.objects.exists()


def test_the_name_of_a_merged_town_finds_what_it_became(lakeside, newtown, sam, client):
    def found():
        return set(Municipality.objects.matching("bord du lac").values_list("slug", flat=True))

    Municipality.objects.filter(pk=lakeside.pk).update(former_names=["Bord-du-Lac-Nord"])
    lakeside.refresh_from_db()
    merge(lakeside, newtown, sam)
    assert found() == {"lakeside-on", "newtown-on"}
    newtown.refresh_from_db()
    assert newtown.former_names == ["Lakeside", "Bord-du-Lac", "Bord-du-Lac-Nord"]
    undo(lakeside, sam)
    assert found() == {"lakeside-on"}
    newtown.refresh_from_db()
    assert newtown.former_names == []
