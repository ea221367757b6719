"""The map: where places stand, how near towns become one mark, and what can be reached from it."""

import json
from math import hypot

import pytest
from django.core.management import CommandError, call_command

from municipalities.atlas import outlines as drawing
from municipalities.atlas.marks import CLOSEST, NARROWEST, WHOLE, around, gather, spot
from municipalities.atlas.outlines import outlines
from municipalities.atlas.projection import HEIGHT, UNIT, WIDTH, project
from municipalities.models import Municipality, Province
from municipalities.nearby import kilometres
from municipalities.reference import load_members

from . import make

OTTAWA, TORONTO, VICTORIA, ST_JOHNS, ALERT = (
    (-75.70, 45.42),
    (-79.38, 43.65),
    (-123.37, 48.43),
    (-52.71, 47.56),
    (-62.35, 82.50),
)


def test_the_projection_keeps_distances_within_a_few_percent():
    """Ottawa to Toronto, 353 km, near the southern parallel at which the scale is true."""
    (x1, y1), (x2, y2) = project(*OTTAWA), project(*TORONTO)
    assert hypot(x1 - x2, y1 - y2) * UNIT / 1000 == pytest.approx(353, rel=0.03)
    # The central meridian is upright, and north is up.
    assert project(-91.866667, 50)[0] == pytest.approx(project(-91.866667, 60)[0])
    assert project(-91.866667, 60)[1] < project(-91.866667, 50)[1]


def test_all_of_the_country_is_in_the_drawing():
    for place in (OTTAWA, VICTORIA, ST_JOHNS, ALERT):
        x, y = project(*place)
        assert 0 < x < WIDTH and 0 < y < HEIGHT
    for outline in outlines():
        left, top, right, bottom = outline.box
        assert 0 <= left < right <= WIDTH and 0 <= top < bottom <= HEIGHT


def test_the_outlines_are_of_the_provinces_and_light(reference):
    assert {outline.code for outline in outlines()} == set(Province.objects.values_list("code", flat=True))
    assert sum(len(outline.far) for outline in outlines()) < 12_000
    assert drawing.FILE.stat().st_size < 45_000


def rings(path):
    """The points of each ring of a path."""
    for ring in path.split("M")[1:]:
        start, steps = ring.rstrip("z").split("l")
        numbers = [int(number) for number in steps.replace("-", " -").split()]
        x, y = map(int, start.split())
        points = [(x, y)]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            points.append((x, y))
        yield points


