"""The words that were searched for, marked in what the library shows: by PostgreSQL, which knows their other forms."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline
from django.db.models import F, Func, TextField, Value
from django.utils.translation import get_language

from coalition.full_text import CONFIGURATIONS, START, STOP, mark, query_in
from coalition.i18n import other_language

from .models import Practice

TOLD = ("summary", "how", "effect", "why", "learned", "beginning")


@dataclass(frozen=True)
class Hit:
    """A practice of the page, in the reader's language where it is told in it; `title` and `excerpt` are HTML."""

    practice: Practice
    language: str
    title: str
    excerpt: str

    @property
    def is_fallback(self):
        return self.language != get_language()


def hits(practices, words):
    """The practices of a page, in their order, in two queries and what is fetched with them."""
    order = [practice.pk for practice in practices]
    found = Practice.objects.filter(pk__in=order).in_full()
    if words:
        found = found.annotate(**_headlines(words))
    by_number = {practice.pk: practice for practice in found}
    return [_hit(by_number[pk], words) for pk in order if pk in by_number]


def _headlines(words):
    made = {}
    for language in CONFIGURATIONS:
        options = {
            "query": query_in(language, words),
            "config": CONFIGURATIONS[language][1],
            "start_sel": START,
            "stop_sel": STOP,
        }
        told = Func(
            Value(" "),
            *(F(f"{name}_{language}") for name in TOLD),
            function="CONCAT_WS",
            output_field=TextField(),
        )
        made[f"marked_title_{language}"] = SearchHeadline(f"title_{language}", highlight_all=True, **options)
        made[f"marked_text_{language}"] = SearchHeadline(
            told, max_words=36, min_words=18, max_fragments=2, fragment_delimiter=" … ", **options
        )
    return made


def _hit(practice, words):
    reader = get_language()
    language = reader if getattr(practice, f"title_{reader}") else other_language(reader)
    title = getattr(practice, f"title_{language}") or str(practice)
    excerpt = getattr(practice, f"summary_{language}") or ""
    if words:
        title = getattr(practice, f"marked_title_{language}") or title
        marked = getattr(practice, f"marked_text_{language}") or ""
        excerpt = marked if START in marked else excerpt
    return Hit(practice, language, mark(title), mark(excerpt))
