"""Texts in two languages searched by PostgreSQL, which knows the endings of words, whatever the accents.

    rows = have_words(CommonCommitment.objects.all(), words, "title", ["explanation"])
    for row in best_first(rows, words, "title", ["explanation"])[:5]:
        found = told(row, "title")

A text is the columns `title_en` and `title_fr`; where many rows are searched an index holds their vectors (`vector`).
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import BooleanField, Case, F, Func, Q, TextField, Value, When
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from .i18n import fold, other_language

# Each language is read twice: with its accents, which its word endings need, and without, as people type.
CONFIGURATIONS = {"en": ("english", "english_folded"), "fr": ("french", "french_folded")}
RANKED = 300  # hits, of which the best come first
MOST_WORDS = 12
# Characters that no text has: what PostgreSQL gives back is escaped before they become elements.
START, STOP = "\ue000", "\ue001"
MARKED = re.compile(f"{START}([^{START}{STOP}]*){STOP}")


def query_in(language, words):
    """What somebody typed, as a query of this language: "quoted words", or, and -without are understood."""
    plain, folded = (
        SearchQuery(words, config=config, search_type="websearch") for config in CONFIGURATIONS[language]
    )
    return plain | folded


def folded_query(language, words):
    """The same of texts that are read without their accents only."""
    return SearchQuery(words, config=CONFIGURATIONS[language][1], search_type="websearch")


def vector(language, title, texts=()):
    """The columns of one language as they are searched; an index must say exactly the same."""
    return SearchVector(
        *(f"{name}_{language}" for name in (title, *texts)), config=CONFIGURATIONS[language][1]
    )


def any_of(words):
    """The words as a question for texts that have one of them."""
    return " or ".join(dict.fromkeys(re.findall(r"\w{3,}", words)[:MOST_WORDS]))


def have_words(rows, words, title, texts=(), stored=None):
    """Those in which all the words stand, in one language. `stored`: {language: column that holds the vector}."""
    matching = Q()
    for language in CONFIGURATIONS:
        name = stored[language] if stored else f"vector_{language}"
        if not stored:
            rows = rows.alias(**{name: vector(language, title, texts)})
        matching |= Q(**{name: folded_query(language, words)})
    return rows.filter(matching)


def best_first(rows, words, title, texts=(), stored=None):
    """Of the newest hits: what is said in the reader's language first, then what the title says, then the fullest.

    Each row gets `is_own`, `is_titled`, `marked_title_en`, `marked_text_en` and so on, for `told`.
    """
    # Sets of keys, so that a row which a join repeats is there once.
    newest = rows.order_by("-pk").values("pk")[:RANKED]
    reader = get_language()
    order = [reader, other_language(reader)]
    made, ranks = {}, []
    for language in order:
        whole = F(stored[language]) if stored else vector(language, title, texts)
        ranks.append(SearchRank(whole, folded_query(language, words)))
        made |= _headlines(language, words, title, texts)
    own = F(stored[reader]) if stored else vector(reader, title, texts)
    found = rows.model.objects.filter(pk__in=newest)
    found = found.alias(own=own, **{f"titled_{code}": vector(code, title) for code in order})
    titled = Q()
    for language in order:
        titled |= Q(**{f"titled_{language}": folded_query(language, words)})
    return found.annotate(
        is_own=holds(Q(own=folded_query(reader, words))),
        is_titled=holds(titled),
        rank=ranks[0] * 2 + ranks[1],
        **made,
    ).order_by("-is_own", "-is_titled", "-rank", "pk")


@dataclass(frozen=True)
class Told:
    """What a hit says: HTML with the words marked, and the language of each where it is not the reader's."""

    title: str
    title_language: str
    excerpt: str
    excerpt_language: str


def told(row, title):
    """A row of `best_first`. In the reader's language where it is written in it and has the words."""
    reader = get_language()
    order = [reader, other_language(reader)]
    titles = {code: getattr(row, f"marked_title_{code}") or "" for code in order}
    texts = {code: getattr(row, f"marked_text_{code}", "") or "" for code in order}
    own = next((code for code in order if titles[code]), reader)
    # From where the words stand; else the text begins as it begins.
    hit = next((code for code in order if START in texts[code]), own if texts[own] else reader)
    return Told(
        mark(titles[own]),
        "" if own == reader else own,
        mark(f"… {texts[hit]}" if texts[hit][:1].islower() else texts[hit]),
        "" if hit == reader else hit,
    )


def mark(text):
    """HTML of a text in which START and STOP stand around words."""
    escaped = MARKED.sub(r"<mark>\1</mark>", str(escape(text)))
    return mark_safe(escaped.replace(START, "").replace(STOP, ""))


def nearness(words, title):
    """From 0 to 1: how alike what was typed is to words of the title, letter by letter."""
    asked, there = fold(words).split()[:MOST_WORDS], fold(title).split()[:40]
    if not asked or not there:
        return 0
    best = [max(SequenceMatcher(None, word[:40], each[:40]).ratio() for each in there) for word in asked]
    return sum(best) / len(best)


def holds(condition):
    """Whether it is true of a row, to order by."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _headlines(language, words, title, texts):
    options = {
        "query": folded_query(language, words),
        "config": CONFIGURATIONS[language][1],
        "start_sel": START,
        "stop_sel": STOP,
    }
    made = {f"marked_title_{language}": SearchHeadline(f"{title}_{language}", highlight_all=True, **options)}
    if texts:
        whole = Func(
            Value(" "),
            *(F(f"{name}_{language}") for name in texts),
            function="CONCAT_WS",
            output_field=TextField(),
        )
        made[f"marked_text_{language}"] = SearchHeadline(
            whole, max_words=32, min_words=16, max_fragments=2, fragment_delimiter=" … ", **options
        )
    return made
