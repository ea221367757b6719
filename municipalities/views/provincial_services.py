"""The services of whole provinces and territories, which the secretariat keeps."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.trail import trail_of

from ..access import secretariat_only
from ..involvement_access import find_provincial_service, get_provincial_service
from ..models import LocalService
from ..service_forms import ProvincialServiceForm
from .local_services import say_reviewed


@secretariat_only
@require_safe
def provincial_services(request):
    found = list(LocalService.objects.provincial().select_related("province").order_by("province_id", "pk"))
    today = timezone.localdate()
    for service in found:
        service.is_old = service.is_due(today)
    context = {
        "services": found,
        "old": [service for service in found if service.is_old],
        "crumbs": _crumbs()[:1],
    }
    return render(request, "services/provincial_services.html", context)


@secretariat_only
@reads_and_writes
@transaction.atomic
def add_provincial_service(request):
    form = ProvincialServiceForm(typed(request))
    if form.is_valid():
        key = form.cleaned_data["key"] or uuid.uuid4()
        return _saved(request, LocalService.add(request.user, key=key, **form.answers()))
    return _show(request, None, form)


@secretariat_only
@reads_and_writes
@transaction.atomic
def provincial_service(request, pk):
    edited = get_provincial_service(pk, held=request.method == "POST")
    form = ProvincialServiceForm(typed(request), service=edited)
    if form.is_valid():
        edited.revise(request.user, **form.answers())
        return _saved(request, edited)
    return _show(request, edited, form)


@secretariat_only
@reads_and_writes
def remove_provincial_service(request, pk):
    doomed = find_provincial_service(pk)
    if request.method == "POST":
        if doomed:  # a second click finds it gone already, which is what it asked for
            doomed.remove(request.user)
        messages.success(request, _("The service is removed."))
        return redirect("provincial_services")
    if doomed is None:
        raise Http404
    return render(request, "services/removal.html", {"service": doomed, "crumbs": _crumbs()})


@secretariat_only
@require_POST
def review_provincial_services(request):
    say_reviewed(request, LocalService.objects.provincial())
    return redirect("provincial_services")


def _crumbs():
    return [
        (_("Secretariat"), reverse("secretariat")),
        (_("Help in a whole province"), reverse("provincial_services")),
    ]


def _saved(request, service):
    messages.success(request, _("“%(name)s” is saved, and public.") % {"name": service})
    return redirect("provincial_services")


def _show(request, edited, form):
    context = {
        "service": edited,
        "form": form,
        "trail": trail_of(edited) if edited else [],
        "crumbs": _crumbs(),
    }
    return render(request, "services/service.html", context, status=409 if form.conflicts else 200)
