import pghistory
from modeltranslation.translator import TranslationOptions, register

from . import models


@register(models.Province)
class ProvinceTranslation(TranslationOptions):
    fields = ["name", "abbreviation"]


@register(models.Municipality)
class MunicipalityTranslation(TranslationOptions):
    fields = ["name"]


# Here and not on the classes: the columns of both languages exist only after the registration above.
pghistory.track()(models.Municipality)
pghistory.track()(models.Membership)
pghistory.track()(models.Application)
pghistory.track()(models.ApplicationRequest)
pghistory.track()(models.Member)
pghistory.track()(models.Document)
