"""A hand at the mouse and the keyboard, which counts what it does: nothing is filled in, sent or opened in another way."""

from contextlib import contextmanager
from dataclasses import dataclass, fields, replace

# What the pages themselves see of the hand. A letter or a digit is the text itself; Tab, Enter and the like are not.
SEEN = """for (const kind of ["mousedown", "keydown"]) addEventListener(kind, event => {
  if (event.isTrusted && (kind === "mousedown" || event.key.length > 1 || event.ctrlKey) && !/^(Shift|Control)$/.test(event.key))
    portalTestSaw(kind)
}, true)"""
# Where on the screen the middle of an element is; none where something else lies there.
MIDDLE = """element => {
  element.scrollIntoView({block: "center", behavior: "instant"})
  const box = element.getBoundingClientRect(), place = [box.x + box.width / 2, box.y + box.height / 2]
  const there = document.elementFromPoint(...place)
  return element.contains(there) ? place : null
}"""
PATIENCE = 30_000  # milliseconds


@dataclass
class Count:
    """`letters` are the text itself: words, digits, an address, a password."""

    clicks: int = 0
    keys: int = 0
    pages: int = 0
    letters: int = 0

    @property
    def acts(self):
        """What is done besides writing."""
        return self.clicks + self.keys

    def __sub__(self, other):
        return Count(*(getattr(self, one.name) - getattr(other, one.name) for one in fields(self)))

    def __add__(self, other):
        return Count(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


class Hand:
    """Real clicks at a place on the screen and real keys, in the window of a tests.browser.Walker."""

    def __init__(self, walker):
        self.walker, self.page = walker, walker.page
        self.count, self.seen, self.steps = Count(), [], {}
        self.page.set_default_timeout(PATIENCE)
        self.page.on("domcontentloaded", self._turn)
        if walker.has_scripts:
            walker.context.expose_binding("portalTestSaw", lambda _page, kind: self.seen.append(kind))
            walker.context.add_init_script(SEEN)

    def _turn(self, _page):
        self.count.pages += 1

    def click(self, target):
        """In the middle of it, scrolling there if need be; nothing may lie over it, and a choice must be made by it."""
        where = target if hasattr(target, "bounding_box") else self.page.locator(f"main {target}")
        where.wait_for(state="visible")
        place = where.evaluate(MIDDLE)
        assert place, f"{target} is covered on {self.page.url}"
        is_choice = where.evaluate("e => /^(radio|checkbox)$/.test(e.type)")
        self.page.mouse.click(*place)
        self.count.clicks += 1
        assert not is_choice or where.is_checked(), f"{target} was missed on {self.page.url}"

    def press(self, key):
        self.page.keyboard.press(key)
        self.count.keys += 1

    def write(self, text):
        """Into the field that has the focus."""
        asked = "e => ['INPUT', 'TEXTAREA'].includes(e.tagName)"
        assert self.page.locator("*:focus").evaluate(asked), self.page.url
        self.page.keyboard.type(text)
        self.count.letters += len(text)

    @contextmanager
    def to_another_page(self):
        """Around the act that leads there."""
        with self.page.expect_event("load", timeout=PATIENCE):
            yield

    def follow(self, target):
        with self.to_another_page():
            self.click(target)

    def go_back(self):
        """With the browser's own button, of which no page hears."""
        with self.to_another_page():
            self.page.go_back()
        self.count.clicks += 1
        self.seen.append("mousedown")

    @contextmanager
    def step(self, name):
        """What is done inside is counted under that name, too."""
        before = replace(self.count)
        yield
        self.steps[name] = self.steps.get(name, Count()) + (self.count - before)

    def is_all_that_was_seen(self):
        """Whether the pages heard of as much as was counted; without scripts they hear of nothing."""
        seen = (self.seen.count("mousedown"), self.seen.count("keydown"))
        return not self.walker.has_scripts or seen == (self.count.clicks, self.count.keys)

    def table(self, title):
        """The steps and their sum, as lines to print."""
        rows = [*self.steps.items(), ("all of it", self.count)]
        head = f"{title:<28}{'clicks':>8}{'keys':>8}{'pages':>8}{'letters':>9}"
        return "\n".join(
            [head, *(f"{n:<28}{c.clicks:>8}{c.keys:>8}{c.pages:>8}{c.letters:>9}" for n, c in rows)]
        )
