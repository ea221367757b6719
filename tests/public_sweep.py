"""Every public page in both languages, light and dark, on a telephone and a desk: what is wrong with it, what it weighs.

`python -m tests.public_sweep` looks at all of them and prints the table (tests/test_public_sweep.py looks).
"""

import gzip
import os
import re
import sys
from dataclasses import dataclass, field
from itertools import product

import html5lib
from django.urls import reverse
from django.utils import translation

from .access_table import REACHES, TABLE

LANGUAGES, SCHEMES, WIDTHS = ["en", "fr"], ["light", "dark"], [320, 1280]
SCREENS = list(product(SCHEMES, WIDTHS))
# Of a developer's machine only.
NOT_IN_PRODUCTION = {"caught_mails", "caught_mail", "caught_mail_html", "style"}
# More of what one address shows.
ASKED = {
    "directory": ["?view=table", "?view=map"],
    "compare": ["?with=lakeside-on&with=rivermouth-qc"],
    "practices": ["?q=complain"],
}
MOST_BYTES = 100_000
PACKED = re.compile(r"text/|javascript|json|svg")  # what WhiteNoise keeps compressed
MOST_TABS = 400
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What Tab should reach, in the order of the page; of radio buttons of one name the browser takes one.
INTERACTIVE = """() => {
  const groups = new Set()
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== "hidden" && e.checkVisibility({visibilityProperty: true}))
    .filter(e => e.type !== "radio" || (!groups.has(e.name) && groups.add(e.name)))
    .map((e, number) => (e.dataset.sweep = number, e.outerHTML.slice(0, 100)))
}"""
FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect()
  const isMarked = e.matches(":focus-visible")
  let isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
  if (e.ownerSVGElement) {  // a drawing is marked by how its lines are drawn
    const lines = () => [...e.querySelectorAll("*")].map(each => getComputedStyle(each)).map(s => s.stroke + s.strokeWidth).join()
    const before = lines()
    e.blur()
    isOutlined = lines() !== before
    e.focus()
  }
  return [e.dataset.sweep ?? null, isMarked, isOutlined, box.width > 1 && box.height > 1, e === document.body,
    e.outerHTML.slice(0, 100)]
}"""


def public_pages(scene, language):
    """(name, address) of every page an anonymous visitor reaches."""
    from django.test import Client

    client, found = Client(), []
    with translation.override(language):
        for name, line in TABLE.items():
            if line.answers["anonymous"] != REACHES or "GET" not in line.methods or name in NOT_IN_PRODUCTION:
                continue
            address = reverse(name, kwargs=scene.arguments[line.thing])
            if not address.startswith(f"/{language}/"):
                continue
            answer = client.get(address)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                found.append((name, address))
    return found


@dataclass
class Look:
    """One page on one screen."""

    name: str
    language: str
    scheme: str
    width: int
    packed: int = 0  # bytes of the first load, as they travel
    whole: int = 0  # the same, unpacked
    stops: int = 0  # what Tab reached
    faults: dict = field(default_factory=dict)  # what was looked for -> what is wrong

    def __str__(self):
        said = "; ".join(f"{what}: {fault}" for what, fault in self.faults.items()) or "right"
        screen = f"{self.language} {self.scheme:5} {self.width:4}"
        return f"{self.name:28} {screen} {self.packed:7,} {self.whole:8,} {self.stops:4}  {said}"


def faults_of_html(page):
    """What html5lib, which reads as the standard says, stumbles over; and what it does not look at."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page)
    found = [f"{code} at {place}" for place, code, _more in parser.errors]
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    found += [f"two elements are #{each}" for each in sorted({each for each in ids if ids.count(each) > 1})]
    known = set(ids)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            found += [f"no #{each}" for each in (element.get(name) or "").split() if each not in known]
        href = element.get("href") or ""
        if href.startswith("#") and len(href) > 1 and href[1:] not in known:
            found.append(f"no {href}")
        children = [child.tag for child in element if isinstance(child.tag, str)]
        found += [
            f"<{child}> in <{element.tag}>"
            for child in children
            if child not in INSIDE.get(element.tag, {child})
        ]
        if element.tag == "select" and element.get("maxlength"):
            found.append("maxlength on <select>")
        if element.tag in {"a", "button"}:
            within = [e.tag for e in element.iter() if e is not element and e.tag in INTERACTIVE_TAGS]
            found += [f"<{tag}> inside <{element.tag}>" for tag in within]
        if element.tag in PHRASES:
            found += [f"<{child}> in <{element.tag}>" for child in children if child in BLOCKS]
    return found


