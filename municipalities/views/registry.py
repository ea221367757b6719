"""Care of the registry by the secretariat."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.http import reads_and_writes, typed
from coalition.text import clean_line
from coalition.workflow import WrongState

from .. import care, merging, registry_pages
from ..access import get_registered, refuse_own_town, secretariat_only
from ..registry_forms import LONGEST_NAME, MergerForm, RegionForm, RegistryForm, RenameForm, UndoMergerForm

PAGE_SIZE = 50


@secretariat_only
@require_safe
def registry(request):
    """Every municipality that could be a member."""
    form = RegistryForm(request.GET)
    form.is_valid()  # a filter that is wrong filters nothing
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    page = Paginator(registry_pages.find(**asked), PAGE_SIZE).get_page(request.GET.get("page"))
    crumbs = [(_("Secretariat"), reverse("secretariat"))]
    context = {
        "form": form,
        "page_obj": page,
        "count": page.paginator.count,
        "asked": asked,
        "crumbs": crumbs,
    }
    return render(request, "registry/registry.html", context)


@secretariat_only
@require_safe
def registry_municipality(request, slug):
    municipality = get_registered(slug)
    membership = getattr(municipality, "membership", None)
    context = {
        "municipality": municipality,
        "membership": membership,
        "facts": registry_pages.facts(municipality),
        "parts": municipality.parts.select_related("membership").alphabetical(),
        "predecessors": municipality.predecessors.alphabetical(),
        "people": municipality.people.select_related("user"),
        "applications": municipality.applications.all(),
        "trail": registry_pages.trail(municipality, membership),
        "crumbs": crumbs_to(),
    }
    return render(request, "registry/municipality.html", context)


@secretariat_only
@reads_and_writes
def rename_municipality(request, slug):
    municipality = get_registered(slug)
    refuse_own_town(request.user, municipality)
    initial = {
        "name_en": municipality.name_en,
        "name_fr": municipality.name_fr,
        "moves": True,
        "read": care.stamp(municipality),
    }
    form = RenameForm(typed(request), town=municipality, initial=initial)
    if form.is_valid():
        municipality = care.rename(municipality, request.user, **form.cleaned_data)
        return done(request, municipality, _("The new name is recorded."))
    return show(request, "registry/rename.html", municipality, form, title=_("Rename"))


@secretariat_only
@reads_and_writes
def place_in_region(request, slug):
    municipality = get_registered(slug)
    refuse_own_town(request.user, municipality)
    initial = {"region": municipality.parent_id, "read": care.stamp(municipality)}
    form = RegionForm(
        typed(request),
        regions=care.regions_for(municipality).alphabetical(),
        town=municipality,
        initial=initial,
    )
    why_not = care.why_in_no_region(municipality)
    if form.is_valid():
        municipality = care.place_in_region(municipality, request.user, **form.cleaned_data)
        return done(request, municipality, _("The region is recorded."))
    return show(request, "registry/region.html", municipality, form, title=_("Region"), why_not=why_not)


@secretariat_only
@reads_and_writes
def merge_municipality(request, slug):
    """Which town it became part of is looked for first: ?q=, then chosen."""
    municipality = get_registered(slug)
    refuse_own_town(request.user, municipality)
    q = clean_line(request.POST.get("q") or request.GET.get("q", ""))[:LONGEST_NAME]
    candidates = registry_pages.merger_candidates(municipality, q)
    form = MergerForm(
        typed(request),
        candidates=candidates,
        today=timezone.localdate(timezone=municipality.time_zone),
        initial={"read": care.stamp(municipality), "q": q},
    )
    if form.is_valid():
        merging.merge(municipality, request.user, **form.answers)
        return done(request, municipality, _("The merger is recorded."))
    context = {"q": q, "candidates": candidates, "obstacles": merging.obstacles(municipality)}
    return show(request, "registry/merge.html", municipality, form, title=_("Record a merger"), **context)


@secretariat_only
@reads_and_writes
def undo_merger(request, slug):
    municipality = get_registered(slug)
    refuse_own_town(request.user, municipality)
    if not municipality.merged_into_id:
        raise WrongState(municipality, "undo_merger", _("It is part of no other municipality."))
    refuse_own_town(request.user, municipality.merged_into)
    form = UndoMergerForm(
        typed(request),
        ended_membership=municipality.has_membership and municipality.membership.before_merger is not None,
        initial={"read": care.stamp(municipality)},
    )
    if form.is_valid():
        merging.undo_merger(municipality, request.user, **form.answers)
        return done(request, municipality, _("The municipality stands for itself again."))
    return show(request, "registry/undo_merger.html", municipality, form, title=_("Undo the merger"))


def show(request, template, municipality, form, **context):
    crumbs = [*crumbs_to(), (municipality.name, reverse("registry_municipality", args=[municipality.slug]))]
    return render(request, template, {"municipality": municipality, "form": form, "crumbs": crumbs} | context)


def done(request, municipality, sentence):
    messages.success(request, sentence)
    return redirect("registry_municipality", municipality.slug)


def crumbs_to():
    return [(_("Secretariat"), reverse("secretariat")), (_("Registry"), reverse("registry"))]
