"""The style page, which holds every part, in a real browser: sizes, schemes, keyboard, without script. And the queue."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests import make
from tests.browser import RULES

pytestmark = pytest.mark.browser

MODES = {
    "telephone": {"viewport": {"width": 320, "height": 640}},
    "desk": {"viewport": {"width": 1280, "height": 800}},
    "desk in the dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 1280, "height": 800}, "forced_colors": "active"},
    "without script": {"viewport": {"width": 1280, "height": 800}, "java_script_enabled": False},
    "wall": {"viewport": {"width": 3840, "height": 2160}},
}
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def open_style_page(browser, live_server):
    contexts = []

    def open_style_page(mode, language="en"):
        contexts.append(browser.new_context(**MODES[mode]))
        page = contexts[-1].new_page()
        page.goto(f"{live_server.url}/{language}/style/")
        return page

    yield open_style_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("mode", ["telephone", "desk in the dark"])
def test_every_part_obeys_the_rules(open_style_page, mode):
    found = Axe().run(open_style_page(mode), options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_scrolls_sideways(open_style_page, language):
    for mode in MODES:
        assert open_style_page(mode, language).evaluate(WIDER_THAN_THE_SCREEN) <= 0, mode


def test_the_faces_arrive(open_style_page):
    page = open_style_page("desk")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert {"Atkinson Next", "Newsreader Display"} <= {family.strip('"') for family in loaded}


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(open_style_page):
    page = open_style_page("desk")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    # Both forms of the style page have this field; the browser goes to the first.
    assert page.evaluate("location.hash") == "#id_title_en"


def test_the_first_tab_skips_to_the_content(open_style_page):
    page = open_style_page("without script")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_the_focus_can_be_seen(open_style_page):
    page = open_style_page("desk")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    assert outline == "solid" and width >= 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [320, 1100])
def test_the_queue_fits_whatever_waits(browser, live_server, client, settings, width):
    sam, nora = make.user("Sam Lavoie", is_secretariat=True), make.user("Nora Diaz")
    make.proposal(nora, "Comté de Bellerive-sur-la-Rivière", province_code="QC")
    town = make.municipality("Saint-Augustin-de-Desmaures", province_code="QC", slug="saint-augustin-qc")
    long_ago = timezone.now() - timedelta(days=20)
    make.application(town, by=nora, status="submitted", submitted_at=long_ago)
    client.force_login(sam)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_cookies([{"name": session.key, "value": session.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/en/secretariat/")
    assert page.locator("table.queue tbody tr").count() == 2
    assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0
    context.close()