SCRIPTS = {"script", "template"}
INSIDE = {
    "ul": {"li"} | SCRIPTS,
    "ol": {"li"} | SCRIPTS,
    "dl": {"dt", "dd", "div"} | SCRIPTS,
    "tr": {"td", "th"} | SCRIPTS,
    "select": {"option", "optgroup", "hr"},
}
INTERACTIVE_TAGS = {"a", "button", "input", "select", "textarea", "details"}
PHRASES = {
    "span",
    "p",
    "b",
    "strong",
    "em",
    "i",
    "small",
    "label",
    "h1",
    "h2",
    "h3",
    "h4",
    "abbr",
    "time",
    "cite",
}
BLOCKS = {
    "div",
    "p",
    "ul",
    "ol",
    "dl",
    "table",
    "section",
    "article",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "figure",
}


class Sweeper:
    """A visitor who comes to each page for the first time, with nothing kept of the one before."""

    def __init__(self, walk):
        self.walk = walk

    def look(self, name, language, scheme, width, query=""):
        look = Look(name + query, language, scheme, width)
        walker = self.walk(language, "visitor", viewport={"width": width, "height": 800}, color_scheme=scheme)
        answers = []
        walker.page.on("response", lambda answer: answers.append(answer))
        walker.page.goto(walker.server_url + self.addresses[language][name] + query, wait_until="load")
        walker.page.evaluate("document.fonts.ready.then(() => null)")
        look.packed, look.whole = _weights(answers)
        try:
            walker.look()  # axe, console, third parties, one h1
        except AssertionError as error:
            look.faults["browser"] = " ".join(str(error).split())[:700]
        if look.packed > MOST_BYTES:
            look.faults["weight"] = f"{look.packed} bytes"
        if (wider := walker.page.evaluate(WIDER)) > 0:
            look.faults["sideways"] = f"{wider} px too wide"
        if found := faults_of_html(answers[0].text()):
            look.faults["html"] = ", ".join(found[:5])
        look.stops, wrong = _walk_by_keyboard(walker.page)
        if wrong:
            look.faults["keyboard"] = wrong
        walker.context.close()
        return look


def _weights(answers):
    """(as they travel, unpacked) bytes of all that a page loads; the page itself as the portal sent it."""
    packed = whole = 0
    for answer in answers:
        body = answer.body()
        kind = answer.headers.get("content-type", "")
        is_static = "/static/" in answer.url
        is_packed = answer.headers.get("content-encoding") == "gzip" or (is_static and PACKED.search(kind))
        packed += len(gzip.compress(body)) if is_packed else len(body)
        whole += len(body)
    return packed, whole


def _walk_by_keyboard(page):
    """(how many stops, what is wrong): Tab reaches all there is, in the order of the page, and is seen where it is."""
    expected = page.evaluate(INTERACTIVE)
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
    seen, wrong = [], []
    for _step in range(min(len(expected) + 2, MOST_TABS)):
        page.keyboard.press("Tab")
        number, is_marked, has_outline, has_size, is_over, element = page.evaluate(FOCUSED)
        if is_over or (seen and number == str(seen[0])):
            break
        if number is None:
            wrong.append(f"nobody expects {element}")
            continue
        seen.append(int(number))
        if not (is_marked and has_outline and has_size):
            wrong.append(f"not seen on {element}")
    if not wrong and len(expected) < MOST_TABS and seen != list(range(len(expected))):
        missed = [expected[n] for n in range(len(expected)) if n not in seen]
        wrong.append(f"missed {missed[:2]}" if missed else f"another order: {seen[:40]}")
    return len(seen), "; ".join(wrong[:2])


def main():
    """All of it, as a table; the return code says whether anything is wrong."""
    import subprocess

    command = [sys.executable, "-m", "pytest", "-q", "-s", "-n0", "tests/test_public_sweep.py", *sys.argv[1:]]
    return subprocess.run(command, env=os.environ | {"FULL": "1", "SWEEP_TABLE": "1"}).returncode


if __name__ == "__main__":
    sys.exit(main())
