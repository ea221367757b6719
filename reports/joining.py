"""What the reports add to joining and planning: a first report, a new plan in the open one, the parts of a new colleague."""

from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.extensions import on_publication
from municipalities.extensions import merger_obstacles, on_acceptance, on_approval

from . import carry_forward
from .models import Assignment, ProgressReport, ReportingCycle


@on_approval.register(order=20)
def start_reports_of_open_cycles(application, by):
    for cycle in ReportingCycle.objects.taking_reports(timezone.now()):
        cycle.start_report(application.municipality, by)


@on_acceptance.register(order=10)
def give_the_parts_that_waited(invitation, member):
    """What was kept for whoever was invited is theirs from now on."""
    Assignment.objects.filter(invitation=invitation).update(
        member=member, invitation=None, assigned_at=timezone.now()
    )


@merger_obstacles.register(order=10)
def reports_that_wait(municipality):
    """A draft stays behind unfiled; what was handed in is owed an answer."""
    waiting = municipality.reports.filter(status=ProgressReport.Status.SUBMITTED).select_related("cycle")
    return [
        _("Its progress report of %(year)s waits for a decision: accept or return it first.")
        % {"year": report.cycle.year}
        for report in waiting
    ]


@on_publication.register(order=10)
def bring_reports_up_to_the_plan(municipality, by):
    """Only first drafts: a returned report reopens in part, and a correction stays with the plan of its time."""
    drafts = municipality.reports.filter(
        status=ProgressReport.Status.DRAFT, revision=1, cycle__status=ReportingCycle.Status.OPEN
    )
    # Of a save, a submission and this, each waits for the other: nothing typed meanwhile is lost, and a report
    # submitted meanwhile is no draft any more once its row is ours.
    held = drafts.select_for_update(of=("self",), no_key=True).select_related("cycle").order_by("pk")
    for report in held:
        carry_forward.refresh([report])
