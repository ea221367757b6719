"""A part of the town's report: read, answered, kept. Its other verbs are in part_verbs.py and saving.py."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.http import reads_and_writes
from coalition.kept_answers import kept, let_go
from coalition.threads import threads_of
from municipalities.models import Role

from .. import conversation, pages, remarks
from ..access import get_part, get_part_of, get_report
from ..completeness import part_gaps
from ..forms.part import PartForms
from ..last_year import LastYear
from ..models import SavingPage
from ..outline import INDICATORS, OVERVIEW, Outline, Part


@dataclass
class Attempt:
    """What was sent for a part, and whether it was kept."""

    outline: Outline
    part: Part
    last: LastYear
    forms: PartForms
    is_kept: bool = False
    is_late: bool = False  # a newer request of the same page came first
    remark_forms: dict = field(default_factory=dict)  # place: comment that was typed along

    @property
    def status(self):
        return 409 if self.forms.has_conflicts() or self.forms.stray else 200


@reads_and_writes
def report_overview(request, slug, year):
    return _part_page(request, slug, year, OVERVIEW)


@reads_and_writes
def report_section(request, slug, year, number):
    return _part_page(request, slug, year, str(number))


@reads_and_writes
def report_indicators(request, slug, year):
    return _part_page(request, slug, year, INDICATORS)


def _part_page(request, slug, year, key):
    if request.method == "POST":
        report = get_report(request.user, slug, year, Role.CONTRIBUTOR)
        attempt = keep_answers(report, key, request.POST)
        if not (attempt.is_kept and keep_remarks(request, attempt)):
            return show_part(request, attempt, status=attempt.status)
        let_go(request.user, attempt.part.url)
        return _saved(request, slug, year, key)
    outline, part = get_part(request.user, slug, year, key)
    last = LastYear(outline.report)
    typed = kept(request) if part.is_open and outline.report.municipality.role >= Role.CONTRIBUTOR else None
    forms = PartForms(outline.report, part, last, typed)
    attempt = Attempt(outline, part, last, forms)
    if typed:
        forms.is_valid()  # compares with what stands now; nothing is written
        attempt.remark_forms = remarks.read(outline.report, forms, typed)
    return show_part(request, attempt)


def keep_answers(report, key, data):
    """Keep what was answered in the part. What it is compared with is read, and stays as it is, until it is written."""
    with report.held():
        outline, part = get_part_of(report, key)
        report.check_open(key, part)
        last = LastYear(report)
        page = SavingPage.of(report, data)
        attempt = Attempt(outline, part, last, forms=None)
        if page and page.is_late:
            attempt.forms, attempt.is_late = PartForms(report, part, last), True
            return attempt
        forms = attempt.forms = PartForms(report, part, last, page.with_own_marks(data) if page else data)
        # What is asked no more is told first; whoever saves again has read that.
        attempt.is_kept = forms.is_valid() and not forms.stray
        if attempt.is_kept:
            report.revise(key, part=part, **forms.answers())
        if page:
            page.hear(forms.all if attempt.is_kept else ())
    return attempt


def keep_remarks(request, attempt, place=""):
    """Write the comments that were typed along with the answers, all or none; that at `place` may not be empty."""
    report = attempt.outline.report
    attempt.remark_forms = remarks.read(report, attempt.forms, request.POST, place)
    if [form for form in attempt.remark_forms.values() if not form.is_valid()]:
        return False
    for where, form in attempt.remark_forms.items():
        remarks.write(report, attempt.part, where, request.user, form.cleaned_data["text"])
    return True


def show_part(request, attempt, status=200):
    """The page of the part, with all that was typed where it comes back."""
    outline, part, last, forms = attempt.outline, attempt.part, attempt.last, attempt.forms
    report = outline.report
    may_write = report.municipality.role >= Role.CONTRIBUTOR
    assignment = (
        report.assignments.standing()
        .filter(part=part.key)
        .select_related("member__user", "invitation")
        .first()
    )
    if request.method == "POST" and not attempt.remark_forms:
        attempt.remark_forms = remarks.read(report, forms, request.POST)
    remark_forms = list(attempt.remark_forms.values())
    remarks.attach(report, part, forms, may_write, attempt.remark_forms)
    return render(
        request,
        "report/section.html",
        {
            **pages.report_facts(report, deeper=True),
            "part": part,
            "forms": forms,
            "error_forms": [*forms.all, *remark_forms],
            "has_errors": forms.has_errors() or any(form.errors for form in remark_forms),
            "answers": [pages.answer(report, part)],
            "thread": conversation.thread_at(report, part, threads_of(report), request.user),
            "from_check": request.GET.get("back") == "check",
            "elsewhere": pages.elsewhere(outline, part),
            "last": last,
            "last_words": pages.last_words(part, last),
            "can_write": part.is_open and may_write,
            "left": len(part_gaps(report, part)),
            "assignment": assignment,
            "is_mine": bool(assignment and assignment.is_held_by(request.user)),
            "may_mark": bool(
                assignment
                and (assignment.is_held_by(request.user) or report.municipality.role >= Role.COORDINATOR)
            ),
            "is_changed_since": bool(
                assignment and assignment.ready_at and assignment.ready_mark != forms.mark
            ),
        },
        status=status,
    )


def _saved(request, slug, year, key):
    """Say what is left in the part, and go on to the next page that needs something."""
    outline, part = get_part(request.user, slug, year, key)
    left = part_gaps(outline.report, part)
    if left:
        messages.warning(
            request,
            ngettext(
                "Section saved: %(part)s. %(count)d answer is still missing there.",
                "Section saved: %(part)s. %(count)d answers are still missing there.",
                len(left),
            )
            % {"part": part.title, "count": len(left)},
        )
    else:
        messages.success(request, _("Section saved: %(part)s. It is complete.") % {"part": part.title})
    if request.POST.get("then") == "check":
        return redirect(reverse("report_check", args=[slug, year]) + f"#part-{key}")
    if request.POST.get("then") == "next":
        return redirect(pages.next_page(outline, part))
    return redirect(outline.report)
