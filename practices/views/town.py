"""A town's own practices: listed, written, read before they are handed in."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.http import reads_and_writes
from coalition.kept_answers import kept, let_go
from coalition.trail import trail_of
from municipalities.models import Role

from .. import reading
from ..access import get_practice_to_edit, get_town_of_practices, get_town_practice
from ..beginning import accepted_actions, is_of_town, start_from
from ..completeness import gaps
from ..forms import PracticeForm
from ..models import Practice


@require_safe
def town_practices(request, slug):
    municipality = get_town_of_practices(request.user, slug)
    practices = list(municipality.practices.exclude(status=Practice.Status.REPLACED).in_full())
    told = {practice.action_lineage: practice for practice in practices}
    offers = [(lineage, years[0]) for lineage, years in accepted_actions(municipality) if lineage not in told]
    context = {
        "municipality": municipality,
        "crumbs": _crumbs(municipality)[:-1],
        "practices": practices,
        "adopted": list(municipality.adopted_practices.select_related("practice")),
        "offers": offers,
        "may_write": _may_write(municipality),
    }
    return render(request, "practices/town/practices.html", context)


@reads_and_writes
@transaction.atomic
def add_practice(request, slug):
    """A new draft; from an accepted action where the address names one."""
    municipality = get_town_of_practices(request.user, slug, Role.CONTRIBUTOR)
    form = _form(request, municipality, start=start_from(municipality, request.GET.get("action")))
    if request.method == "POST" and form.is_valid():
        lineage = form.cleaned_data["from_action"]
        practice = Practice.begin(
            municipality,
            request.user,
            key=form.cleaned_data["key"],
            action_lineage=lineage if lineage and is_of_town(municipality, lineage) else None,
            **form.answers(),
        )
        return _saved(request, practice)
    return _show(request, municipality, None, form)


@reads_and_writes
@transaction.atomic
def edit_practice(request, slug, pk):
    practice = get_practice_to_edit(request.user, slug, pk)
    if request.method == "POST":
        practice.hold()
        practice = get_practice_to_edit(request.user, slug, pk)  # as it stands under the lock
    form = _form(request, practice.municipality, practice)
    if request.method == "POST" and form.is_valid():
        if answers := form.answers():
            practice.revise(request.user, **answers)
        return _saved(request, practice)
    return _show(request, practice.municipality, practice, form)


@require_safe
def town_practice(request, slug, pk):
    practice = get_town_practice(request.user, slug, pk)
    municipality = practice.municipality
    is_public = practice.status == Practice.Status.PUBLISHED
    context = {
        "municipality": municipality,
        "crumbs": _crumbs(municipality),
        **reading.facts(practice),
        "gaps": gaps(practice) if practice.is_editable else [],
        "revision": practice.revisions.filter(status__in=Practice.OPEN).first() if is_public else None,
        "followings": reading.followings(practice) if is_public else [],
        "may_write": _may_write(municipality),
        "may_submit": municipality.role >= Role.COORDINATOR and _may_write(municipality),
        "trail": trail_of(practice),
    }
    return render(request, "practices/town/practice.html", context)


def _form(request, municipality, practice=None, start=None):
    # What was typed before the session ended is shown, compared with what stands now, and saved by its button only.
    data = request.POST if request.method == "POST" else kept(request)
    form = PracticeForm(data, municipality=municipality, practice=practice, start=start)
    if data and request.method != "POST":
        form.is_valid()
    return form


def _saved(request, practice):
    let_go(request.user, request.path)
    messages.success(request, _("“%(title)s” is saved.") % {"title": practice})
    return redirect(practice.get_workspace_url())


def _show(request, municipality, practice, form):
    context = {
        "municipality": municipality,
        "crumbs": _crumbs(municipality),
        "practice": practice,
        "form": form,
        "is_from_action": bool(form["from_action"].value()) if practice is None else False,
    }
    return render(request, "practices/town/form.html", context, status=409 if form.conflicts else 200)


def _may_write(municipality):
    membership = getattr(municipality, "membership", None)
    is_member = membership is not None and membership.status != membership.Status.ENDED
    return is_member and municipality.role >= Role.CONTRIBUTOR


def _crumbs(municipality):
    return [
        (_("Workspace"), reverse("workspaces")),
        (municipality.name, reverse("workspace", args=[municipality.slug])),
        (_("Good practices"), reverse("town_practices", args=[municipality.slug])),
    ]
