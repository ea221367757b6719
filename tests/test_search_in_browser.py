"""The search and the progress of the coalition in a real browser, on a telephone, at a desk and in the dark."""

import pytest

from .test_places_in_browser import SCREENS, WIDER
from .test_search_quality import invent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def told(reference):
    return invent()


@pytest.mark.parametrize(
    ("screen", "language"), [("telephone", "fr"), ("desk", "en"), ("desk in the dark", "fr")]
)
def test_both_obey_the_rules(walk, told, screen, language):
    walker = walk(language, "visitor", **SCREENS[screen])
    town = "Lakeside" if language == "en" else "bord du lac"
    for name, query in (
        ("search", ""),
        ("search", "?q=logement"),
        ("search", "?q=zzzz"),
        ("search", f"?q={town}"),
        ("search", "?q=desk&among=reports"),
        ("progress", ""),
        ("progress", "?commitment=1&province=ON"),
        ("progress_rows", "?of=actions&year=2026"),
        ("progress_rows", "?of=members&year=2026"),
    ):
        walker.page.goto(walker.server_url + walker.address(name) + query)
        walker.look()
        assert walker.page.evaluate(WIDER) <= 0, (name, query)


def test_the_box_in_the_head_of_every_page_searches_everything(walk, told):
    walker = walk("en", "visitor", **SCREENS["desk"], java_script_enabled=False)
    walker.open("home")
    walker.page.get_by_label("Search the whole site").fill("swimming")
    walker.page.keyboard.press("Enter")
    walker.page.get_by_role("link", name="Swimming lessons for newcomers").click()
    assert "/practices/" in walker.page.url
    assert walker.page.locator("h1").inner_text() == "Swimming lessons for newcomers"


def test_a_telephone_has_a_link_to_it(walk, told):
    walker = walk("fr", "visitor", **SCREENS["telephone"])
    walker.open("home")
    walker.page.get_by_role("banner").get_by_role("link", name="Rechercher").click()
    assert walker.page.url.endswith("/fr/recherche/")
