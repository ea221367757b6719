import pghistory
from modeltranslation.translator import TranslationOptions, register

from . import models


@register(models.Province)
class ProvinceTranslation(TranslationOptions):
    fields = ["name", "abbreviation"]


@register(models.Municipality)
class MunicipalityTranslation(TranslationOptions):
    fields = ["name"]


@register(models.BulkMessage)
class BulkMessageTranslation(TranslationOptions):
    fields = ["subject", "text"]


@register(models.LocalService)
class LocalServiceTranslation(TranslationOptions):
    fields = ["name", "description", "audience", "hours"]


# Here and not on the classes: the columns of both languages exist only after the registration above.
pghistory.track()(models.Municipality)
pghistory.track()(models.Membership)
pghistory.track()(models.Application)
pghistory.track()(models.ApplicationRequest)
pghistory.track()(models.Member)
pghistory.track()(models.Document)
pghistory.track()(models.BulkMessage)
pghistory.track()(models.FormerSlug)
pghistory.track()(models.Handover)
pghistory.track()(models.Interest)
pghistory.track(exclude=["token_sha256", "second_token_sha256"])(models.Invitation)
pghistory.track()(models.MembershipPeriod)
pghistory.track()(models.Note)
pghistory.track()(models.Proposal)
pghistory.track()(models.LocalService)
# Who wrote it is forgotten after a while, and history would not forget.
pghistory.track(exclude=["contact_name", "contact_email", "remarks", "nonce"])(models.Endorsement)
pghistory.track(exclude=["contact_name", "contact_email", "remarks", "nonce"])(models.Research)
