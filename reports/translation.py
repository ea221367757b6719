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


@register(models.Question)
class QuestionTranslation(TranslationOptions):
    fields = ["text", "hint"]


@register(models.QuestionAnswer)
class QuestionAnswerTranslation(TranslationOptions):
    fields = ["text"]


@register(models.Guidance)
class GuidanceTranslation(TranslationOptions):
    fields = ["text"]


# Here and not on the classes: the columns of both languages exist only after the registration above.
pghistory.track()(models.ReportingCycle)
pghistory.track(exclude=["touched_at"])(
    models.ProgressReport
)  # every save moves it; what was saved is kept anyway
pghistory.track()(models.ReportSection)
pghistory.track()(models.ActionUpdate)
pghistory.track()(models.IndicatorReading)
pghistory.track()(models.ChangeRequest)
pghistory.track()(models.CouncilPaper)
pghistory.track()(models.Extension)
pghistory.track()(models.Question)
pghistory.track()(models.QuestionAnswer)
pghistory.track()(models.Guidance)
