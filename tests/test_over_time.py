"""How many members there were at the end of each year: figures, drawing and table from the same rows."""

import re
from datetime import date

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalities.drawing import HEIGHT, LEFT, WIDTH, draw
from municipalities.models import MembershipPeriod
from municipalities.register import Year, over_time, register_on

from .test_register import member

pytestmark = pytest.mark.django_db
PAGE = "/en/municipalities/over-time/"
TODAY = date(2026, 11, 22)


@pytest.fixture
def history(db):
    with time_machine.travel("2025-01-15 17:00:00+00:00"):
        alder = member("Alder", date(2022, 3, 4))
        alder.periods.enter("on_hold", on=date(2023, 6, 1))
        alder.periods.enter("active", on=date(2024, 6, 1))
        birch = member("Birch", date(2022, 5, 6))
        birch.periods.enter("ended", on=date(2024, 12, 31))
        birch.periods.enter("active", on=date(2026, 2, 1))
        member("Cedar", joined_year=2023)
        member("Dogwood")


def figures(years):
    return [(year.year, year.active, year.on_hold, year.perhaps, year.joined, year.left) for year in years]


def test_each_year_at_its_end_and_this_one_today(history):
    assert figures(over_time(TODAY)) == [
        (2022, 2, 0, 1, 2, 0),
        (2023, 2, 1, 1, 1, 0),
        (2024, 2, 0, 1, 0, 1),
        (2025, 3, 0, 0, 0, 0),
        (2026, 4, 0, 0, 1, 0),
    ]


def test_they_are_the_figures_of_the_register(history):
    for year in over_time(TODAY):
        register = register_on(min(date(year.year, 12, 31), TODAY))
        assert (year.members, year.on_hold, year.perhaps) == (
            len(register.members),
            len(register.on_hold),
            len(register.perhaps),
        )
        assert (year.joined, year.left) == (len(register.joined), len(register.left))


def test_coming_and_going_explains_the_known_numbers(reference):
    call_command("load_reference", verbosity=0)
    call_command("load_demo", verbosity=0)
    years = over_time(TODAY)
    for before, year in zip(years, years[1:], strict=False):
        certain = year.members - before.members - (before.perhaps - year.perhaps)
        assert certain == year.joined - year.left


def test_a_town_that_left_is_not_made_certain(db):
    with time_machine.travel("2025-01-15 17:00:00+00:00"):
        member("Alder", date(2023, 3, 4))
        member("Cedar").periods.enter("ended", on=date(2025, 2, 1))
        member("Dogwood")
    assert [year.made_certain for year in over_time(TODAY)] == [0, 0, 1, 0]


def test_one_query_however_many(history):
    with CaptureQueriesContext(connection) as queries:
        over_time(TODAY)
    assert len(queries) == 1


def test_the_page_shows_the_same_three_times(history, client):
    with time_machine.travel("2026-11-22 17:00:00+00:00"):
        page = client.get(PAGE).text
    assert "4 municipalities are members of the coalition today." in page
    assert "1 joined this year." in page
    assert "Of 1 member the year of joining is not known to us." in page
    assert "1 municipality is counted as a certain member from 2025 on. It did not join that year" in page
    assert page.count("did not join that year") == 1
    rows = re.findall(r"<tr><th scope=\"row\">(\d+)</th>(.*?)</tr>", page)
    table = {int(year): [int(n) for n in re.findall(r">(\d+)<", cells)] for year, cells in rows}
    assert table == {
        2022: [2, 0, 2, 0, 1],
        2023: [1, 0, 3, 1, 1],
        2024: [0, 1, 2, 0, 1],
        2025: [0, 0, 3, 0, 0],
        2026: [1, 0, 4, 0, 0],
    }
    assert page.count("over-time-part--on_hold") == 2  # a bar and the key
    assert page.count("over-time-part--perhaps") == 4


def test_linked_from_the_directory_and_the_home_page(client):
    for address in ("/en/", "/en/municipalities/"):
        assert PAGE in client.get(address).text


def test_nothing_known_is_said(client):
    assert "No date of joining is known yet." in client.get(PAGE).text
    member("Alder")
    assert "No date of joining is known yet." in client.get(PAGE).text


@pytest.mark.parametrize("count", [1, 3, 21, 80])
@pytest.mark.parametrize("members", [1, 7, 53, 999, 5161])
def test_bars_stand_side_by_side_inside_the_drawing(count, members):
    years = [Year(2000 + n, active=members, on_hold=1, perhaps=members // 2) for n in range(count)]
    drawing = draw(years)
    for before, bar in zip(drawing.bars, drawing.bars[1:], strict=False):
        assert before.x + before.width <= bar.x
    assert drawing.bars[0].x >= LEFT and drawing.bars[-1].x + drawing.bars[-1].width <= WIDTH
    for bar in drawing.bars:
        heights = sum(part.height for part in bar.parts)
        assert bar.top + heights == drawing.floor and bar.top >= 0
    assert drawing.lines[0] == (0, drawing.floor) and drawing.lines[-1][1] >= 0
    assert drawing.bars[-1].has_label and len(drawing.lines) <= 7
    labelled = [bar.middle for bar in drawing.bars if bar.has_label]
    assert all(after - before >= 50 for before, after in zip(labelled, labelled[1:], strict=False))
    assert drawing.height == HEIGHT


def test_a_year_that_has_begun_only_where_the_clocks_go_ahead(history):
    member("Elder", date(2020, 1, 2)).periods.enter("ended", on=date(2027, 1, 1))
    years = over_time(date(2026, 12, 31))
    assert (years[-1].year, years[-1].left) == (2026, 0)


def test_periods_of_a_deleted_membership_go_with_it(history):
    MembershipPeriod.objects.filter(membership__municipality__name_en="Alder").first().membership.delete()
    assert over_time(TODAY)[0].joined == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_narrow_screen_opens_at_the_newest_years(history, browser, live_server):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(live_server.url + PAGE)
    drawn = page.locator(".over-time-drawing").bounding_box()
    assert drawn["width"] > 320 and round(drawn["x"] + drawn["width"]) <= 320
    page.close()
