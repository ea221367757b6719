"""The secretariat's reporting years: prepare, open, watch, close."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.tables import csv_response, xlsx_response
from coalition.trail import trail_of
from coalition.workflow import WrongState, once
from commitments.models import IndicatorVersion
from municipalities.access import secretariat_only
from municipalities.models import Municipality

from .. import pages
from ..access import get_cycle
from ..copying import year_to_copy
from ..deadlines import say_due, secretariat_zone
from ..forms.cycle import CycleDatesForm, CycleForm
from ..models import ReportingCycle
from ..preview import as_if_open, mailing, parts_seen
from ..rounds import pace_of
from ..standing import StandingForm, export, figures, header, standings

PAGE_SIZE = 100
RESPONSES = {"csv": csv_response, "xlsx": xlsx_response}


@secretariat_only
@require_safe
def cycles(request):
    return render(
        request,
        "secretariat/cycles.html",
        {"cycles": ReportingCycle.objects.with_progress(), "crumbs": pages.secretariat_crumbs()},
    )


@secretariat_only
@reads_and_writes
def add_cycle(request):
    form = CycleForm(typed(request), initial={"year": ReportingCycle.objects.next_year()})
    if form.is_valid():
        cycle = ReportingCycle.add(request.user, **form.facts())
        messages.success(request, _("The year is prepared. Nobody is told before you open it."))
        return redirect(cycle)
    return render(
        request,
        "secretariat/add_cycle.html",
        {"form": form, "crumbs": pages.cycle_crumbs()},
    )


@secretariat_only
@require_safe
def cycle(request, year):
    cycle = get_cycle(year)
    every = standings(cycle, timezone.now())
    form = StandingForm(request.GET, standings=every)
    return render(
        request,
        "secretariat/cycle.html",
        {
            "cycle": cycle,
            "form": form,
            "query": urlencode(form.query),
            "page_obj": Paginator(form.found, PAGE_SIZE).get_page(request.GET.get("page")),
            "total": len(every),
            "figures": figures(every),
            "extended": sum(one.report.is_extended and one.report.status == "draft" for one in every),
            "pace": pace_of(cycle.reports, timezone.now()),
            "members": Municipality.objects.members().count() if cycle.status == cycle.Status.DRAFT else 0,
            **cycle.asks(),
            "indicators": IndicatorVersion.objects.in_force(cycle.year),
            "source": year_to_copy(cycle),
            "trail": trail_of(cycle),
            "zone": secretariat_zone(),
            "crumbs": pages.cycle_crumbs(),
        },
    )


@secretariat_only
@require_safe
def cycle_export(request, year, format):
    """The list with the same filters, to take along."""
    if format not in RESPONSES:
        raise Http404
    every = standings(get_cycle(year), timezone.now())
    found = StandingForm(request.GET, standings=every).found
    return RESPONSES[format](f"{_('reports')}-{year}.{format}", header(), export(found))


@secretariat_only
@require_safe
def cycle_preview(request, year):
    """The year as a town would see it, and the mails that would go out. Nothing is kept."""
    cycle = get_cycle(year)
    if cycle.status != cycle.Status.DRAFT:
        raise WrongState(cycle, "preview", _("The year is open: its reports show what the towns see."))
    towns = list(Municipality.objects.members().select_related("province").alphabetical())
    chosen = next((town for town in towns if town.slug == request.GET.get("town")), None)
    with as_if_open(cycle, chosen) as report:
        last, parts = parts_seen(report)
        return render(
            request,
            "secretariat/cycle_preview.html",
            {
                **pages.cycle_facts(cycle),
                "towns": towns,
                "chosen": chosen,
                "municipality": report.municipality,
                "due": say_due(report.due_at, report.municipality),
                "parts": parts,
                "last": last,
                "mailing": mailing(cycle, towns, report.municipality),
            },
        )


@secretariat_only
@reads_and_writes
def cycle_dates(request, year):
    cycle = get_cycle(year)
    if cycle.status == cycle.Status.CLOSED:
        raise WrongState(cycle, "reschedule", _("This reporting year is closed, so its dates stay."))
    form = CycleDatesForm(typed(request), cycle=cycle)
    if form.is_valid():
        if cycle.reschedule(request.user, **form.facts()):
            messages.success(
                request, _("The dates are changed, on every page and in every reminder to come.")
            )
        return redirect(cycle)
    return render(
        request,
        "secretariat/cycle_dates.html",
        {"form": form, "cycle": cycle, "crumbs": pages.cycle_crumbs()},
    )


@secretariat_only
@require_POST
def open_cycle(request, year):
    cycle = get_cycle(year)
    if once(cycle.open, cycle.Status.OPEN, by=request.user):
        messages.success(request, _("The year is open, and the coordinators are told."))
    return redirect(cycle)


@secretariat_only
@require_POST
def close_cycle(request, year):
    cycle = get_cycle(year)
    if once(cycle.close, cycle.Status.CLOSED, by=request.user):
        messages.success(request, _("The year is closed."))
    return redirect(cycle)
