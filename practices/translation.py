import pghistory
from modeltranslation.translator import TranslationOptions, register

from . import models


@register(models.Topic)
class TopicTranslation(TranslationOptions):
    fields = ["title"]


@register(models.Country)
class CountryTranslation(TranslationOptions):
    fields = ["name"]


@register(models.Practice)
class PracticeTranslation(TranslationOptions):
    fields = [*models.Practice.TEXTS, "subjects"]


# Here and not on the classes: the columns of both languages exist only after the registration above.
# What is derived from the rest is not kept twice.
DERIVED = ["spelling", "search_english", "search_french"]
pghistory.track(exclude=DERIVED)(models.Practice)
pghistory.track()(models.Adoption)
