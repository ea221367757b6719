"""Reports that are a month late: the elected champion hears of each, the secretariat of how many they are."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition import outbox
from coalition.models import User
from municipalities.extensions import open_matters
from municipalities.models import Application, Role
from municipalities.reminding import working_days
from municipalities.reminding.matters import Call, OpenMatter, Said, Step, day_of
from municipalities.reminding.planning import USEFUL_FOR, Clocks, is_office_hour_somewhere

from .models import ProgressReport, ReportingCycle
from .reminders import last_day, reports_of_members

A_MONTH = 30  # days after the last one
MONTH_LATE = (Step("month-late", 0),)


def day_of_escalation(report):
    """The working day on which it is a month late, for the people of the town."""
    town = report.municipality
    return day_of(A_MONTH, last_day(report.due_at, town.time_zone), town.province_id)


def is_month_late(report, at):
    return day_of_escalation(report) <= at.astimezone(report.municipality.time_zone).date()


def month_late(at):
    """{year's key: [reports]}, of first reports that are a month late or more."""
    found = {}
    long_due = ProgressReport.objects.overdue(at - timedelta(days=A_MONTH - 1))
    for report in long_due.select_related("cycle", "municipality"):
        if is_month_late(report, at):
            found.setdefault(report.cycle_id, []).append(report)
    return found


@dataclass(frozen=True)
class ReportsMonthLate(OpenMatter):
    """Of a year, all together. When more become a month late, the secretariat is told anew."""

    cycle: ReportingCycle = None
    count: int = 0

    is_deadline = False

    def said(self, call, today, at):
        facts = {"count": self.count, "year": self.cycle.year}
        sentence = ngettext(
            "%(count)s progress report of %(year)s is a month late",
            "%(count)s progress reports of %(year)s are a month late",
            self.count,
        )
        return Said(
            subject=sentence % facts,
            title=_("Progress reports of %(year)s that are a month late") % facts,
            sentence=f"{sentence % facts}.",
            url=reverse("cycle", args=[self.cycle.year]) + "?show=late#where",
            button=_("See which"),
            advice=[
                _(
                    "The coordinators were reminded, and the elected champions told where their address is known."
                )
            ],
        )


@open_matters.register(order=90)
def reports_month_late(at, towns=None):
    """Whatever the towns: it is of none."""
    people = [Call(person, MONTH_LATE) for person in User.objects.secretariat().order_by("pk")]
    for reports in month_late(at).values():
        cycle = reports[0].cycle
        yield ReportsMonthLate(
            key=f"month-late:{cycle.pk}",
            municipality=None,
            last=max(day_of_escalation(report) for report in reports),
            calls=people,
            cycle=cycle,
            count=len(reports),
        )


def write_to_champions(at):
    """Put into the outbox what elected champions are told now, once for each report; how many messages that were."""
    if not is_office_hour_somewhere(at):
        return 0
    late = list(reports_of_members().overdue(at - timedelta(days=A_MONTH - 1)))
    champions = champions_of([report.municipality_id for report in late])
    due = [
        (report, champions[report.municipality_id])
        for report in late
        if report.municipality_id in champions and _is_due(report, at)
    ]
    keys = {champion_key(report): (report, champion) for report, champion in due}
    written = outbox.written_among(keys)
    messages = [_letter(key, *pair) for key, pair in keys.items() if key not in written]
    if messages:
        outbox.put(messages)
    return len(messages)


def champions_of(towns):
    """{town's key: the application that names its champion, with an address}"""
    named = Application.objects.filter(
        municipality__in=towns, status=Application.Status.APPROVED, champion_email__gt=""
    )
    return {application.municipality_id: application for application in named.order_by("pk")}


def champion_key(report):
    """With the day: whoever gets more time, and is a month late again, is written to again."""
    return f"{report.champion_prefix}{day_of_escalation(report).isoformat()}"


def _is_due(report, at):
    """On that working day or one of the next two, in the office hours of the town."""
    town, day = report.municipality, day_of_escalation(report)
    clocks = Clocks(town.time_zone)
    today = clocks.today(at)
    return (
        clocks.is_office_hour(at)
        and working_days.is_working_day(today, town.province_id)
        and day <= today <= working_days.later(day, USEFUL_FOR, town.province_id)
    )


def _letter(key, report, application):
    town = report.municipality
    return outbox.compose(
        key=key,
        category="champion",
        to=outbox.Stranger(application.champion_email, town.language),
        template="report_month_late",
        context={
            "champion": application.champion_name,
            "municipality": town,
            "report": report,
            "coordinators": [str(one.user) for one in town.people.all() if one.role == Role.COORDINATOR],
        },
    )
