"""What is done with one press on the page of a part.

The answers that are sent along are kept first: nobody loses what they typed by pressing another button than "Save".
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coalition.kept_answers import let_go
from coalition.workflow import WrongState
from municipalities.models import Role

from .. import remarks
from ..access import get_part_of, get_report
from ..forms.part import PartForms
from ..forms.update import Outcome
from ..last_year import LastYear
from .part import Attempt, keep_answers, keep_remarks, show_part

ALL = "all"


def _has_answers(request):
    return any(name.endswith("-seen") for name in request.POST)


def _keep_along(request, report, key, data=None, place=""):
    """(attempt, the page that says why what was typed could not be kept, or None); comments too, one at `place`."""
    outline, part = get_part_of(report, key)
    if not _has_answers(request) or not part.is_open:
        last = LastYear(report)
        attempt = Attempt(outline, part, last, PartForms(report, part, last), is_kept=True)
    else:
        attempt = keep_answers(report, key, data or request.POST)
    if not (attempt.is_kept and keep_remarks(request, attempt, place)):
        return attempt, show_part(request, attempt, status=attempt.status)
    let_go(request.user, part.url)
    return attempt, None


@require_POST
def confirm_updates(request, slug, year, part):
    """“Unchanged”, said of one action, or of all on the page of which nothing is said yet."""
    report = get_report(request.user, slug, year, Role.CONTRIBUTOR)
    get_part_of(report, part)
    report.check_open(part)
    data, confirmed = _with_confirmed(request.POST)
    attempt, problem = _keep_along(request, report, part, data)
    if problem:
        return problem
    if len(confirmed) > 1:
        messages.success(
            request,
            ngettext("%(count)d action is unchanged.", "%(count)d actions are unchanged.", len(confirmed))
            % {"count": len(confirmed)},
        )
    waiting = [form.prefix for form in attempt.forms.unconfirmed if form.prefix not in confirmed]
    return redirect(f"{attempt.part.url}#{_next_of(attempt.forms, confirmed, waiting)}")


def _with_confirmed(sent):
    """(what was sent, with the outcome of what was confirmed, prefixes of that). Only what stood on the page counts."""
    data, asked = sent.copy(), sent.get("confirm", "")
    shown = [
        name.removesuffix("-seen") for name in sent if name.startswith("update-") and name.endswith("-seen")
    ]
    if asked == ALL:
        confirmed = [prefix for prefix in shown if not sent.get(f"{prefix}-outcome")]
    else:
        confirmed = [prefix for prefix in shown if prefix == f"update-{asked}"]
    for prefix in confirmed:
        data[f"{prefix}-outcome"] = Outcome.UNCHANGED
    return data, confirmed


def _next_of(forms, confirmed, waiting):
    """Where to go on: the next action that waits, after the one that was confirmed; then the words."""
    prefixes = [form.prefix for form in forms.updates]
    here = max((prefixes.index(prefix) for prefix in confirmed if prefix in prefixes), default=-1)
    after = [prefix for prefix in waiting if prefixes.index(prefix) > here]
    return next(iter([*after, *waiting]), "words" if forms.words else "main")


@require_POST
def add_remark(request, slug, year, part):
    """A comment among the town's people, at the form that `place` names."""
    report, place = _place(request, slug, year, part)
    attempt, problem = _keep_along(request, report, part, place=place)
    if problem:
        return problem
    messages.success(request, _("Your comment is there for your colleagues to read."))
    return redirect(f"{attempt.part.url}#{place}")


@require_POST
def settle_remarks(request, slug, year, part):
    report, place = _place(request, slug, year, part)
    attempt, problem = _keep_along(request, report, part)
    if problem:
        return problem
    remarks.settle(report, attempt.part, place, request.user, timezone.now())
    return redirect(f"{attempt.part.url}#{place}")


@require_POST
def reopen_remarks(request, slug, year, part):
    report, place = _place(request, slug, year, part)
    attempt, problem = _keep_along(request, report, part)
    if problem:
        return problem
    remarks.reopen(report, attempt.part, place)
    return redirect(f"{attempt.part.url}#{place}")


def _place(request, slug, year, key):
    """(report, the place named in what was sent); the secretariat has no part in what the town's people write there."""
    report = get_report(request.user, slug, year, Role.CONTRIBUTOR)
    outline, part = get_part_of(report, key)
    if not remarks.are_read_by(report):
        raise PermissionDenied(_("The people of the municipality write here among themselves."))
    place = request.POST.get("place", "")
    if PartForms(report, part, LastYear(report)).one(place) is None:
        raise WrongState(report, "comment", _("What you write about is not asked in this section any more."))
    return report, place


@require_POST
def mark_ready(request, slug, year, part):
    """The part is done as it stands now."""
    report, assignment = _assignment(request, slug, year, part)
    attempt, problem = _keep_along(request, report, part)
    if problem:
        return problem
    with report.held():
        report.check_editable("mark_ready")
        _outline, now = get_part_of(report, part)
        assignment.mark_ready(request.user, PartForms(report, now, attempt.last).mark)
    messages.success(request, _("Marked ready: %(part)s.") % {"part": attempt.part.title})
    return redirect(report)


@require_POST
def take_ready_back(request, slug, year, part):
    report, assignment = _assignment(request, slug, year, part)
    attempt, problem = _keep_along(request, report, part)
    if problem:
        return problem
    report.check_editable("take_ready_back")
    assignment.take_ready_back(request.user)
    return redirect(attempt.part.url)


def _assignment(request, slug, year, key):
    report = get_report(request.user, slug, year, Role.CONTRIBUTOR)
    held = report.assignments.standing().select_related("member__user", "invitation")
    assignment = get_object_or_404(held, part=key)
    assignment.report = report
    assignment.check_holder(request.user)
    return report, assignment
