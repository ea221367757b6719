"""The reminders of a year: on which days, and who gets what."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.http import reads_and_writes
from municipalities.access import secretariat_only

from .. import pages
from ..access import get_cycle
from ..forms.reminder_days import ReminderDaysForm
from ..reminder_days import plan_of


@secretariat_only
@reads_and_writes
def cycle_reminders(request, year):
    """The days, which are changed here, and before anything goes out what they mean."""
    cycle = get_cycle(year)
    if request.method == "POST":
        with cycle.held():
            cycle = get_cycle(year)
            form = ReminderDaysForm(request.POST, cycle=cycle)
            if form.is_valid():
                cycle.schedule_reminders(request.user, form.days())
                messages.success(request, _("The days are saved. Below is what they mean."))
                return redirect("cycle_reminders", year)
    else:
        form = ReminderDaysForm(cycle=cycle)
    plan = plan_of(cycle, timezone.now())
    chosen = next((each for each in plan.days if each.day.isoformat() == request.GET.get("day")), None)
    return render(
        request,
        "secretariat/cycle_reminders.html",
        {
            **pages.cycle_facts(cycle),
            "form": form,
            "plan": plan,
            "chosen": chosen,
            "is_draft": cycle.status == cycle.Status.DRAFT,
            "is_closed": cycle.status == cycle.Status.CLOSED,
        },
        status=409 if form.conflicts else 200,
    )
