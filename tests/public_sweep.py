"""Every public page in both languages, light and dark, on a telephone and a desk: what is wrong with it, what it weighs.

`python -m tests.public_sweep` looks at all of them and prints the table (tests/test_public_sweep.py looks); with a word
behind it, at those whose name holds the word.
"""

import gzip
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from playwright import sync_api as playwright

from .keyboard_walk import walk_by_keyboard
from .valid_html import faults_of_html

SCHEMES, WIDTHS = ["light", "dark"], [320, 1280]
MOST_BYTES = 100_000
PACKED = re.compile(r"text/|javascript|json|svg")  # what WhiteNoise keeps compressed
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The colours as they are in the end, not on the way there.
STILL = "document.getAnimations().forEach(each => each.finish())"


@dataclass
class Look:
    """One page on one screen."""

    title: str
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
        return f"{self.title[:48]:48} {screen} {self.packed:7,} {self.whole:8,} {self.stops:4}  {said}"


class Sweeper:
    """A visitor who comes to each page for the first time, with nothing kept of the one before."""

    def __init__(self, walk):
        self.walk = walk
        self.html = {}  # title of the page -> as it was sent

    def look(self, page, language, width, schemes):
        """A Look in each scheme, which changes while the page stays; weighed before its form is sent, where one is."""
        looks = [Look(page.title, language, scheme, width) for scheme in schemes]
        window = {"viewport": {"width": width, "height": 800}, "color_scheme": schemes[0]}
        walker = self.walk(language, "visitor", **window)
        try:
            of_all = self._open(walker, page, looks[0])
            for look in looks:
                walker.page.emulate_media(color_scheme=look.scheme)
                walker.page.evaluate(STILL)
                look.packed, look.whole, look.faults = looks[0].packed, looks[0].whole, dict(of_all)
                self._look(walker, look)
        except playwright.Error as error:
            looks[0].faults["broken"] = " ".join(str(error).split())[:300]
        walker.context.close()
        return looks

    def _open(self, walker, page, look):
        """What is wrong whatever the scheme."""
        answers = []
        walker.page.on("response", lambda answer: answers.append(answer))
        answer = self._go(walker, page)
        walker.page.evaluate("document.fonts.ready.then(() => null)")
        look.packed, look.whole = _weights(answers)
        if page.is_sent:
            answer = self._send(walker)
        html = self.html[page.title] = answer.text()
        faults = {}
        if answer.status != page.status:
            faults["status"] = str(answer.status)
        if look.packed > MOST_BYTES:
            faults["weight"] = f"{look.packed} bytes"
        if found := faults_of_html(html):
            faults["html"] = ", ".join(found[:5])
        return faults

    def _go(self, walker, page):
        address = walker.server_url + page.address
        if page.session:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": page.session, "url": walker.server_url}
            walker.context.add_cookies([cookie])
        if page.html:
            walker.page.route(
                address,
                lambda route: route.fulfill(status=page.status, body=page.html, content_type="text/html"),
            )
        return walker.page.goto(address, wait_until="load")

    def _send(self, walker):
        form = walker.page.locator('main form.form[method="post"]').last
        form.evaluate("form => form.noValidate = true")  # or the browser would say itself what is missing
        with walker.page.expect_navigation(wait_until="load") as sent:
            form.locator('button:not([type="button"])').first.click()
        return sent.value

    def _look(self, walker, look):
        try:
            walker.look()  # axe, console, third parties, one h1
        except AssertionError as error:
            look.faults["browser"] = " ".join(str(error).split())[:700]
        if (wider := walker.page.evaluate(WIDER)) > 0:
            look.faults["sideways"] = f"{wider} px too wide"
        look.stops, wrong = walk_by_keyboard(walker.page)
        if wrong:
            look.faults["keyboard"] = wrong


def _weights(answers):
    """(as they travel, unpacked) bytes of all that a page loads; the page itself as the portal sent it."""
    packed = whole = 0
    for answer in answers:
        if 300 <= answer.status < 400:
            continue  # leads on, and the browser keeps no body of it
        body = answer.body()
        kind = answer.headers.get("content-type", "")
        is_static = "/static/" in answer.url
        is_packed = answer.headers.get("content-encoding") == "gzip" or (is_static and PACKED.search(kind))
        packed += len(gzip.compress(body)) if is_packed else len(body)
        whole += len(body)
    return packed, whole


def summary(looks):
    """Lines: how much was looked at, what was heaviest, how many looks had which fault."""
    heaviest = max(looks, key=lambda look: look.packed)
    furthest = max(looks, key=lambda look: look.stops)
    yield f"{len({look.title for look in looks})} pages, {len(looks)} looks"
    yield f"heaviest {heaviest.packed:,} bytes: {heaviest.title}; most stops of Tab {furthest.stops}: {furthest.title}"
    faults = Counter(what for look in looks for what in look.faults)
    yield f"looks with a fault: {dict(faults) or 0}"


def main():
    """All of it, as a table; the return code says whether anything is wrong."""
    import subprocess

    command = [sys.executable, "-m", "pytest", "-q", "-s", "-n0", "tests/test_public_sweep.py"]
    asked = {"FULL": "1", "SWEEP": " ".join(sys.argv[1:])}
    return subprocess.run(command, env=os.environ | asked).returncode


if __name__ == "__main__":
    sys.exit(main())
