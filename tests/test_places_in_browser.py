"""The directory in its three views, a profile and a comparison in a real browser, as somebody without a mouse meets them."""

import pytest

from municipalities.models import Municipality
from municipalities.reference import load_members

from . import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = {
    "telephone": {"viewport": {"width": 320, "height": 640}},
    "desk": {"viewport": {"width": 1280, "height": 800}},
    "desk in the dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def members(reference):
    load_members()
    guelph = Municipality.objects.get(slug="guelph-on")
    make.priorities(guelph, 1, 3, 7)
    make.published_plan(guelph, by=make.user("Lea"))
    Municipality.objects.filter(slug="brooks-ab").update(latitude=None, longitude=None)


@pytest.mark.parametrize(
    ("screen", "language"),
    [("telephone", "fr"), ("desk", "en"), ("desk in the dark", "fr")],
)
def test_every_view_obeys_the_rules(walk, members, screen, language):
    walker = walk(language, "visitor", **SCREENS[screen])
    for query in (
        "",
        "?view=table&province=ON",
        "?view=map",
        "?view=map&province=ON&size=10000-49999",
        "?q=zzz",
    ):
        walker.page.goto(walker.server_url + walker.address("directory") + query)
        walker.look()
        assert walker.page.evaluate(WIDER) <= 0, query
    for name, args, query in (
        ("home", [], ""),
        ("municipality", ["guelph-on"], ""),
        ("compare", [], ""),
        ("compare", [], "?with=guelph-on&q=st"),
        ("compare", [], "?with=guelph-on&with=calgary-ab&with=montreal-qc&with=brooks-ab"),
    ):
        walker.page.goto(walker.server_url + walker.address(name, *args) + query)
        walker.look()
        assert walker.page.evaluate(WIDER) <= 0, (name, query)


def test_signs_and_borders_are_seen_in_forced_colours(walk, members):
    """axe cannot judge these colours: what is drawn has to take those of the system."""
    screen = {"viewport": {"width": 1280, "height": 800}, "forced_colors": "active"}
    walker = walk("en", "visitor", **screen)
    page = walker.page
    page.goto(walker.server_url + walker.address("directory") + "?view=map")
    paint = "e => [getComputedStyle(e).fill, getComputedStyle(e).stroke, getComputedStyle(e).color]"
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    fill, stroke, _color = page.locator(".provinces path").first.evaluate(paint)
    assert fill == canvas and stroke != canvas
    _fill, _stroke, color = page.locator(".signs .sign").first.evaluate(paint)
    assert color != canvas
    fill, _stroke, _color = page.locator(".crowd circle").first.evaluate(paint)
    assert fill != canvas


def focused(page):
    return page.evaluate(
        "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
    )


def test_the_map_by_keyboard_and_without_script(walk, members):
    """From the link over the map through the provinces to a mark, and closer by Enter alone."""
    walker = walk("en", "keyboard", viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    page = walker.page
    page.goto(walker.server_url + walker.address("directory") + "?view=map")
    page.locator(".skip-map").focus()
    page.keyboard.press("Tab")
    assert focused(page) == "Alberta: 22 municipalities"
    for _province in range(12):
        page.keyboard.press("Tab")
    assert focused(page) == "Yukon: 0 municipalities"
    stops = page.locator(".signs a").count()
    assert 10 < stops < 53
    page.keyboard.press("Tab")
    assert "other" in focused(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**area=**")
    assert page.locator(".chip").count() == 1
    page.locator(".skip-map").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#results-list")


def test_a_comparison_is_put_together_without_script(walk, members):
    walker = walk("fr", "reader", viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    walker.page.goto(walker.server_url + walker.address("directory") + "?view=table&province=QC")
    walker.page.locator('input[value="montreal-qc"]').check()
    walker.page.locator('input[value="laval-qc"]').check()
    walker.page.locator("main form:has(table) button").click()
    assert walker.page.locator("table.compared").count() >= 1
    walker.page.locator("details.chooser summary").click()
    walker.page.locator('main form.search [name="q"]').fill("guelf")
    walker.page.locator("main form.search button").click()
    walker.page.locator(".found a").first.click()
    assert [name.inner_text() for name in walker.page.locator(".chosen .row-title").all()] == [
        "Laval",
        "Montréal",
        "Guelph",
    ]
