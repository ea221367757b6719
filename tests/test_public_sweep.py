"""Every public page obeys: accessibility, HTML, keyboard, width, weight, nothing from elsewhere, no complaint of the browser.

Each page in one of the eight ways to see it; `FULL=1` in all, `python -m tests.public_sweep` as a table.
"""

import os
from itertools import product

import pytest

from .public_sweep import ASKED, LANGUAGES, SCREENS, Sweeper, faults_of_html, public_pages
from .sampling import share
from .scene import build_scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_public_page_obeys(walk):
    scene = build_scene()
    sweeper = Sweeper(walk)
    sweeper.addresses = {language: dict(public_pages(scene, language)) for language in LANGUAGES}
    assert set(sweeper.addresses["en"]) == set(sweeper.addresses["fr"])
    pages = [(name, query) for name in sweeper.addresses["en"] for query in ["", *ASKED.get(name, [])]]
    assert len(pages) > 30
    ways = list(product(LANGUAGES, SCREENS))
    looks = [
        sweeper.look(name, language, *screen, query)
        for place, (name, query) in enumerate(pages)
        for language, screen in share(ways, place, len(ways))
    ]
    if "SWEEP_TABLE" in os.environ:
        print("", *looks, f"{len(pages)} pages, {len(looks)} looks", sep="\n")
    assert [str(look) for look in looks if look.faults] == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p><div></div></p>", "unexpected"),
        ("<ul><p>x</p></ul>", "<p> in <ul>"),
        ('<i id="a"></i><i id="a"></i>', "two elements are #a"),
        ('<label for="b">x</label>', "no #b"),
        ('<a href="/"><button>x</button></a>', "<button> inside <a>"),
        ("<span><div></div></span>", "<div> in <span>"),
        ("<b>never closed", "expected"),
        ('<select maxlength="8"></select>', "maxlength on <select>"),
    ],
)
def test_what_is_not_html_is_found(body, said):
    page = f'<!doctype html><html lang="en"><head><title>x</title></head><body>{body}</body></html>'
    assert said in ", ".join(faults_of_html(page))


def test_right_html_has_no_faults():
    page = (
        '<!doctype html><html lang="en"><head><title>x</title></head><body><ul><li>x</li></ul></body></html>'
    )
    assert faults_of_html(page) == []