def holds(path, place):
    """Whether a place lies within the outline: how often a line to the right of it crosses a border."""
    px, py = project(*map(float, place))
    crossings = 0
    for ring in rings(path):
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > py) != (y2 > py) and px < (x2 - x1) * (py - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1


# On shores that the outlines round off.
ON_THE_SHORE = {"North Vancouver", "Municipality of Chester", "Laval"}


@pytest.mark.django_db
def test_the_members_stand_in_their_provinces(known_members):
    """The outlines and the points come from two sources: where they disagree, one of them is drawn wrong."""
    near = {outline.code: outline.near for outline in outlines()}
    towns = Municipality.objects.members().exclude(latitude=None)
    assert len(towns) > 50
    inside = {
        town.name_en for town in towns if holds(near[town.province_id], (town.longitude, town.latitude))
    }
    assert {town.name_en for town in towns} - inside == ON_THE_SHORE


def test_a_border_is_simplified_once_for_both_sides(tmp_path, monkeypatch):
    """Two squares side by side whose common border has a small bend: both lose it."""
    topology = {
        "transform": {"scale": [0.01, 0.01], "translate": [-100, 50]},
        "arcs": [
            [[100, 0], [0, 100], [1, 10], [-1, 90]],
            [[100, 200], [-100, 0], [0, -200], [100, 0]],
            [[100, 200], [100, 0], [0, -200], [-100, 0]],
        ],
        "objects": {
            "can": {
                "geometries": [
                    {"id": "CA.MB", "type": "Polygon", "arcs": [[0, 1]]},
                    {"id": "CA.NF", "type": "MultiPolygon", "arcs": [[[0, 2]]]},
                    {"id": -99, "type": "Polygon", "arcs": [[0, 2]]},
                ]
            }
        },
    }
    west, east = drawing.draw(topology)
    assert (west["code"], east["code"]) == ("MB", "NL")
    corners = [len(points) for side in (west, east) for points in rings(side["far"])]
    assert corners == [4, 4]
    west_corners, east_corners = (set(points) for side in (west, east) for points in rings(side["far"]))
    assert len(west_corners & east_corners) == 2
    monkeypatch.setattr("municipalities.management.commands.draw_outlines.FILE", tmp_path / "drawn.json")
    (tmp_path / "in.json").write_text(json.dumps(topology))
    call_command("draw_outlines", tmp_path / "in.json", verbosity=0)
    assert [each["code"] for each in json.loads((tmp_path / "drawn.json").read_text())] == ["MB", "NL"]
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("draw_outlines", tmp_path / "drawn.json")


def test_no_two_marks_lie_on_each_other():
    spots = [
        spot(f"town-{n}", f"Town {n}", "joined", -95 + (n * 37 % 400) / 10, 43 + (n * 53 % 300) / 20)
        for n in range(2_000)
    ]
    marks = gather(spots, WHOLE)
    assert sum(len(mark.spots) for mark in marks) == 2_000
    firsts = [(mark.first.x, mark.first.y) for mark in marks]
    nearest = min(hypot(a[0] - b[0], a[1] - b[1]) for n, a in enumerate(firsts) for b in firsts[n + 1 :])
    assert nearest >= WHOLE.width * CLOSEST
    assert 20 < len(marks) < 300
    assert marks[0].first == spots[0]  # the largest town gives its name


def test_the_frame_holds_the_towns_and_stays_on_the_map():
    assert around([]) == WHOLE
    for places in ([OTTAWA], [OTTAWA, TORONTO], [VICTORIA, ST_JOHNS], [ALERT]):
        spots = [spot("town", "Town", "joined", *place) for place in places]
        frame = around(spots)
        assert frame.width >= NARROWEST
        assert frame.x >= 0 and frame.x + frame.width <= WIDTH + 0.001
        assert frame.y >= 0 and frame.y + frame.height <= HEIGHT + 0.001
        for each in spots:
            assert frame.x <= each.x <= frame.x + frame.width
            assert frame.y <= each.y <= frame.y + frame.height


def member(name, slug, place, population=12_345, **joining):
    longitude, latitude = place
    town = make.municipality(name, slug=slug, longitude=longitude, latitude=latitude, population=population)
    make.membership(town, **joining)
    return town


@pytest.fixture
def known_members(reference):
    """Those of reference/members.csv."""
    load_members()


@pytest.fixture
def towns(reference):
    member("Alder", "alder-on", (-75.7, 45.4), last_report_year=2025)
    member("Birch", "birch-on", (-75.2, 45.6))
    member("Aspen", "aspen-on", (-75.7, 45.4), population=1)
    member("Cedar", "cedar-bc", (-123.4, 48.4), status="on_hold")


def signs(answer):
    return {sign.said: sign.url for sign in answer.context["map"]["signs"]}


@pytest.mark.django_db
def test_near_towns_are_one_mark_that_leads_closer(client, towns):
    answer = client.get("/en/municipalities/", {"view": "map"})
    crowd, single = signs(answer).items()
    assert crowd[0] == "Alder and 2 others" and single == ("Cedar: On hold", "/en/municipalities/cedar-bc/")
    closer = client.get("/en/municipalities/" + crowd[1])
    assert closer.context["count"] == 3
    # Where no closer look tells them apart, the list does.
    assert signs(closer)["Birch: No action plan published here yet"] == "/en/municipalities/birch-on/"
    assert "area=" in signs(closer)["Alder and 1 other"]
    closest = client.get("/en/municipalities/" + signs(closer)["Alder and 1 other"])
    assert signs(closest) == {"Alder and 1 other": "#results-list"}
    assert closer.context["map"]["is_close"] and "Back to the whole country" in closer.text
    assert [chip.name for chip in closer.context["chips"]] == ["Map"]
    shown = [shape.name for shape in closer.context["map"]["shapes"]]
    assert "Ontario" in shown and "British Columbia" not in shown


@pytest.mark.django_db
def test_provinces_are_links_that_say_how_many(client, towns):
    page = client.get("/en/municipalities/", {"view": "map", "stage": "reporting"}).text
    assert 'href="?stage=reporting&amp;view=map&amp;province=ON" aria-label="Ontario: 1 municipality"' in page
    assert 'aria-label="Yukon: 0 municipalities"' in page
    french = client.get("/fr/municipalites/", {"view": "map"}).text
    assert "Ontario : " in french.replace("\u00a0", " ")


@pytest.mark.django_db
def test_towns_whose_place_is_not_known_are_named(client, known_members):
    Municipality.objects.filter(province="AB").update(latitude=None, longitude=None)
    answer = client.get("/en/municipalities/", {"view": "map", "province": "AB"})
    assert answer.context["map"]["signs"] == [] and len(answer.context["map"]["missing"]) > 20
    assert "Not on the map, because their place is not recorded:" in answer.text
    assert 'href="/en/municipalities/calgary-ab/"' in answer.text


@pytest.mark.django_db
def test_the_home_page_leads_into_the_map(client, known_members):
    answer = client.get("/en/")
    provinces = answer.context["map"]["provinces"]
    assert [shape.count for shape in provinces] == sorted((shape.count for shape in provinces), reverse=True)
    assert sum(shape.count for shape in provinces) == answer.context["figures"]["members"]
    link = provinces[0].url
    assert link == "/en/municipalities/?view=map&province=AB"
    assert client.get(link).context["count"] == provinces[0].count


def test_distances_are_those_of_the_globe():
    ottawa, st_johns = (Municipality(longitude=place[0], latitude=place[1]) for place in (OTTAWA, ST_JOHNS))
    assert kilometres(ottawa, st_johns) == pytest.approx(1_796, rel=0.02)
