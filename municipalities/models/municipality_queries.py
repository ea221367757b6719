from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import models
from django.utils.translation import get_language

from coalition.i18n import sort_key

from ..spelling import FORMS, read

EXACT, BEGINS, HOLDS, SOMEWHERE, NO_COUNCIL = range(5)


class MunicipalityQuerySet(models.QuerySet):
    def matching(self, words):
        """Towns whose name has every word, whatever the accents, case and hyphens; nothing typed, all of them.

        "St." finds Saint, and Saint finds St.; "City of" is not looked for, a province narrows (spelling.py).
        """
        readings = read(words)
        return self.filter(any_of(answers(reading) for reading in readings)) if readings else self

    def called(self, words):
        """Towns whose whole name is what was typed."""
        return self.filter(any_of(is_named(reading) for reading in read(words)))

    def best_first(self, words):
        """The name itself, names that begin with what was typed, those with a word that does, the rest; big first.

        `place` says which of these a town is.
        """
        whens = []
        for place, test in ((EXACT, is_named), (BEGINS, begins), (HOLDS, holds)):
            tests = [test(reading) for reading in read(words)]
            whens += [models.When(any_of(tests), then=place)] if tests else []
        if "unorganized" not in words.casefold():  # land without a council of its own, which cannot join
            whens.insert(1, models.When(search_text__contains=" unorganized", then=NO_COUNCIL))
        place = models.Case(*whens, default=SOMEWHERE)
        big_first = models.F("population").desc(nulls_last=True)
        return self.annotate(place=place).order_by("place", big_first, "pk")

    def resembling(self, words):
        """Towns whose name is nearly what was typed, by the letters in threes they share; the nearest first."""
        readings = read(words)
        if not readings:
            return self.none()
        asked = readings[-1]  # without its province and kind
        near = models.Q(search_text__trigram_similar=asked.text)
        near |= models.Q(search_text__trigram_word_similar=asked.text)
        nearness = TrigramSimilarity("search_text", asked.text) + TrigramWordSimilarity(
            asked.text, "search_text"
        )
        order = [nearness.desc(), models.F("population").desc(nulls_last=True), "pk"]
        if asked.province:  # first, but not only: it may be the province that is wrong
            order.insert(0, models.Case(models.When(province=asked.province, then=0), default=1))
        return self.filter(near).order_by(*order)

    def members(self):
        """Towns that are in the coalition: active or on hold."""
        return self.filter(membership__status__in=["active", "on_hold"])

    def outside(self):
        """Towns that are not in the coalition, or no longer."""
        return self.exclude(membership__status__in=["active", "on_hold"])

    def alphabetical(self):
        return self.order_by(f"sort_key_{get_language()[:2]}", "pk")


def any_of(conditions):
    found = models.Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def within(reading, condition):
    return condition & models.Q(province=reading.province) if reading.province else condition


def answers(reading):
    """Each word somewhere in the names."""
    condition = models.Q()
    for word in reading.words:
        found = models.Q(search_text__contains=word)
        for other in FORMS.get(word, ()):
            # A whole word, or "saint" would find Strathcona.
            found |= models.Q(search_text__startswith=f"{other} ") | models.Q(
                search_text__contains=f" {other} "
            )
        condition &= found
    return within(reading, condition)


def is_named(reading):
    """The English or the French name, neither more nor less; the keys begin with its letters."""
    letters = {sort_key(spelling).split(" ")[0] for spelling in reading.spellings()}
    return within(
        reading,
        any_of(
            models.Q(**{f"sort_key_{language}__startswith": f"{key} "})
            for language in ("en", "fr")
            for key in letters
        ),
    )


def begins(reading):
    return within(
        reading,
        any_of(models.Q(search_text__startswith=whole(reading, text)) for text in reading.spellings()),
    )


def holds(reading):
    return within(
        reading,
        any_of(models.Q(search_text__contains=f" {whole(reading, text)}") for text in reading.spellings()),
    )


def whole(reading, spelling):
    """A last word with other forms is a whole word, as in `answers`."""
    return spelling + (" " if reading.words[-1] in FORMS else "")
