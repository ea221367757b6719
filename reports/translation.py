import pghistory
from modeltranslation.translator import TranslationOptions, register

from . import models


@register(models.ProgressReport)
class ProgressReportTranslation(TranslationOptions):
    fields = ["overview", "thanks"]


@register(models.ReportSection)
class ReportSectionTranslation(TranslationOptions):
    fields = ["text"]


@register(models.ActionUpdate)
class ActionUpdateTranslation(TranslationOptions):
    fields = ["text"]


@register(models.CouncilPaper)
class CouncilPaperTranslation(TranslationOptions):
    fields = ["recommendation", "finance"]


# Here and not on the classes: the columns of both languages exist only after the registration above.
pghistory.track()(models.ReportingCycle)
pghistory.track()(models.ProgressReport)
pghistory.track()(models.ReportSection)
pghistory.track()(models.ActionUpdate)
pghistory.track()(models.IndicatorReading)
pghistory.track()(models.ChangeRequest)
pghistory.track()(models.CouncilPaper)
