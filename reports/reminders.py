"""Reminders that a progress report, or a change asked for in it, is due.

Celery beat asks every quarter of an hour what is due now; the answer is computed from the deadline, and the keys of
the outbox say what was written before. So a missed hour is made up, and nothing is sent twice.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Min, Prefetch, Q

from coalition import outbox
from coalition.models import OutgoingMessage
from municipalities.models import Member, Role

from .models import ProgressReport


@dataclass(frozen=True)
class Reminder:
    kind: str  # part of the key: never change it, or the reminder is sent again
    days: int  # from the last day

    def instant(self, last, zone):
        """When the town's clocks show the hour of reminders, counted from its last day."""
        return datetime.combine(last + timedelta(days=self.days), HOUR, tzinfo=zone)


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
# Of changes asked for in a returned report, by the day that the secretariat named.
CHANGE_REMINDERS = [
    Reminder("changes-7-days-before", -7),
    Reminder("changes-1-day-before", -1),
    Reminder("changes-due-day", 0),
]
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

    last: date  # in the town
    template: str

    @property
    def key(self):
        # With the day: whose day is moved, or who is asked for changes again, is reminded of the new one.
        day = self.last.isoformat()
        return f"{self.report.reminder_key}{self.reminder.kind}:{day}:{self.person.pk}"


def reminder_at(at, last, zone, reminders=REMINDERS, told_at=None):
    """The reminder whose time is now: the latest one that has come, unless that was too long ago.

    Nor is it one from before the people were told of the day, at `told_at`.
    """
    come = [reminder for reminder in reminders if reminder.instant(last, zone) <= at]
    instant = come[-1].instant(last, zone) if come else None
    is_useful = come and at - instant < STALE and (told_at is None or instant > told_at)
    return come[-1] if is_useful else None


def plan(at):
    """The notices whose time is now, written before or not."""
    return [*plan_for_years(at), *plan_for_changes(at)]


def plan_for_years(at):
    """Of first reports that were never submitted."""
    reports = (
        reports_of_members()
        .awaited(at)
        .filter(due__range=(at - timedelta(days=LAST + 4), at + timedelta(days=1 - FIRST)))
    )
    for report in reports:
        zone = report.municipality.time_zone
        last = last_day(report.due_at, zone)
        told_at = report.extended_at if report.is_extended else None
        if reminder := reminder_at(at, last, zone, told_at=told_at):
            for person in recipients(report.municipality):
                yield Notice(report, reminder, person, last, "report_due")


def plan_for_changes(at):
    """Of returned reports, by the first day that an open request names."""
    open_requests = Q(change_requests__resolved_at=None)
    reports = (
        reports_of_members()
        .filter(status=ProgressReport.Status.RETURNED)
        .annotate(asked_by=Min("change_requests__due_on", filter=open_requests))
        .filter(asked_by__range=((at - timedelta(days=4)).date(), (at + timedelta(days=9)).date()))
    )
    for report in reports:
        if reminder := reminder_at(at, report.asked_by, report.municipality.time_zone, CHANGE_REMINDERS):
            for person in recipients(report.municipality):
                yield Notice(report, reminder, person, report.asked_by, "report_changes_due")


def reports_of_members():
    """With the people of the town. A town that left owes nothing."""
    people = Member.objects.filter(user__is_active=True).select_related("user")
    return (
        ProgressReport.objects.filter(municipality__membership__status__in=["active", "on_hold"])
        .select_related("cycle", "municipality__province")
        .prefetch_related(Prefetch("municipality__people", people))
        .order_by("pk")
    )


def recipients(municipality):
    """Those who can act: the coordinators, or else whoever may write the report."""
    people = municipality.people.all()
    for role in (Role.COORDINATOR, Role.CONTRIBUTOR):
        if found := [member.user for member in people if member.role == role]:
            return [person for person in found if person.wants("reminder")]
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
    report = notice.report
    today = at.astimezone(report.municipality.time_zone).date()
    return outbox.compose(
        key=notice.key,
        category="reminder",
        to=notice.person,
        template=notice.template,
        context={
            "report": report,
            "cycle": report.cycle,
            "municipality": report.municipality,
            "days": (notice.last - today).days,
            "due_on": notice.last,
            "is_late": report.due_at < at,
        },
    )
