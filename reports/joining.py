"""What the reports add to joining and planning: a new member's first report, and a new plan in the open one."""

from django.utils import timezone

from commitments.extensions import on_publication
from municipalities.extensions import on_approval

from . import carry_forward
from .models import ProgressReport, ReportingCycle


@on_approval.register(order=20)
def start_reports_of_open_cycles(application, by):
    for cycle in ReportingCycle.objects.taking_reports(timezone.now()):
        cycle.start_report(application.municipality, by)


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
