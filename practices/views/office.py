"""The secretariat's side: what towns hand in, what it writes itself, what it takes out of the library."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes
from coalition.kept_answers import kept, let_go
from coalition.trail import trail_of
from coalition.workflow import once
from municipalities.access import is_own_town, secretariat_only
from municipalities.forms import ReasonForm

from .. import reading
from ..access import get_practice_of_any, get_practice_to_decide
from ..completeness import gaps
from ..forms import OfficeForm, form_for
from ..models import Practice

PAGE_SIZE = 50
Status = Practice.Status


@secretariat_only
@require_safe
def secretariat_practices(request):
    """All of them but drafts of towns, which are theirs; of one state where one is asked for."""
    known = Practice.objects.exclude(status=Status.REPLACED).exclude(
        status=Status.DRAFT, municipality__isnull=False
    )
    counts = dict(known.order_by().values_list("status").annotate(count=Count("pk")))
    asked = request.GET.get("status", "")
    chosen = asked if asked in counts else ""
    found = known.filter(status=chosen) if chosen else known
    page = Paginator(found.in_full().order_by("-begun_at", "-pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "page_obj": page,
        "states": [(state, state.label, counts[state]) for state in Status if state in counts],
        "chosen": chosen,
        "total": sum(counts.values()),
        "crumbs": [(_("Secretariat"), reverse("secretariat"))],
    }
    return render(request, "practices/office/practices.html", context)


@secretariat_only
@reads_and_writes
@transaction.atomic
def enter_practice(request):
    """One from elsewhere, with credit."""
    form = _checked(OfficeForm(_typed(request)), request)
    if request.method == "POST" and form.is_valid():
        practice = Practice.begin(None, request.user, key=form.cleaned_data["key"], **form.answers())
        return _saved(request, practice)
    return _edit_page(request, None, form)


@secretariat_only
@reads_and_writes
@transaction.atomic
def correct_practice(request, pk):
    practice = get_practice_of_any(pk)
    if request.method == "POST":
        practice.hold()
        practice = get_practice_of_any(pk)  # as it stands under the lock
    practice.require_correctable()
    form = _checked(form_for(practice, _typed(request)), request)
    if request.method == "POST" and form.is_valid():
        if answers := form.answers():
            practice.correct(request.user, **answers)
        return _saved(request, practice)
    return _edit_page(request, practice, form)


@secretariat_only
@require_safe
def review_practice(request, pk):
    return _review_page(request, get_practice_of_any(pk))


@secretariat_only
@require_POST
def publish_practice(request, pk):
    practice = get_practice_to_decide(request.user, pk)
    if practice.municipality is None:
        once(practice.enter, Status.PUBLISHED, request.user)
    else:
        once(practice.publish, Status.REPLACED if practice.revises_id else Status.PUBLISHED, request.user)
    messages.success(request, _("The practice is in the library."))
    return redirect("review_practice", practice.revises_id or pk)


@secretariat_only
@require_POST
def return_practice(request, pk):
    practice = get_practice_to_decide(request.user, pk)
    form = _reason_to_return(request.POST)
    if not form.is_valid():
        return _review_page(request, practice, back=form)
    once(practice.send_back, Status.RETURNED, request.user, **form.cleaned_data)
    messages.success(request, _("The municipality is asked for changes, by mail too."))
    return redirect("review_practice", pk)


@secretariat_only
@require_POST
def take_down_practice(request, pk):
    practice = get_practice_to_decide(request.user, pk)
    form = _reason_to_take_down(request.POST)
    if not form.is_valid():
        return _review_page(request, practice, down=form)
    once(practice.take_down, Status.WITHDRAWN, request.user, **form.cleaned_data)
    messages.success(request, _("The practice is out of the library."))
    return redirect("review_practice", pk)


def _reason_to_return(data):
    return ReasonForm(data, label=_("What has to change?"), hint=_("The municipality reads this."))


def _reason_to_take_down(data):
    return ReasonForm(data, label=_("Why is it taken out?"), hint=_("The municipality reads this."))


def _review_page(request, practice, back=None, down=None):
    municipality = practice.municipality
    is_own = municipality is not None and is_own_town(request.user, municipality)
    is_waiting = practice.status == Status.SUBMITTED
    is_public = practice.status == Status.PUBLISHED
    context = {
        **reading.facts(practice),
        "origin": reading.origin(practice),
        "gaps": gaps(practice) if practice.status == Status.DRAFT else [],
        "is_own": is_own,
        "may_decide": is_waiting and not is_own,
        "may_enter": municipality is None and practice.status == Status.DRAFT,
        "may_correct": practice.is_correctable,
        "may_take_down": is_public and not is_own,
        "back": back or _reason_to_return(None),
        "down": down or _reason_to_take_down(None),
        "has_errors": bool(back or down),
        "trail": trail_of(practice),
        "crumbs": _crumbs(),
    }
    return render(request, "practices/office/practice.html", context)


def _typed(request):
    return request.POST if request.method == "POST" else kept(request)


def _checked(form, request):
    """What was typed before the session ended is compared with what stands now."""
    if form.is_bound and request.method != "POST":
        form.is_valid()
    return form


def _saved(request, practice):
    let_go(request.user, request.path)
    messages.success(request, _("“%(title)s” is saved.") % {"title": practice})
    return redirect("review_practice", practice.pk)


def _edit_page(request, practice, form):
    context = {"practice": practice, "form": form, "crumbs": _crumbs()}
    return render(request, "practices/office/form.html", context, status=409 if form.conflicts else 200)


def _crumbs():
    return [
        (_("Secretariat"), reverse("secretariat")),
        (_("Good practices"), reverse("secretariat_practices")),
    ]
