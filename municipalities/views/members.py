"""The members, as the secretariat sees them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.trail import trail_of
from coalition.workflow import once

from ..access import get_membership, is_own_town, secretariat_only
from ..forms import MemberFilterForm, ReasonForm
from ..models import Membership, Municipality

PAGE_SIZE = 50


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
        "documents": municipality.documents.current().exclude(file=""),
        "trail": trail_of(membership, *applications),
        "is_own_town": is_own_town(request.user, municipality),
        "crumbs": [
            (_("Secretariat"), reverse("secretariat")),
            (_("Members"), reverse("secretariat_members")),
        ],
    }
    return render(request, "secretariat/member.html", context)
