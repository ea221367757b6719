"""What the secretariat asks and explains in a reporting year, before it opens and while it runs."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coalition.http import reads_and_writes, typed
from municipalities.access import secretariat_only

from .. import pages
from ..access import find_question, get_cycle, get_question
from ..copying import copy_into, year_to_copy
from ..forms.asking import GuidanceForm, QuestionForm, WordingForm
from ..models import Guidance
from ..outline import titles


@secretariat_only
@reads_and_writes
def cycle_questions(request, year):
    """The questions of the year; before it opens, one more."""
    cycle = get_cycle(year)
    form = QuestionForm(typed(request), cycle=cycle)
    if form.is_valid():
        form.add(request.user)
        messages.success(request, _("The question is added, last of all."))
        return redirect("cycle_questions", year)
    named = titles()
    questions = [(one, named[one.part]) for one in cycle.questions.with_answers()]
    return render(
        request,
        "secretariat/cycle_questions.html",
        {
            **pages.cycle_facts(cycle),
            "questions": questions,
            "form": form,
            "is_draft": cycle.status == cycle.Status.DRAFT,
            "source": year_to_copy(cycle),
        },
    )


@secretariat_only
@reads_and_writes
def cycle_question(request, year, pk):
    """Change a question; of one that a town has answered, put the wording right."""
    question = get_question(year, pk)
    if request.method == "POST":
        with question.held():
            form = _form_of(question, request.POST)
            if form.is_valid():
                form.keep(request.user)
                messages.success(request, _("The question is changed."))
                return redirect("cycle_questions", year)
    else:
        form = _form_of(question)
    return render(
        request,
        "secretariat/cycle_question.html",
        {
            **pages.cycle_facts(question.cycle),
            "question": question,
            "form": form,
            "is_answered": question.is_answered(),
        },
        status=409 if form.conflicts else 200,
    )


def _form_of(question, data=None):
    question.check_open()
    if question.is_answered():
        return WordingForm(data, question=question)
    return QuestionForm(data, cycle=question.cycle, question=question)


@secretariat_only
@require_POST
def move_question(request, year, pk):
    get_question(year, pk).move(request.user, later=request.POST.get("to") == "later")
    return redirect("cycle_questions", year)


@secretariat_only
@require_POST
def remove_question(request, year, pk):
    if question := find_question(year, pk):
        question.remove(request.user)
        messages.success(request, _("The question is taken out."))
    return redirect("cycle_questions", year)


@secretariat_only
@reads_and_writes
def cycle_guidance(request, year):
    cycle = get_cycle(year)
    Guidance.check_open(cycle)
    if request.method == "POST":
        with cycle.held():
            form = GuidanceForm(request.POST, cycle=cycle)
            if form.is_valid():
                Guidance.explain(cycle, request.user, form.changes())
                messages.success(request, _("The guidance is kept. It stands where one answers."))
                return redirect(cycle)
    else:
        form = GuidanceForm(cycle=cycle)
    return render(
        request,
        "secretariat/cycle_guidance.html",
        {**pages.cycle_facts(cycle), "form": form, "source": year_to_copy(cycle)},
        status=409 if form.conflicts else 200,
    )


@secretariat_only
@require_POST
def copy_cycle(request, year):
    """Questions and guidance of the year before, in one press."""
    cycle = get_cycle(year)
    if source := copy_into(cycle, request.user):
        messages.success(
            request, _("Copied from %(year)s. Look whether everything still holds.") % {"year": source}
        )
    return redirect("cycle_questions", year)
