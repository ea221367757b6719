import pghistory
from modeltranslation.translator import TranslationOptions, register

from . import models


@register(models.CommitmentGroup)
class CommitmentGroupTranslation(TranslationOptions):
    fields = ["title"]


@register(models.CommonCommitment)
class CommonCommitmentTranslation(TranslationOptions):
    fields = ["title", "short_title", "explanation"]


@register(models.SampleAction)
class SampleActionTranslation(TranslationOptions):
    fields = ["text"]


@register(models.Declaration)
class DeclarationTranslation(TranslationOptions):
    fields = ["title", "text"]


@register(models.IndicatorVersion)
class IndicatorVersionTranslation(TranslationOptions):
    fields = [*models.IndicatorVersion.TEXTS, "what_changed"]


@register(models.Action)
class ActionTranslation(TranslationOptions):
    fields = ["title", "description"]


@register(models.Milestone)
class MilestoneTranslation(TranslationOptions):
    fields = ["text"]


# Here and not on the classes: the columns of both languages exist only after the registration above.
pghistory.track()(models.CommonCommitment)
pghistory.track()(models.SampleAction)
pghistory.track()(models.Declaration)
pghistory.track()(models.Signature)
pghistory.track()(models.Priority)
pghistory.track()(models.Indicator)
pghistory.track()(models.IndicatorVersion)
pghistory.track()(models.ActionPlan)
pghistory.track()(models.Action)
pghistory.track()(models.Milestone)
pghistory.track()(models.Target)
pghistory.track()(models.InventoryEntry)
