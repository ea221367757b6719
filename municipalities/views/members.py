"""The members, as the secretariat sees them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.tables import csv_response, xlsx_response
from coalition.trail import trail_of
from coalition.workflow import once

from .. import extensions, members
from ..access import get_membership, is_own_town, refuse_own_town, secretariat_only
from ..forms import EndForm, NoteForm, ReasonForm
from ..members import MemberFilterForm
from ..models import Membership

PAGE_SIZE = 50
NEWEST_DOCUMENTS = 10
RESPONSES = {"csv": csv_response, "xlsx": xlsx_response}


@secretariat_only
@require_safe
def secretariat_members(request):
    """Every town that is or was a member, as far as it was asked for."""
    form = MemberFilterForm(request.GET, today=timezone.localdate())
    towns = form.towns()
    counts = members.count(towns)
    page = Paginator(towns, PAGE_SIZE)
    page.count = counts["total"]
    context = {
        "form": form,
        "page_obj": page.get_page(request.GET.get("page")),
        "count": counts["total"],
        "counts": counts,
        "reach": members.reach(towns),
        "query": urlencode(form.asked),
        "crumbs": [(_("Secretariat"), reverse("secretariat"))],
    }
    return render(request, "secretariat/members.html", context)


@secretariat_only
@require_safe
def members_export(request, format):
    """The list with the same filters, to take along."""
    if format not in RESPONSES:
        raise Http404
    form = MemberFilterForm(request.GET, today=timezone.localdate())
    name = f"{_('members')}-{timezone.localdate():%Y-%m-%d}.{format}"
    return RESPONSES[format](name, members.header(), members.rows(form.towns()))


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
@reads_and_writes
def end_membership(request, slug):
    """What ends with it, and from which day: a page of its own, since it is not taken back."""
    membership = get_membership(slug)
    municipality = membership.municipality
    refuse_own_town(request.user, municipality)
    today = timezone.localdate(timezone=municipality.time_zone)
    form = EndForm(typed(request), first_day=membership.first_day, today=today)
    if form.is_valid():
        once(membership.end, Membership.Status.ENDED, by=request.user, **form.cleaned_data)
        messages.success(request, _("The membership has ended."))
        return redirect("secretariat_member", slug)
    if request.method == "GET" and not membership.can("end"):
        return redirect("secretariat_member", slug)
    context = {
        "membership": membership,
        "municipality": municipality,
        "form": form,
        "crumbs": [
            (_("Secretariat"), reverse("secretariat")),
            (_("Members"), reverse("secretariat_members")),
            (municipality.name, reverse("secretariat_member", args=[slug])),
        ],
    }
    return render(request, "secretariat/end_membership.html", context)


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
        for verb in ["hold", "resume"]
        if membership.can(verb)
    }
    applications = list(municipality.applications.all())
    context = {
        "membership": membership,
        "municipality": municipality,
        "forms": forms,
        "may_end": membership.can("end"),
        "last_period": membership.periods.last(),
        "form": wrong_form,
        "people": municipality.people.select_related("user"),
        "invitation": municipality.invitations.answerable().first(),
        "records": [record for find in extensions.member_records for record in find(municipality)],
        "applications": applications,
        "documents": municipality.documents.current()[:NEWEST_DOCUMENTS],
        "notes": municipality.notes.select_related("author"),
        "note_form": NoteForm(auto_id="note_%s"),
        "trail": trail_of(membership, *applications),
        "is_own_town": is_own_town(request.user, municipality),
        "crumbs": [
            (_("Secretariat"), reverse("secretariat")),
            (_("Members"), reverse("secretariat_members")),
        ],
    }
    return render(request, "secretariat/member.html", context)
