"""What the reports add to the pages of the apps below: a town's matters and the secretariat's queue."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition.trail import NOTE_WORDS
from municipalities.extensions import member_records, queue_sources, workspace_matters
from municipalities.panels import Matter, QueueRow, Record

from .deadlines import end_of_day, say_due, secretariat_zone
from .escalation import is_month_late
from .models import Assignment, ProgressReport
from .outline import part_url, short_title, titles

Status = ProgressReport.Status
# The trail keeps which part it was, not what that is called.
for verb in ("assign", "take_back", "mark_ready", "take_ready_back"):
    NOTE_WORDS["reports.assignment", verb] = lambda part: str(short_title(part))


@workspace_matters.register(order=30)
def reports_of_the_town(municipality, user):
    """The reports with the town or with the secretariat, the oldest first."""
    now = timezone.now()
    reports = (
        municipality.reports.exclude(status=Status.ACCEPTED)
        .select_related("cycle")
        .prefetch_related("change_requests")
        .order_by("cycle__year")
    )
    matters = []
    for report in reports:
        report.municipality = municipality
        if report.is_in_time_at(now):
            matters.append(_matter(report, now, is_first=not matters and report.is_first()))
    # What is somebody's own comes first among what is due on the same day.
    return [*_own_parts(municipality, user, matters), *matters]


def _own_parts(municipality, user, matters):
    """A line for each part that is the person's, in reports that the town is writing."""
    mine = Assignment.objects.of(user).filter(
        report__municipality=municipality, report__status__in=ProgressReport.EDITABLE
    )
    mine = list(mine.select_related("report__cycle"))
    if not mine:
        return []
    named, by_url = titles(), {matter.url: matter for matter in matters}
    lines = []
    for assignment in mine:
        assignment.report.municipality = municipality
        if whole := by_url.get(assignment.report.get_absolute_url()):
            lines.append(
                Matter(
                    title=_("Yours: %(part)s") % {"part": named[assignment.part]},
                    url=part_url(assignment.report, assignment.part),
                    status="ready" if assignment.ready_at else "incomplete",
                    due_on=whole.due_on,
                    due_said=whole.due_said,
                    hint=whole.title,
                    is_late=whole.is_late and not assignment.ready_at,
                )
            )
    return sorted(lines, key=lambda line: line.status == "ready")


def _matter(report, now, is_first):
    due_on, due_said, hint, is_late, remark = None, "", "", False, ""
    if report.status == Status.RETURNED:
        dates = [
            asked.due_on for asked in report.change_requests.all() if asked.due_on and not asked.resolved_at
        ]
        due_on = min(dates, default=None)
        hint = _("The secretariat asks for changes.")
        is_late = due_on is not None and due_on < timezone.localdate(now)
    elif report.is_correction and report.is_editable:
        hint = _("Correction under way: the accepted revision stays public.")
    elif report.is_editable:
        due_on = report.due_at.astimezone(secretariat_zone()).date()
        due_said = say_due(report.due_at, report.municipality)
        is_late = report.is_late(now)
        if is_first:
            remark = _("Your first report may be short: say what you already do.")
    return Matter(
        title=_("Progress report of %(year)s") % {"year": report.cycle},
        url=report.get_absolute_url(),
        status=report.status,
        due_on=due_on,
        due_said=due_said,
        hint=hint,
        is_late=is_late,
        remark=remark,
    )


@member_records.register(order=20)
def reports_of_the_member(municipality):
    """Every report, the newest year first."""
    return [
        Record(
            title=_("Progress report of %(year)s") % {"year": report.cycle},
            url=reverse("review_report", args=[municipality.slug, report.cycle.year]),
            status=report.status,
            on=report.submitted_at and timezone.localdate(report.submitted_at, municipality.time_zone),
        )
        for report in municipality.reports.select_related("cycle").order_by("-cycle__year")
    ]


@queue_sources.register(order=30)
def reports_to_review():
    reports = ProgressReport.objects.to_review().select_related("cycle", "municipality__province", "reviewer")
    return [
        _row(
            report,
            report.submitted_at,
            "submitted",
            _("Review round %(number)s") % {"number": report.round} if report.round > 1 else _("Review"),
        )
        for report in reports.order_by("submitted_at")
    ]


@queue_sources.register(order=40)
def overdue_reports():
    """Reports never filed, then changes asked for and not made, each the longest overdue first."""
    by_name = f"municipality__sort_key_{get_language()}"
    reports = ProgressReport.objects.select_related("cycle", "municipality__province", "reviewer")
    now = timezone.now()
    never_filed = reports.overdue(now).order_by("due", by_name)
    unchanged = reports.overdue_changes(timezone.localdate()).order_by("asked_by", by_name)
    return [
        *(_late_row(report, now) for report in never_filed),
        *(_row(report, end_of_day(report.asked_by), "late", _("Write to the town")) for report in unchanged),
    ]


def _late_row(report, now):
    is_month_old = is_month_late(report, now)  # then mail has not helped, also not to the elected champion
    next_step = _("A month late: telephone the town") if is_month_old else _("Write to the town")
    return _row(report, report.due_at, "late", next_step)


def _row(report, since, status, next_step):
    is_late = status == "late"
    return QueueRow(
        kind=_("Progress report"),
        municipality=report.municipality,
        title=str(report.cycle),
        url=reverse("review_report", args=[report.municipality.slug, report.cycle.year]),
        status=status,
        since=since,
        next_step=next_step,
        kind_key="late" if is_late else "reports",
        heading=_("Late reports") if is_late else _("Reports to review"),
        holder=report.reviewer,
    )


def _section(key):
    """The section that a line of the trail names; the trail reads no titles, of which there may be many."""
    return str(short_title(key))


for verb in ("comment", "answer_request", "settle_request"):
    NOTE_WORDS["reports.progressreport", verb] = _section
