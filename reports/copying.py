"""Takes the questions and the guidance of an earlier year into one that is prepared."""

from django.db import transaction
from django.utils.translation import gettext as _

from coalition.models import Event
from coalition.workflow import WrongState

from .models import Guidance, Question, ReportingCycle


def year_to_copy(cycle):
    """The newest earlier year that asked or explained something this one does not yet, or None."""
    if cycle.status != cycle.Status.DRAFT:
        return None
    earlier = ReportingCycle.objects.filter(year__lt=cycle.year).order_by("-year")
    asking = set(Question.objects.filter(cycle__in=earlier).values_list("cycle", flat=True))
    explaining = set(Guidance.objects.filter(cycle__in=earlier).values_list("cycle", flat=True))
    for source in earlier:
        if source.pk in asking | explaining:
            questions, guidance = _missing(cycle, source)
            return source if questions or guidance else None
    return None


@transaction.atomic
def copy_into(cycle, by):
    """Copy what is missing, the questions only where there is none yet; the year it came from.

    Pressed twice, nothing is there twice.
    """
    held = ReportingCycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)
    if held.status != held.Status.DRAFT:
        raise WrongState(held, "copy", _("Questions and guidance are copied before the year opens."))
    source = year_to_copy(held)
    if source is None:
        return None
    questions, guidance = _missing(held, source)
    for row in [*questions, *guidance]:
        row.pk, row.cycle = None, held
        row._state.adding = True
    Question.objects.bulk_create(questions)
    Guidance.objects.bulk_create(
        guidance, update_conflicts=True, unique_fields=["cycle", "part"], update_fields=["text_en", "text_fr"]
    )
    Event.record(cycle, "copy", by, note=str(source))
    return source


def _missing(cycle, source):
    has_questions = cycle.questions.exists()
    explained = set(cycle.guidance.exclude(text_en="", text_fr="").values_list("part", flat=True))
    questions = [] if has_questions else list(source.questions.all())
    guidance = source.guidance.exclude(text_en="", text_fr="").exclude(part__in=explained)
    return questions, list(guidance)
