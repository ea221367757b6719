"""The walk with Tab (tests/keyboard_walk.py) finds what somebody without a mouse would stumble over."""

import pytest

from .keyboard_walk import walk_by_keyboard

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><html lang="en"><title>x</title><style>:focus-visible { outline: 3px solid }</style>
<body><a href="#a">first</a> %s <a href="#z">last</a></body></html>"""
FAULTS = {
    "<div style='cursor: pointer'>open</div>": "for a mouse alone",
    "<a href='#b' tabindex='-1'>hidden from Tab</a>": "for a mouse alone",
    "<button style='outline: none'>x</button>": "not marked",
    "<button>x</button><div style='position: fixed; inset: 0; background: red'></div>": "not in sight",
    "<button style='position: absolute; left: -900px'>x</button>": "not in sight",
    "<button id='t'>x</button><script>t.onkeydown = e => e.preventDefault()</script>": "missed",
    "<button tabindex='2'>x</button>": "missed",
    "<button id='s'>x</button><script>s.onfocus = () => s.nextElementSibling.nextElementSibling.focus()</script>": "missed",
}
RIGHT = """<details><summary>more</summary><a href="#b">within</a></details>
<label style="cursor: pointer"><input type="radio" name="r">one</label><label><input type="radio" name="r">two</label>
<a href="#c" tabindex="-1"><img alt="">again</a> <a href="#c">the same place</a>"""


@pytest.fixture
def page(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_what_stands_in_the_way_is_found(page):
    found = {}
    for body in FAULTS:
        page.set_content(PAGE % body)
        found[body] = walk_by_keyboard(page)[1]
    assert {body: said for body, said in found.items() if FAULTS[body] not in said} == {}


def test_a_page_in_order_is_walked_to_its_end(page):
    page.set_content(PAGE % RIGHT)
    assert walk_by_keyboard(page) == (6, "")
