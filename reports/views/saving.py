"""Saving by itself: static/js/autosave.js sends one group of answers at a time and reads a small answer.

200 kept, 409 changed by somebody else meanwhile (`conflicts`) or closed (`reason`), 400 cannot be kept as it is
(`errors`).
"""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from coalition.workflow import WrongState
from municipalities.models import Role

from ..access import get_part, get_part_of, get_report
from ..completeness import part_gaps
from .part import keep_answers

NOT_ASKED = gettext_lazy("The plan has changed, and this is not asked here any more. Copy what you typed.")


@require_POST
def save_part(request, slug, year, part):
    """Keep what is sent of one part; what is not sent is left alone."""
    report = get_report(request.user, slug, year, Role.CONTRIBUTOR)
    get_part_of(report, part)
    # What is sent as anything else than a form is not read at all, and so answers nothing.
    if not any(name.endswith("-seen") for name in request.POST):
        return _refuse(_("What was sent cannot be read: it answers nothing that is asked here."), 409)
    try:
        attempt = keep_answers(report, part, request.POST)
    except WrongState as problem:
        return _refuse(problem.reason, 409)
    if attempt.is_late:
        return JsonResponse({"is_late": True})
    sent = [form for form in attempt.forms.all if f"{form.prefix}-seen" in request.POST]
    if attempt.is_kept:
        return JsonResponse(_kept(request, slug, year, part, report, sent))
    if stray := attempt.forms.stray:
        return JsonResponse({"errors": {one.prefix: [str(NOT_ASKED)] for one in stray}}, status=400)
    if attempt.forms.has_conflicts():
        return JsonResponse({"conflicts": [_conflicts(form) for form in sent if form.conflicts]}, status=409)
    return JsonResponse({"errors": {form.prefix: _errors(form) for form in sent if form.errors}}, status=400)


def _refuse(reason, status):
    return JsonResponse({"reason": str(reason)}, status=status)


def _kept(request, slug, year, key, report, forms):
    outline, part = get_part(request.user, slug, year, key)
    left = len(part_gaps(outline.report, part))
    at = timezone.localtime(timezone.now(), report.municipality.time_zone)
    return {
        "said": _("Saved at %(time)s") % {"time": time_format(at.time(), "TIME_FORMAT")},
        "left": left,
        "left_said": ngettext(
            "%(count)d answer is still missing here.", "%(count)d answers are still missing here.", left
        )
        % {"count": left}
        if left
        else _("Nothing is missing here."),
        "groups": {form.prefix: _group(form) for form in forms},
    }


def _group(form):
    """What the page has to know to go on: the marks of what it wrote, what others wrote beside it, what is missing now."""
    return {
        "marks": form.marks_written(),
        "news": [
            {"mark": form.marks[unit], "unit": unit, "shown": form.shown_anew(unit)} for unit in form.news
        ],
        "status": _status(form),
        "wanted": [f"{form.prefix}-note"] if getattr(form, "lacks_note", False) else [],
    }


def _status(form):
    """The state of what is asked, as the page draws it; empty for what has none."""
    if update := getattr(form, "update", None):
        facts = (
            {"value": update.outcome}
            if update.is_answered
            else {"value": "incomplete", "label": _("To confirm")}
        )
    elif reading := getattr(form, "reading", None):
        facts = {"value": "incomplete", "label": _("No answer yet")}
        if form.lacks_note:
            facts["label"] = _("Large change: say why in the note")
        elif reading.is_answered:
            facts = {"value": "complete", "label": _("Answered")}
    else:
        return ""
    return render_to_string("report/state.html", facts).strip()


def _conflicts(form):
    return {
        "prefix": form.prefix,
        "html": render_to_string("components/conflicts.html", {"form": form}),
        "units": [
            {"unit": one.unit, "mark": form.marks[one.unit], "shown": form.shown_anew(one.unit)}
            for one in form.conflicts
        ],
    }


def _errors(form):
    return [message for messages in form.errors.values() for message in messages]
