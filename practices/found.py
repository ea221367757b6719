"""Good practices, as the search across everything finds them: as the library does."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from coalition.full_text import any_of
from coalition.searching import Hit, Place, SearchSource, search_sources

from .marking import hits
from .models import Practice


@search_sources.register(order=30)
class Practices(SearchSource):
    key = "practices"
    title = _("Good practices")

    def find(self, words, most):
        found = Practice.objects.public().matching(words).best_first(words)[: most + 1]
        return read(found, words)

    def near(self, words, most):
        public = Practice.objects.public()
        if alike := read(public.resembling(words)[: most + 1], ""):
            return alike
        some = any_of(words)
        return read(public.matching(some).best_first(some)[: most + 1], some) if some else []

    def list_url(self, words):
        return f"{reverse('practices')}?{urlencode({'q': words})}"


def read(practices, words):
    return [told(hit, words) for hit in hits(practices, words)]


def told(hit, words):
    practice = hit.practice
    language = hit.language if hit.is_fallback else ""
    where = practice.municipality or practice.country
    # Every word of the question is marked in it.
    is_titled = hit.title.count("<mark>") >= len(words.split()) > 0
    return Hit(
        hit.title,
        practice.get_absolute_url(),
        hit.excerpt,
        str(where),
        language,
        language,
        Place.TITLE if is_titled else Place.TEXT,
    )
