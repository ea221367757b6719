from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.trail import trail_of
from coalition.workflow import WrongState, once

from .. import extensions
from ..access import get_application_to_review, get_membership, is_own_town, secretariat_only
from ..forms import MemberFilterForm, ReasonForm, ReturnForm
from ..joining import answers
from ..models import Application, Membership, Municipality

PAGE_SIZE = 50


@secretariat_only
@require_safe
def secretariat(request):
    """What waits for the secretariat, oldest first, whatever its kind; then what it returned."""
    rows = [row for source in extensions.queue_sources for row in source()]
    page = Paginator(sorted(rows, key=lambda row: row.since), PAGE_SIZE).get_page(request.GET.get("page"))
    returned = Application.objects.awaiting_changes().select_related("municipality__province")
    context = {"page_obj": page, "count": len(rows), "returned": returned, "crumbs": []}
    return render(request, "secretariat/queue.html", context)


# --- applications ---------------------------------------------------------------------------------------


@secretariat_only
@require_safe
def review_application(request, pk):
    application = get_application_to_review(pk)
    titles = {step.key: step.title for step in application.steps()}
    context = _context(
        application,
        answers=answers(application),
        documents=[document for document in (application.letter, application.resolution) if document],
        requests=[(titles.get(asked.step, asked.step), asked) for asked in application.requests.all()],
        trail=trail_of(application),
        can_decide=application.can("approve"),
        can_decline=application.can("decline"),
        may_decide=_may_decide(request.user, application),
    )
    return render(request, "secretariat/application.html", context)


@secretariat_only
@require_POST
def approve_application(request, pk):
    application = _get_to_decide(request, pk)
    once(application.approve, Application.Status.APPROVED, by=request.user, read=_read(request, application))
    return _decided(request, pk, _("The application is approved, and the municipality is told."))


@secretariat_only
@reads_and_writes
def return_application(request, pk):
    application = _get_to_decide(request, pk)
    done = _("The application is returned for changes, and the municipality is told.")
    if application.status == Application.Status.RETURNED:
        return _decided(request, pk, done)
    _require(application, "return")
    form = ReturnForm(typed(request), steps=application.steps())
    if form.is_valid():
        asked = {"requests": form.requests, "read": _read(request, application)}
        once(application.send_back, Application.Status.RETURNED, by=request.user, **asked)
        return _decided(request, pk, done)
    context = _context(application, _review_crumb(application), form=form, read=_read(request, application))
    return render(request, "secretariat/return_application.html", context)


@secretariat_only
@reads_and_writes
def decline_application(request, pk):
    application = _get_to_decide(request, pk)
    done = _("The application is declined, and the municipality is told.")
    if application.status == Application.Status.DECLINED:
        return _decided(request, pk, done)
    _require(application, "decline")
    form = ReasonForm(
        typed(request), label=_("Why is the application declined?"), hint=_("The town reads this.")
    )
    if form.is_valid():
        why = {"read": _read(request, application), **form.cleaned_data}
        once(application.decline, Application.Status.DECLINED, by=request.user, **why)
        return _decided(request, pk, done)
    context = _context(application, _review_crumb(application), form=form, read=_read(request, application))
    return render(request, "secretariat/decline_application.html", context)


def _get_to_decide(request, pk):
    application = get_application_to_review(pk)
    application.refuse_decider(request.user)
    return application


def _decided(request, pk, done):
    """Back to the application. A second click says it too: the answer to the first one is never seen."""
    if request.method == "POST":
        messages.success(request, done)
    return redirect("review_application", pk)


def _read(request, application):
    """The submission that is or was on the screen: nobody decides on another one."""
    return request.POST.get("submitted_at", "") if request.method == "POST" else application.stamp


def _may_decide(user, application):
    try:
        application.refuse_decider(user)
    except PermissionDenied:
        return False
    return True


def _require(application, verb):
    if not application.can(verb):
        raise WrongState(application, verb)


def _context(application, *crumbs, **facts):
    crumbs = [(_("Secretariat"), reverse("secretariat")), *crumbs]
    return {"application": application, "municipality": application.municipality, "crumbs": crumbs, **facts}


def _review_crumb(application):
    return application.number, reverse("review_application", args=[application.pk])


# --- members --------------------------------------------------------------------------------------------


@secretariat_only
@require_safe
def secretariat_members(request):
    """Every town that is or was a member."""
    form = MemberFilterForm(request.GET)
    form.is_valid()  # a filter that is wrong filters nothing
    towns = Municipality.objects.filter(membership__isnull=False).select_related("province", "membership")
    towns = towns.matching(form.cleaned_data.get("q") or "")
    if status := form.cleaned_data.get("status"):
        towns = towns.filter(membership__status=status)
    if province := form.cleaned_data.get("province"):
        towns = towns.filter(province=province)
    page = Paginator(towns.alphabetical(), PAGE_SIZE).get_page(request.GET.get("page"))
    crumbs = [(_("Secretariat"), reverse("secretariat"))]
    context = {"form": form, "page_obj": page, "count": page.paginator.count, "crumbs": crumbs}
    return render(request, "secretariat/members.html", context)


@secretariat_only
@require_safe
def secretariat_member(request, slug):
    return _show_member(request, get_membership(slug))


@secretariat_only
@require_POST
def hold_membership(request, slug):
    return _move_membership(request, slug, "hold", _("The membership is on hold."))


@secretariat_only
@require_POST
def resume_membership(request, slug):
    return _move_membership(request, slug, "resume", _("The membership is active again."))


@secretariat_only
@require_POST
def end_membership(request, slug):
    return _move_membership(request, slug, "end", _("The membership has ended."))


def _move_membership(request, slug, verb, done):
    membership = get_membership(slug)
    membership.municipality.refuse_decider(request.user)
    form = _verb_form(verb, request.POST)
    if not form.is_valid():
        return _show_member(request, membership, form)
    _sources, target = Membership.TRANSITIONS[verb]
    once(getattr(membership, verb), target, by=request.user, **form.cleaned_data)
    messages.success(request, done)
    return redirect("secretariat_member", slug)


def _verb_form(verb, data=None):
    form = ReasonForm(data, auto_id=f"{verb}_%s")
    form.verb = verb
    return form


def _show_member(request, membership, wrong_form=None):
    municipality = membership.municipality
    forms = {
        verb: wrong_form if wrong_form and wrong_form.verb == verb else _verb_form(verb)
        for verb in Membership.TRANSITIONS
        if membership.can(verb)
    }
    applications = list(municipality.applications.all())
    context = {
        "membership": membership,
        "municipality": municipality,
        "forms": forms,
        "form": wrong_form,
        "people": municipality.people.select_related("user"),
        "applications": applications,
        "documents": municipality.documents.all(),
        "trail": trail_of(membership, *applications),
        "is_own_town": is_own_town(request.user, municipality),
        "crumbs": [
            (_("Secretariat"), reverse("secretariat")),
            (_("Members"), reverse("secretariat_members")),
        ],
    }
    return render(request, "secretariat/member.html", context)
