"""Which practices: named questions, and the order in which the search answers."""

from django.contrib.postgres.search import SearchRank, TrigramWordSimilarity
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from coalition.full_text import holds, query_in
from coalition.i18n import fold, other_language

from .practice_search import VECTORS

SHORTEST, MOST_WORDS = 4, 8  # letters of a word, and words, that are tried with other spellings
RANKED = 500  # the newest hits, of which the best come first


class PracticeQuerySet(models.QuerySet):
    def public(self):
        return self.filter(status=self.model.Status.PUBLISHED)

    def waiting(self):
        """For the secretariat to read."""
        return self.filter(status=self.model.Status.SUBMITTED)

    def in_full(self):
        """With all that a page says of them, and without what only the search reads."""
        return (
            self.select_related("municipality__province", "municipality__membership", "country")
            .prefetch_related("topics", "commitments")
            .defer(*VECTORS.values())
        )

    def matching(self, words):
        return self.filter(search_english=query_in("en", words)) | self.filter(
            search_french=query_in("fr", words)
        )

    def resembling(self, words):
        """Practices with a word in their title or subjects that is nearly one of those typed, the nearest first."""
        asked = fold(words)
        near = Q(pk__in=[])
        for word in [word for word in asked.split() if len(word) >= SHORTEST][:MOST_WORDS]:
            near |= Q(spelling__trigram_word_similar=word)
        nearness = TrigramWordSimilarity(asked, "spelling")
        return self.filter(near).order_by(nearness.desc(), "-published_at", "-pk")

    def best_first(self, words):
        """Of those that have the words: first what is told in the reader's language and says them there.

        The names of topics stand in both languages, so a practice may have the words in one that it is not told in.
        Of very many only the newest are ranked.
        """
        hits = self.order_by("-published_at").values_list("pk", flat=True)[:RANKED]
        reader = get_language()
        ranks = [
            SearchRank(F(VECTORS[language]), query_in(language, words)) * weight
            for language, weight in ((reader, 2), (other_language(reader), 1))
        ]
        own = Q(**{f"title_{reader}__gt": "", VECTORS[reader]: query_in(reader, words)})
        return (
            self.model.objects.filter(pk__in=list(hits))
            .annotate(is_own=holds(own), rank=ranks[0] + ranks[1])
            .order_by("-is_own", "-rank", "-published_at", "-pk")
        )

    def about(self, practice):
        """Public ones that share a topic or a commitment with this one, the nearest first."""
        topics = [topic.pk for topic in practice.topics.all()]
        numbers = [commitment.pk for commitment in practice.commitments.all()]
        shared = models.Count("topics", filter=Q(topics__in=topics), distinct=True) * 2
        shared += models.Count("commitments", filter=Q(commitments__in=numbers), distinct=True)
        return (
            self.public()
            .exclude(pk=practice.pk)
            .annotate(shared=shared)
            .filter(shared__gt=0)
            .order_by("-shared", "-published_at", "-pk")
        )
