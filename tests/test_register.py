"""The register of members of a day, and the anniversaries beside it."""

import csv
import io
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.text import slugify

from municipalities.anniversaries import around, years_of
from municipalities.models import Membership, MembershipPeriod
from municipalities.register import register_on

from . import make

pytestmark = pytest.mark.django_db
PAGE = "/en/secretariat/register/"


def member(name, joined_on=None, joined_year=None, **fields):
    town = make.municipality(name, slug=f"{slugify(name)}-on")
    year = joined_on.year if joined_on else joined_year
    membership = Membership.objects.create(municipality=town, joined_on=joined_on, joined_year=year, **fields)
    membership.periods.begin()
    return membership


def on_day(day):
    found = register_on(day)
    return {entry.municipality.name_en for entry in found.members}, {
        entry.municipality.name_en for entry in found.perhaps
    }


def test_from_the_day_of_joining_to_the_day_of_leaving(db):
    membership = member("Alder", date(2019, 3, 4))
    membership.periods.enter("on_hold", on=date(2021, 1, 1))
    membership.periods.enter("active", on=date(2022, 1, 1))
    membership.periods.enter("ended", on=date(2023, 5, 6))
    told = {
        day: [(entry.status, entry.status_since) for entry in register_on(day).members]
        for day in (date(2019, 3, 3), date(2019, 3, 4), date(2021, 6, 1), date(2022, 1, 1), date(2023, 5, 6))
    }
    assert list(told.values()) == [
        [],
        [("active", None)],
        [("on_hold", date(2021, 1, 1))],
        [("active", date(2022, 1, 1))],
        [],
    ]


def test_a_year_or_nothing_is_known(db):
    by_year, unknown = member("Birch", joined_year=2008), member("Cedar")
    MembershipPeriod.objects.filter(membership__in=[by_year, unknown]).update(recorded_on=date(2026, 11, 1))
    assert on_day(date(2007, 12, 31)) == (set(), {"Cedar"})
    assert on_day(date(2008, 6, 1)) == (set(), {"Birch", "Cedar"})
    assert on_day(date(2008, 12, 31)) == ({"Birch"}, {"Cedar"})
    assert on_day(date(2026, 11, 1)) == ({"Birch", "Cedar"}, set())


def test_who_joined_and_left_in_the_year_up_to_the_day(db):
    stays, leaves = member("Alder", date(2020, 2, 1)), member("Birch", date(2018, 1, 1))
    leaves.periods.enter("ended", on=date(2020, 7, 1))
    leaves.periods.enter("active", on=date(2020, 9, 1))

    def names(pairs):
        return [(town.name_en, period.since) for town, period in pairs]

    register = register_on(date(2020, 12, 31))
    assert names(register.joined) == [("Alder", stays.joined_on), ("Birch", date(2020, 9, 1))]
    assert names(register.left) == [("Birch", date(2020, 7, 1))]
    early = register_on(date(2020, 6, 30))
    assert names(early.joined) == [("Alder", stays.joined_on)] and early.left == []
    again = next(entry for entry in register.members if entry.municipality.name_en == "Birch")
    assert again.joined.since == date(2020, 9, 1)


def test_the_page_says_what_is_known_and_what_is_not(sam, sign_in):
    member("Alder", date(2019, 3, 4))
    member("Birch", joined_year=2008)
    member("Cedar")
    office = sign_in(sam)
    page = office.get(PAGE).text
    assert "March 4, 2019" in page and "in 2008, day not known" in page and ">year not known<" in page
    assert "Perhaps members" not in page
    past = office.get(PAGE + "?on=2019-06-01").text
    assert "Members on June 1, 2019" in past and "Perhaps members" in past
    assert "Joined in 2019" in past


@pytest.mark.parametrize("day", ["2999-01-01", "1066-10-14", "yesterday", "2026-02-30", "'"])
def test_a_day_that_cannot_be_is_explained(sam, sign_in, day):
    answer = sign_in(sam).get(PAGE, {"on": day})
    assert answer.status_code == 200 and "field--error" in answer.text
    assert answer.context["is_today"]
    assert sign_in(sam).get(PAGE + "csv/", {"on": day}).status_code == 200


