import pghistory
from modeltranslation.translator import TranslationOptions, register

from . import models


@register(models.Page)
class PageTranslation(TranslationOptions):
    fields = ["slug"]


@register(models.PageVersion)
class PageVersionTranslation(TranslationOptions):
    fields = ["title", "summary", "body"]


@register(models.Notice)
class NoticeTranslation(TranslationOptions):
    fields = ["text"]


@register(models.Feature)
class FeatureTranslation(TranslationOptions):
    fields = ["title", "text", "link"]


# Here and not on the classes: the columns of both languages exist only after the registration above.
pghistory.track()(models.Page)
pghistory.track()(models.PageVersion)
pghistory.track()(models.Notice)
pghistory.track()(models.Feature)
# A comment may name somebody against all advice: it is kept once only, so that emptying it is the end of it.
pghistory.track(exclude=["comment"])(models.Opinion)
