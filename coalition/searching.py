"""Searching the whole portal: what an app gives to the page on which everything is found.

    @search_sources.register(order=30)          # practices/found.py
    class Practices(SearchSource): ...

A source is asked for what has the words, and, only where nothing in the portal has them, for what comes near.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from html import unescape

from django.utils.html import strip_tags

from .extensions import ExtensionPoint
from .full_text import any_of, best_first, have_words, nearness, told

SHOWN, SHOWN_ALONE = 5, 50  # hits of a source beside the others, and by itself

# SearchSource: class whose instances have `key`, `title`, `find(words, most)` and `near(words, most)`
search_sources = ExtensionPoint()


class Place(IntEnum):
    """How well the best hit of a group answers; better groups stand first on the page."""

    NAME = 0  # it is called what was typed
    TITLE = 1  # its title has all the words
    TEXT = 2


@dataclass(frozen=True)
class Hit:
    """`title` and `excerpt` are HTML; a language is named where it is not the reader's."""

    title: str
    url: str
    excerpt: str = ""
    context: str = ""  # whose it is, of when: "Lakeside · Ontario"
    title_language: str = ""
    excerpt_language: str = ""
    place: Place = Place.TEXT

    @property
    def plain_title(self):
        return unescape(strip_tags(self.title))


@dataclass(frozen=True)
class Group:
    """What one source found. `url`: its own list of all that has the words, where it has one."""

    key: str
    title: str
    hits: list = field(default_factory=list)
    has_more: bool = False
    url: str = ""

    @property
    def place(self):
        return min(hit.place for hit in self.hits)


class SearchSource:
    key = ""  # in the address of a search in this source alone
    title = ""

    def find(self, words, most):
        """(hits, best first, one more than `most` where there are more)"""
        return []

    def near(self, words, most):
        """Where nothing has all the words: what has some of them, or is spelled nearly so."""
        return []

    def list_url(self, words):
        """The source's own page with all that it finds; "" where it has none."""
        return ""


class TextSource(SearchSource):
    """A source of rows with bilingual columns."""

    text_title, texts, stored = "title", [], None

    def rows(self):
        raise NotImplementedError

    def full(self, rows):
        """With what `hit` reads of each."""
        return rows

    def url(self, row):
        return row.get_absolute_url()

    def context(self, row):
        return ""

    def find(self, words, most):
        return self._found(words, most)

    def near(self, words, most):
        some = any_of(words)
        return self._found(some, most) if some else []

    def _found(self, words, most):
        columns = (words, self.text_title, self.texts, self.stored)
        rows = best_first(have_words(self.rows(), *columns), *columns)
        return [self._hit(row) for row in self.full(rows)[: most + 1]]

    def _hit(self, row):
        said = told(row, self.text_title)
        return Hit(
            said.title,
            self.url(row),
            said.excerpt,
            self.context(row),
            said.title_language,
            said.excerpt_language,
            Place.TITLE if row.is_titled else Place.TEXT,
        )


def sources():
    return [source() for source in search_sources]


@dataclass(frozen=True)
class Answer:
    groups: list
    is_near: bool = False

    @property
    def first(self):
        return self.groups[0].hits[0] if self.groups else None


def search(words, only=""):
    """What the portal has of the words, in groups, the best first; else what comes near."""
    asked = [source for source in sources() if only in ("", source.key)]
    most = SHOWN_ALONE if only else SHOWN
    groups = [group for source in asked if (group := _group(source, words, most, source.find))]
    if groups:
        return Answer(sorted(groups, key=lambda group: group.place))
    groups = [group for source in asked if (group := _group(source, words, most, source.near))]
    groups.sort(key=lambda group: -max(nearness(words, hit.plain_title) for hit in group.hits))
    return Answer(groups, is_near=bool(groups))


def _group(source, words, most, ask):
    hits = ask(words, most)
    if not hits:
        return None
    has_more = len(hits) > most
    return Group(source.key, source.title, hits[:most], has_more, source.list_url(words) if has_more else "")
