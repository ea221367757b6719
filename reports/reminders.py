"""What people are reminded of in a year of reports: a report that is due, and changes that were asked for in one."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Min, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.moments import say_day
from coalition.templatetags.coalition_tags import in_language
from municipalities.extensions import open_matters
from municipalities.models import Member
from municipalities.reminding.matters import HOUR, Call, OpenMatter, Said, Step, calls_of_town, steps

from .deadlines import say_due
from .models import Assignment, ProgressReport
from .outline import short_title

# Of changes asked for in a returned report, by the day that the secretariat named.
CHANGES = (
    Step("changes-7-days-before", -7),
    Step("changes-1-day-before", -1),
    Step("changes-due-day", 0),
)


def last_day(due_at, zone):
    """The last day on which people of the town come to work before the deadline.

    Midnight at the secretariat is half past one of the next day in Newfoundland.
    """
    return (due_at.astimezone(zone) - timedelta(hours=HOUR.hour)).date()


@dataclass(frozen=True)
class MatterOfReport(OpenMatter):
    report: ProgressReport = None

    @property
    def facts(self):
        """For the sentences."""
        return {"town": in_language(self.municipality, "name"), "year": self.report.cycle.year}

    @property
    def title(self):
        return _("Progress report of %(year)s") % self.facts


class ReportDue(MatterOfReport):
    """A first report that was never submitted."""

    def said(self, call, today, at):
        facts = self.facts | {"due_at": say_due(self.report.due_at, self.municipality)}
        if self.report.due_at < at:
            subject = _("%(town)s: the %(year)s progress report is late")
            sentence = _(
                "The %(year)s progress report of %(town)s was due on %(due_at)s. It is not too late to send it."
            )
        else:
            subject = self._how_soon(facts, (self.last - today).days)
            sentence = _("The %(year)s progress report of %(town)s is due on %(due_at)s.")
        advice = [
            _("What was written so far is kept, and the page says what is still missing."),
            _(
                "The reminders stop as soon as the report is submitted. If you need more time, a coordinator can ask"
                " for it on the page of the report."
            ),
        ]
        sentence %= facts
        if call.parts:
            parts = ", ".join(str(short_title(key)) for key in call.parts)
            sentence = f"{sentence} " + _("Yours, and not ready yet: %(parts)s.") % {"parts": parts}
        url = self.report.get_absolute_url()
        return Said(subject % facts, self.title, sentence, url, _("Open the report"), advice)

    @staticmethod
    def _how_soon(facts, days):
        if days == 0:
            return _("%(town)s: the %(year)s progress report is due today")
        facts["days"] = days
        return ngettext(
            "%(town)s: the %(year)s progress report is due in %(days)s day",
            "%(town)s: the %(year)s progress report is due in %(days)s days",
            days,
        )


class ChangesDue(MatterOfReport):
    """Changes that the secretariat asked for in a returned report."""

    def said(self, call, today, at):
        days = (self.last - today).days
        facts = self.facts | {"due_on": say_day(self.last), "days": days}
        if days < 0:
            subject = _("%(town)s: the changes in the %(year)s progress report are overdue")
        elif days == 0:
            subject = _("%(town)s: the changes in the %(year)s progress report are due today")
        else:
            subject = ngettext(
                "%(town)s: the changes in the %(year)s progress report are due in %(days)s day",
                "%(town)s: the changes in the %(year)s progress report are due in %(days)s days",
                days,
            )
        sentence = _(
            "The secretariat asked for changes in the %(year)s progress report of %(town)s by %(due_on)s."
            " Only the sections it asks about are open."
        )
        advice = [
            _(
                "The reminders stop as soon as the report is submitted. If you need more time, tell the secretariat."
            )
        ]
        title = _("Changes in the progress report of %(year)s") % facts
        url = self.report.get_absolute_url()
        return Said(subject % facts, title, sentence % facts, url, _("Open the report"), advice)


@open_matters.register(order=30)
def reports_due(at, towns=None):
    """First reports that were never submitted: to the people of the town, and to whoever has a section before the day."""
    return matters_of(reports_of_members(towns).awaited(at))


def matters_of(reports):
    """The ReportDue of each of these reports of `reports_of_members`."""
    for report in reports.prefetch_related(Prefetch("assignments", _not_ready())):
        schedule = steps(*report.cycle.reminder_days)
        yield ReportDue(
            key=report.matter,
            municipality=report.municipality,
            last=last_day(report.due_at, report.municipality.time_zone),
            calls=calls_of_report(report, schedule),
            known_at=max(filter(None, [report.cycle.opened_at, report.extended_at]), default=None),
            report=report,
        )


def _not_ready():
    return (
        Assignment.objects.standing()
        .filter(ready_at=None, member__isnull=False)
        .select_related("member__user")
    )


def calls_of_report(report, schedule):
    """Until the last day also to those who have a section that is not ready; after it to those who answer for all."""
    parts, members = {}, {}
    for assignment in report.assignments.all():
        parts.setdefault(assignment.member.user_id, []).append(assignment.part)
        members[assignment.member.user_id] = assignment.member
    calls = [
        Call(call.person, call.steps, call.since, tuple(parts.pop(call.person.pk, ())))
        for call in calls_of_town(report.municipality.people.all(), schedule)
    ]
    before = tuple(step for step in schedule if step.days <= 0)
    return calls + [
        Call(members[person].user, before, members[person].since, tuple(theirs))
        for person, theirs in parts.items()
    ]


@open_matters.register(order=40)
def changes_due(at, towns=None):
    """Of returned reports, by the first day that an open request names."""
    open_requests = Q(change_requests__resolved_at=None)
    reports = (
        reports_of_members(towns)
        .filter(status=ProgressReport.Status.RETURNED)
        .annotate(asked_by=Min("change_requests__due_on", filter=open_requests))
        .filter(asked_by__isnull=False)
    )
    for report in reports:
        yield ChangesDue(
            key=report.matter_of_changes,
            municipality=report.municipality,
            last=report.asked_by,
            calls=calls_of_town(report.municipality.people.all(), CHANGES),
            report=report,
        )


def reports_of_members(towns=None):
    """With the people of the town. A town that left owes nothing."""
    people = Member.objects.filter(user__is_active=True).select_related("user")
    reports = ProgressReport.objects.filter(municipality__membership__status__in=["active", "on_hold"])
    if towns is not None:
        reports = reports.filter(municipality__in=towns)
    return (
        reports.select_related("cycle", "municipality__province")
        .prefetch_related(Prefetch("municipality__people", people))
        .order_by("pk")
    )
