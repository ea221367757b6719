"""Every public page obeys: accessibility, HTML, keyboard, width, weight, nothing from elsewhere, no complaint of the browser.

Each page in one of the eight ways to see it; `FULL=1` in all, `python -m tests.public_sweep` as a table.
"""

import os
from itertools import product

import pytest

from . import valid_html
from .public_pages import LANGUAGES, all_pages, furnish
from .public_sweep import SCHEMES, WIDTHS, Sweeper, summary
from .sampling import WHOLE, share
from .scene import build_scene
from .valid_html import faults_of_html, faults_of_nu

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


WAYS = list(product(LANGUAGES, WIDTHS, [SCHEMES] if WHOLE else [[each] for each in SCHEMES]))
ASKED = os.environ.get("SWEEP")  # the command's: which pages, "" for all; it prints the table


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_obeys(walk, announcements_read, tmp_path, language):
    scene = build_scene()
    furnish(scene)
    sweeper = Sweeper(walk)
    pages = list(all_pages(scene, language))
    looks = []
    for page, width, schemes in chosen(pages, language):
        if (ASKED or "") in page.title:
            looks += sweeper.look(page, language, width, schemes)
            tell(*looks[-len(schemes) :])
    found = faults_of_nu(sweeper.html, tmp_path) if valid_html.JAR else {}
    for look in looks:
        if said := found.get(look.title):
            look.faults["nu"] = ", ".join(said[:3])
    tell(*(f"{title}: nu: {said}" for title, said in found.items()), *summary(looks))
    assert [str(look) for look in looks if look.faults] == []


def tell(*lines):
    if ASKED is not None:
        print(*lines, sep="\n", flush=True)  # noqa: T201, the command's answer


def chosen(pages, language):
    """(page, width, schemes): each address of the access table in one of the eight ways, and an eighth of what else there is."""
    addresses = [page for page in pages if page.is_of_the_table]
    others = [page for page in pages if not page.is_of_the_table]
    assert len(addresses) > 40 and len(others) > 40
    for place, page in enumerate([*addresses, *share(others, 0, 8)]):
        for its_language, width, schemes in share(WAYS, place, len(WAYS)):
            if its_language == language:
                yield page, width, schemes


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
        ('<input type="hidden" aria-label="x">', "aria on a hidden <input>"),
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
