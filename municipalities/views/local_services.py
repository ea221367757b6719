"""The services that a town keeps: where its people get help."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes
from coalition.kept_answers import kept, let_go
from coalition.trail import trail_of

from ..access import get_municipality
from ..involvement_access import get_service, get_service_to_remove
from ..local_help import services_of
from ..models import LocalService, Role
from ..service_forms import ServiceForm


@require_safe
def services(request, slug):
    municipality = get_municipality(request.user, slug)
    found = services_of(municipality)
    today = timezone.localdate(timezone=municipality.time_zone)
    for service in found:
        service.is_old = service.is_due(today)
    context = {
        "municipality": municipality,
        "services": found,
        "old": [service for service in found if service.is_old],
        "may_write": municipality.role >= Role.CONTRIBUTOR,
        "moved": request.GET.get("moved", ""),
        "crumbs": crumbs_to(municipality)[:2],
    }
    return render(request, "services/services.html", context)


@reads_and_writes
@transaction.atomic
def add_service(request, slug):
    municipality = get_municipality(request.user, slug, Role.CONTRIBUTOR)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"] or uuid.uuid4()
        added = LocalService.add(request.user, key=key, municipality=municipality, **form.answers())
        return _saved(request, added)
    return _show(request, municipality, None, form)


@reads_and_writes
@transaction.atomic
def service(request, slug, pk):
    edited = get_service(request.user, slug, pk, Role.CONTRIBUTOR, held=request.method == "POST")
    form = _form(request, edited)
    if request.method == "POST" and form.is_valid():
        edited.revise(request.user, **form.answers())
        return _saved(request, edited)
    return _show(request, edited.municipality, edited, form)


@reads_and_writes
def remove_service(request, slug, pk):
    municipality, doomed = get_service_to_remove(request.user, slug, pk)
    if request.method == "POST":
        if doomed:  # a second click finds it gone already, which is what it asked for
            doomed.remove(request.user)
        messages.success(request, _("The service is removed."))
        return redirect("services", slug)
    if doomed is None:
        raise Http404
    context = {"municipality": municipality, "service": doomed, "crumbs": crumbs_to(municipality)}
    return render(request, "services/removal.html", context)


@require_POST
def move_service(request, slug, pk):
    moved = get_service(request.user, slug, pk, Role.CONTRIBUTOR)
    seen, to = (_place(request.POST.get(name, "")) for name in ("seen", "to"))
    if seen is None or to is None:
        messages.error(request, _("Say at which place it should stand: a number."))
    elif not moved.move(seen=seen, to=to):
        messages.warning(
            request, _("A colleague changed the order meanwhile. This is how it stands now: try again.")
        )
    return redirect(f"{reverse('services', args=[slug])}?moved={pk}#service-{pk}")


@require_POST
def review_services(request, slug):
    """All that stood on the page is still right, or the one whose button was pressed."""
    municipality = get_municipality(request.user, slug, Role.CONTRIBUTOR)
    say_reviewed(request, municipality.services.all())
    return redirect("services", slug)


def say_reviewed(request, services):
    """Review the services that the page names, with the stamps it showed, and say what came of it."""
    stamps = dict(line.split(":", 1) for line in request.POST.getlist("shown") if ":" in line)
    named = [service for service in services if str(service.pk) in stamps]
    changed = [each for each in named if not each.review(request.user, stamps[str(each.pk)])]
    if changed:
        names = ", ".join(map(str, changed))
        messages.warning(
            request,
            _("Changed since you opened the page, so please look at it again: %(names)s.") % {"names": names},
        )
    if len(named) > len(changed):
        messages.success(request, _("Reviewed today. Thank you for looking."))


def crumbs_to(municipality):
    return [
        (_("Workspace"), reverse("workspaces")),
        (municipality.name, reverse("workspace", args=[municipality.slug])),
        (_("Where to get help"), reverse("services", args=[municipality.slug])),
    ]


def _form(request, edited=None):
    # What was typed before the session ended is shown, and saved by its button only.
    data = request.POST if request.method == "POST" else kept(request)
    form = ServiceForm(data, service=edited)
    if data and request.method != "POST":
        form.is_valid()
    return form


def _saved(request, service):
    let_go(request.user, request.path)
    messages.success(request, _("“%(name)s” is saved, and public.") % {"name": service})
    return redirect("services", service.municipality.slug)


def _show(request, municipality, edited, form):
    context = {
        "municipality": municipality,
        "service": edited,
        "form": form,
        "trail": trail_of(edited) if edited else [],
        "crumbs": crumbs_to(municipality),
    }
    return render(request, "services/service.html", context, status=409 if form.conflicts else 200)


def _place(typed):
    typed = typed.strip()
    return int(typed) if typed.isdecimal() and len(typed) < 5 else None
