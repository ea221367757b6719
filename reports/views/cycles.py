"""The secretariat's reporting years: prepare, open, watch, close."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.workflow import WrongState, once
from municipalities.access import secretariat_only
from municipalities.models import Municipality

from .. import pages
from ..access import get_cycle
from ..forms.cycle import CycleDatesForm, CycleForm
from ..models import ReportingCycle
from ..rounds import pace_of


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
    return render(
        request,
        "secretariat/cycle.html",
        {
            "cycle": cycle,
            "rows": pages.cycle_rows(cycle, timezone.now()),
            "figures": pages.cycle_figures(cycle),
            "pace": pace_of(cycle.reports, timezone.now()),
            "members": Municipality.objects.members().count(),
            "crumbs": pages.cycle_crumbs(),
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