def test_the_list_is_taken_along(sam, sign_in, settings):
    member("Alder", date(2019, 3, 4)).periods.enter("on_hold", on=date(2021, 1, 1))
    member("=Cedar")
    answer = sign_in(sam).get(PAGE + "csv/?on=2022-01-01")
    assert "register-2022-01-01.csv" in answer["Content-Disposition"]
    header, alder, cedar = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    row = dict(zip(header, alder, strict=True))
    assert row["Address of its page"] == settings.SITE_URL + "/en/municipalities/alder-on/"
    assert row["Name in English"] == "Alder" and row["Status"] == "On hold"
    assert (row["Status since"], row["Joined on"], row["Certain on this day"]) == (
        "2021-01-01",
        "2019-03-04",
        "yes",
    )
    assert cedar[0] != "=Cedar" and cedar[header.index("Certain on this day")] == "no"


# --- anniversaries ---------------------------------------------------------------------------------------

TODAY = date(2026, 11, 22)


def test_the_next_sixty_days_round_ones_first(db):
    member("Alder", date(2020, 11, 30))
    member("Birch", date(2016, 12, 24))
    member("Cedar", date(2021, 1, 21))
    member("Dogwood", date(2021, 1, 22))
    member("Elm", date(2016, 11, 21))
    member("Fir", date(2026, 11, 22))
    member("Hazel", joined_year=2006)
    member("Holly", joined_year=2007)
    member("Ivy", date(2016, 12, 1), status="ended")
    member("Juniper")
    found = around(TODAY)
    assert [(each.municipality.name_en, each.years, each.on) for each in found.coming] == [
        ("Birch", 10, date(2026, 12, 24)),
        ("Alder", 6, date(2026, 11, 30)),
        ("Cedar", 6, date(2027, 1, 21)),
    ]
    assert [(each.municipality.name_en, each.years) for each in found.undated] == [("Hazel", 20)]


def test_a_leap_day_is_kept_on_march_first(db):
    member("Alder", date(2024, 2, 29))
    assert [(each.years, each.on) for each in around(date(2026, 2, 20)).coming] == [(2, date(2026, 3, 1))]


def test_those_of_the_last_thirty_days(db):
    member("Alder", date(2020, 11, 21))
    member("Birch", date(2016, 10, 23))
    member("Cedar", date(2016, 10, 22))
    member("Elm", date(2016, 11, 22))
    member("Fir", date(2026, 11, 2))
    found = around(TODAY)
    assert [each.municipality.name_en for each in found.passed] == ["Birch", "Alder"]
    assert [each.municipality.name_en for each in found.coming] == ["Elm"]
    assert [each.municipality.name_en for each in around(date(2027, 1, 5)).passed] == []
    member("Yew", date(2021, 12, 31))
    assert [(each.years, each.on) for each in around(date(2027, 1, 5)).passed] == [(5, date(2026, 12, 31))]


def test_the_page_shows_them(sam, sign_in):
    joined = timezone.localdate() + timedelta(days=10)
    member("Alder", joined.replace(year=joined.year - 5, day=min(joined.day, 28)))
    member("Birch", joined_year=timezone.localdate().year - 10)
    page = sign_in(sam).get(PAGE).text
    assert "<strong>5 years</strong>" in page
    assert "10 years, this year" in page
    assert "Just passed" not in page


def test_the_page_shows_those_just_passed(sam, sign_in):
    member("Alder", timezone.localdate() - timedelta(days=365 * 5 + 12))
    page = sign_in(sam).get(PAGE).text
    assert "Anniversaries of the last 30 days" in page and "<strong>5 years</strong>" in page


@pytest.mark.parametrize(
    ("joined_on", "joined_year", "years"),
    [
        (date(2020, 11, 22), 2020, 6),
        (date(2020, 11, 23), 2020, 5),
        (date(2026, 1, 1), 2026, 0),
        (None, 2006, 20),
        (None, None, 0),
    ],
)
def test_years_of_a_membership(joined_on, joined_year, years):
    assert years_of(Membership(joined_on=joined_on, joined_year=joined_year), TODAY) == years


def test_the_profile_says_for_how_long(client, lakeside):
    make.membership(make.municipality("Birch", slug="birch-on"), joined_on=None, joined_year=2006)
    with time_machine.travel("2026-05-05 17:00:00+00:00"):
        assert (
            "Member of the coalition since May 4, 2020 (6 years)."
            in client.get("/en/municipalities/lakeside-on/").text
        )
        assert (
            "Member of the coalition since 2006: 20 years this year."
            in client.get("/en/municipalities/birch-on/").text
        )
    with time_machine.travel("2021-05-04 17:00:00+00:00"):
        assert "since May 4, 2020 (1 year)." in client.get("/en/municipalities/lakeside-on/").text
    with time_machine.travel("2021-05-03 17:00:00+00:00"):
        assert "since May 4, 2020." in client.get("/en/municipalities/lakeside-on/").text
