"""Reminders that a progress report is due.

Celery beat asks every quarter of an hour what is due now; the answer is computed from the deadline, and the keys of
the outbox say what was written before. So a missed hour is made up, and nothing is sent twice.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Prefetch

from coalition import outbox
from coalition.models import OutgoingMessage
from municipalities.models import Member, Role

from .models import ProgressReport


@dataclass(frozen=True)
class Reminder:
    kind: str  # part of the key: never change it, or the reminder is sent again
    days: int  # from the last day

    def instant(self, due_at, zone):
        """When the town's clocks show the hour of reminders on that day."""
        return datetime.combine(last_day(due_at, zone) + timedelta(days=self.days), HOUR, tzinfo=zone)


HOUR = time(9)
REMINDERS = [
    Reminder("60-days-before", -60),
    Reminder("30-days-before", -30),
    Reminder("14-days-before", -14),
    Reminder("3-days-before", -3),
    Reminder("due-day", 0),
    Reminder("7-days-after", 7),
    Reminder("30-days-after", 30),
]
FIRST, LAST = REMINDERS[0].days, REMINDERS[-1].days
# After an outage a reminder is still sent for so long, if no later one has taken its place.
STALE = timedelta(days=3)


def last_day(due_at, zone):
    """The last day on which people of the town come to work before the deadline.

    Midnight at the secretariat is half past one of the next day in Newfoundland.
    """
    return (due_at.astimezone(zone) - timedelta(hours=HOUR.hour)).date()


@dataclass(frozen=True)
class Notice:
    """One reminder to one person about one report."""

    report: ProgressReport
    reminder: Reminder
    person: object

    @property
    def key(self):
        return f"{self.report.reminder_key}{self.reminder.kind}:{self.person.pk}"


def reminder_at(at, due_at, zone):
    """The reminder whose time is now: the latest one that has come, unless that was too long ago."""
    come = [reminder for reminder in REMINDERS if reminder.instant(due_at, zone) <= at]
    return come[-1] if come and at - come[-1].instant(due_at, zone) < STALE else None


def plan(at):
    """The notices whose time is now, written before or not."""
    reports = (
        ProgressReport.objects.unfinished()
        # A correction of an accepted report has no deadline; a town that left owes nothing.
        .filter(cycle__status="open", revision=1, municipality__membership__status__in=["active", "on_hold"])
        .filter(cycle__closes_at__gt=at)
        .filter(cycle__due_at__range=(at - timedelta(days=LAST + 4), at + timedelta(days=1 - FIRST)))
        .select_related("cycle", "municipality__province")
        .prefetch_related(
            Prefetch(
                "municipality__people", Member.objects.filter(user__is_active=True).select_related("user")
            )
        )
    )
    notices = []
    for report in reports.order_by("pk"):
        reminder = reminder_at(at, report.cycle.due_at, report.municipality.time_zone)
        if reminder:
            notices += [Notice(report, reminder, person) for person in recipients(report.municipality)]
    return notices


def recipients(municipality):
    """Those who can act: the coordinators, or else whoever may write the report."""
    people = municipality.people.all()
    for role in (Role.COORDINATOR, Role.CONTRIBUTOR):
        if found := [member.user for member in people if member.role == role]:
            return found
    return []


def remind(at):
    """Put into the outbox what is due and not yet there; how many messages that were."""
    notices = plan(at)
    known = set(
        OutgoingMessage.objects.filter(key__in=[notice.key for notice in notices]).values_list(
            "key", flat=True
        )
    )
    messages = [_compose(notice, at) for notice in notices if notice.key not in known]
    if messages:
        outbox.put(messages)
    return len(messages)


def _compose(notice, at):
    report, zone = notice.report, notice.report.municipality.time_zone
    due_at = report.cycle.due_at
    return outbox.compose(
        key=notice.key,
        category="reminder",
        to=notice.person,
        template="report_due",
        context={
            "report": report,
            "cycle": report.cycle,
            "municipality": report.municipality,
            "days": (last_day(due_at, zone) - at.astimezone(zone).date()).days,
            "is_late": due_at < at,
            "is_returned": report.status == ProgressReport.Status.RETURNED,
        },
    )
