"""The secretariat's side of events: written, read in both languages, published, changed, cancelled; who registered."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.tables import csv_response
from coalition.trail import trail_of
from coalition.workflow import once
from municipalities.access import secretariat_only

from ..access import find_gathering, get_gathering
from ..event_forms import CancelForm, GatheringForm
from ..event_reading import sides
from ..models import Gathering, Registration
from ..models.registration import KEPT_AFTER_EVENT

PAGE_SIZE = 30
Status = Registration.Status


@secretariat_only
@require_safe
def secretariat_events(request):
    """What is coming first, then what is past."""
    registered = Count("registrations", filter=Q(registrations__status=Status.REGISTERED))
    waiting = Count("registrations", filter=Q(registrations__status=Status.WAITING))
    known = Gathering.objects.annotate(registered=registered, waiting=waiting)
    page = Paginator(known.order_by("-starts_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "count": page.paginator.count,
        "now": timezone.now(),
        "crumbs": [(_("Secretariat"), reverse("secretariat"))],
    }
    return render(request, "network/office/events.html", context)


@secretariat_only
@reads_and_writes
def add_event(request):
    form = GatheringForm(typed(request))
    if form.is_valid():
        gathering = Gathering.begin(request.user, **form.words())
        return redirect(gathering.get_office_url())
    return _form_page(request, None, form)


@secretariat_only
@require_safe
def secretariat_event(request, pk):
    return _event_page(request, get_gathering(pk), CancelForm())


def _event_page(request, gathering, form):
    counts = dict(gathering.registrations.order_by().values_list("status").annotate(count=Count("pk")))
    context = {
        "gathering": gathering,
        "sides": sides(gathering),
        "gaps": gathering.gaps() if gathering.can("publish") else [],
        "registered": counts.get(Status.REGISTERED, 0),
        "waiting": counts.get(Status.WAITING, 0),
        "is_over": gathering.ends_at <= timezone.now(),
        "form": form,
        "trail": trail_of(gathering),
        "crumbs": _crumbs(),
    }
    return render(request, "network/office/event.html", context)


@secretariat_only
@reads_and_writes
@transaction.atomic
def edit_event(request, pk):
    gathering = get_gathering(pk)
    gathering.hold()
    gathering.require_editable()
    form = GatheringForm(typed(request), thing=gathering)
    if form.is_valid():
        if form.changed:
            gathering.revise(request.user, **form.words())
        return redirect(gathering.get_office_url())
    return _form_page(request, gathering, form)


@secretariat_only
@require_POST
def publish_event(request, pk):
    gathering = get_gathering(pk)
    once(gathering.publish, Gathering.Status.PUBLISHED, request.user)
    messages.success(request, _("The event is public."))
    return redirect(gathering.get_office_url())


@secretariat_only
@require_POST
def cancel_event(request, pk):
    gathering = get_gathering(pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _event_page(request, gathering, form)
    once(gathering.cancel, Gathering.Status.CANCELLED, request.user, **form.cleaned_data)
    messages.success(request, _("The event is cancelled, and everybody who registered is told."))
    return redirect(gathering.get_office_url())


@secretariat_only
@require_POST
def remove_event(request, pk):
    if gathering := find_gathering(pk):  # a second click finds it gone already, which is what it asked for
        gathering.discard(request.user)
    messages.success(request, _("The draft is deleted."))
    return redirect("secretariat_events")


@secretariat_only
@require_safe
def event_registrations(request, pk):
    gathering = get_gathering(pk)
    people = list(gathering.registrations.placed())
    context = {
        "gathering": gathering,
        "registered": [each for each in people if each.status == Status.REGISTERED],
        "waiting": [each for each in people if each.status == Status.WAITING],
        "has_begun": gathering.starts_at <= timezone.now(),
        "forgotten_on": gathering.ends_at + KEPT_AFTER_EVENT,
        "crumbs": [*_crumbs(), (str(gathering), gathering.get_office_url())],
    }
    return render(request, "network/office/registrations.html", context)


@secretariat_only
@require_POST
def mark_attendance(request, pk):
    """Who was there: boxes, compared with those that the page showed."""
    gathering = get_gathering(pk)
    shown, ticked = (_keys(request.POST.getlist(name)) for name in ("shown", "attended"))
    Registration.mark_attendance(gathering, shown=shown, ticked=ticked)
    messages.success(request, _("Who was there is kept."))
    return redirect("event_registrations", pk)


@secretariat_only
@require_safe
def event_registrations_csv(request, pk):
    gathering = get_gathering(pk)
    header = [
        *(_("Name"), _("E-mail address"), _("Language"), _("Municipality or organization")),
        *(_("What they need to take part"), _("Status"), _("Registered at"), _("Was there")),
    ]
    rows = [
        [
            *(each.name, each.email, each.get_language_display(), each.organization),
            *(each.access_needs, each.get_status_display(), each.placed_at),
            _("yes") if each.attended else _("no"),
        ]
        for each in gathering.registrations.placed()
    ]
    return csv_response(f"{gathering.slug or 'event'}-{gathering.pk}.csv", header, rows)


def _keys(typed_keys):
    return {int(key) for key in typed_keys if key.isdecimal() and len(key) < 16}


def _form_page(request, gathering, form):
    crumbs = [*_crumbs(), (str(gathering), gathering.get_office_url())] if gathering else _crumbs()
    context = {"gathering": gathering, "form": form, "crumbs": crumbs}
    return render(request, "network/office/event_form.html", context, status=409 if form.conflicts else 200)


def _crumbs():
    return [(_("Secretariat"), reverse("secretariat")), (_("Events"), reverse("secretariat_events"))]
