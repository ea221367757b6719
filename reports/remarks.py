"""Comments among the town's people at what a report asks: an action, the words, an indicator.

The secretariat does not read them, and does not write any when it acts for the town.
"""

import re
from dataclasses import dataclass, field

from coalition.i18n import fold
from coalition.templatetags.coalition_tags import bilingual
from coalition.threads import reopen_thread, resolve_thread, threads_of, write_comment

from .forms.remark import RemarkForm


@dataclass
class Remarks:
    """What stands at one form of a part; report/remarks.html shows it."""

    place: str  # prefix of the form: "words", "update-12"
    about: str  # what it is about, for whoever hears the page
    comments: list = field(default_factory=list)
    form: RemarkForm | None = None

    @property
    def is_settled(self):
        return bool(self.comments) and all(comment.resolved_at for comment in self.comments)

    @property
    def is_open(self):
        return bool(self.comments) and not self.is_settled


def stored_place(part, place):
    """As the comment says it: "3:update-12"."""
    return f"{part.key}:{place}"


def part_of(comment):
    """(key of the part, place in it) of a comment."""
    key, _colon, place = comment.place.partition(":")
    return key, place


def are_read_by(report):
    """Whether whoever looks at the report now is of the town."""
    return not getattr(report.municipality, "is_acted_for", False)


def read(report, forms, data, place=""):
    """{place: RemarkForm} of the comments that were typed on the page, and of `place` even where none was."""
    if not are_read_by(report):
        return {}
    places = [one.prefix for one in forms.all]
    return {
        where: RemarkForm(data, place=where)
        for where in places
        if where == place or data.get(f"remark-{where}-text", "").strip()
    }


def attach(report, part, forms, may_write, typed):
    """Give each form of the part its `remarks`; `typed` as of `read`, where the page comes back."""
    threads = threads_of(report, is_internal=True) if are_read_by(report) else None
    for one in forms.all:
        one.remarks = None
        if threads is not None:
            one.remarks = Remarks(
                place=one.prefix,
                about=_about(one) or part.title,
                comments=threads.get(stored_place(part, one.prefix), []),
                form=(typed.get(one.prefix) or RemarkForm(place=one.prefix)) if may_write else None,
            )


def _about(form):
    """What is asked, which says its language where that is not the reader's; empty for the words of the part."""
    if update := getattr(form, "update", None):
        return bilingual(update.action, "title")
    if reading := getattr(form, "reading", None):
        return bilingual(reading.version, "name")
    if asked := getattr(form, "asked", None):
        return bilingual(asked.question, "text")
    return ""


def count_open(report):
    """{key of a part: how many of its threads are not settled}"""
    counts = {}
    if are_read_by(report):
        for place, comments in threads_of(report, is_internal=True).items():
            if any(comment.resolved_at is None for comment in comments):
                key = place.partition(":")[0]
                counts[key] = counts.get(key, 0) + 1
    return counts


def write(report, part, place, by, text):
    """A second click writes once."""
    return write_comment(report, stored_place(part, place), by, text, is_internal=True)


def settle(report, part, place, by, at):
    return resolve_thread(report, stored_place(part, place), by, at, is_internal=True)


def reopen(report, part, place):
    return reopen_thread(report, stored_place(part, place), is_internal=True)


def called(text, people):
    """Those of `people` whom the text calls by "@Eli Novak" or, where nobody else has that first name, "@Eli"."""
    said = fold(re.sub(r"\s+", " ", text).replace("@", " \x01"))
    firsts = [fold(person.name).split(" ")[0] for person in people]
    found = []
    for person, first in zip(people, firsts, strict=True):
        names = [fold(person.name)] + ([first] if firsts.count(first) == 1 else [])
        if any(re.search(rf"\x01{re.escape(name)}(?!\w)", said) for name in names if name):
            found.append(person)
    return found
