"""A person in front of a real browser, who looks at each page as the rules of accessibility do."""

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from .sampling import WHOLE
from .signing_in import signed_in

SCREENSHOTS = os.environ.get("SCREENSHOTS")  # a folder: keep a picture of each page walked
# What a page breaks is all that is told: to describe what it obeys takes as long again.
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
# How a page is built, without its words and links: elements and attributes, keys numbered in the order in which they
# come.
BUILD = """() => {
  const numbers = new Map()
  const number = n => numbers.get(n) ?? (numbers.set(n, numbers.size), numbers.get(n))
  const words = /^(href|action|src|value|nonce|content|title|alt|placeholder|aria-label|data-label|datetime|lang|hreflang|d)$/
  const attribute = ({name, value}) =>
    name + (words.test(name) ? !!value.trim() : "=" + value.replace(/\\d+/g, number))
  const isText = node => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim()
  const said = element => [...element.childNodes].some(isText)
  return [...document.querySelectorAll("html, title, meta, body, body *")]
    .map(e => [e.tagName, ...[...e.attributes].map(attribute), said(e)].join(" ")).join("\\n")
}"""
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-gpu",
]
# Chromium says these itself of the answers the journey provokes on purpose.
EXPECTED_NOISE = re.compile(r"status of 4\d\d")


class Walker:
    """One signed-in browser window, in one language."""

    # The pages that were seen to obey the rules, by how they are built: a journey sees most of its pages many times.
    obeying = set()

    def __init__(self, browser, server_url, language, name, **context):
        self.has_scripts = context.get("java_script_enabled", True)
        self.context = browser.new_context(locale=f"{language}-CA", **context)
        self.page = self.context.new_page()
        self.server_url, self.language, self.name = server_url, language, name
        self.screen = sorted(context.items(), key=str)
        self.complaints, self.visited = [], []
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("console", self._hear)
        self.page.on("request", self._watch)

    def enter_as(self, person):
        """Without the pages of signing in, which are walked elsewhere."""
        key = signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.server_url}]
        )

    def _hear(self, message):
        if message.type == "error" and not EXPECTED_NOISE.search(message.text):
            self.complaints.append(f"console: {message.text}")

    def _watch(self, request):
        if not request.url.startswith((self.server_url, "data:")):
            self.complaints.append(f"third party: {request.url}")

    def address(self, name, *args):
        with translation.override(self.language):
            return reverse(name, args=args)

    def open(self, name, *args):
        self.page.goto(self.server_url + self.address(name, *args))
        return self.look()

    def follow(self, name, *args):
        """Click the link to an address: fails where the page has none."""
        self.page.locator(f'main a[href="{self.address(name, *args)}"]').first.click()
        return self.look()

    def press(self, name, *args):
        """Press the button of the form that posts to an address."""
        self.page.locator(f'form[action="{self.address(name, *args)}"] button').first.click()
        return self.look()

    def fill(self, **fields):
        for name, value in fields.items():
            control = self.page.locator(f'main [name="{name}"]')
            self.form = control.first.locator("xpath=ancestor::form")
            folded = control.first.locator("xpath=ancestor::details[not(@open)]/summary")
            # Folded on a telephone only: elsewhere its line is not shown, and its fields are.
            if folded.count() and folded.is_visible():
                folded.click()
            kind = control.first.get_attribute("type")
            if kind in {"radio", "checkbox"} and value is not True:
                for one in value if isinstance(value, list) else [value]:
                    self.page.locator(f'main [name="{name}"][value="{one}"]').check()
            elif kind == "checkbox":
                control.first.check()
            elif kind == "file":
                control.set_input_files(value)
            elif control.first.evaluate("e => e.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.first.fill(str(value))
        return self

    def save(self):
        """Press the button of the form that was filled in."""
        self.form.locator("button:not([type=button])").first.click()
        return self.look()

    def look(self):
        """Every page: its language, one title, no rule of WCAG 2.2 AA broken, no complaint of the browser."""
        self.page.wait_for_load_state("load")
        where = f"{self.name} {self.page.url}"
        assert self.page.locator("html").get_attribute("lang") == self.language, where
        assert self.page.locator("h1").count() == 1, where
        if self.has_scripts and self.is_built_anew():
            found = Axe().run(self.page, options=RULES)
            assert found.violations_count == 0, f"{where}\n{found.generate_report()}"
            self.obeying.add(self.build)
        assert not self.complaints, (where, self.complaints)
        self.visited.append(self.page.url)
        if SCREENSHOTS:
            self.picture(len(self.visited))
        return self

    def is_built_anew(self):
        """Whether no page of this build was looked at on such a screen; the rules look at nothing else."""
        self.build = hash((self.page.evaluate(BUILD), str(self.screen)))
        return WHOLE or self.build not in self.obeying

    def picture(self, number):
        folder = Path(SCREENSHOTS) / self.language
        folder.mkdir(parents=True, exist_ok=True)
        slug = re.sub(r"\W+", "-", self.page.url.removeprefix(self.server_url)).strip("-")
        self.page.screenshot(path=folder / f"{self.name}-{number:02}-{slug[:60]}.png", full_page=True)

    @property
    def text(self):
        return self.page.locator("main").inner_text()
