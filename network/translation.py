import pghistory
from modeltranslation.translator import TranslationOptions, register

from . import models


@register(models.Bulletin)
class BulletinTranslation(TranslationOptions):
    fields = ["title", "intro"]


@register(models.BulletinItem)
class BulletinItemTranslation(TranslationOptions):
    fields = ["title", "text"]


@register(models.Gathering)
class GatheringTranslation(TranslationOptions):
    fields = ["title", "summary", "description", "place", "reason"]


# Here and not on the classes: the columns of both languages exist only after the registration above.
pghistory.track(exclude=["mailed_up_to", "mailed_at"])(models.Bulletin)
pghistory.track()(models.BulletinItem)
# Without the address: what is forgotten of a person would stay in the history.
pghistory.track(exclude=["email", "token"])(models.Subscription)
pghistory.track(exclude=["nonce"])(models.Consent)
pghistory.track()(models.Gathering)
pghistory.track(exclude=["name", "email", "organization", "access_needs", "token", "nonce"])(
    models.Registration
)
# Whoever read an old address in the history could try it; it leads nowhere, but need not be known.
pghistory.track(exclude=["token"])(models.CalendarKey)
