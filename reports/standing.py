"""How far each town has come with its report of a year: what the year's page lists, counts, filters and exports."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from django import forms
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coalition.forms import PortalForm
from municipalities.models import Province

from .completeness import is_complete
from .models import Extension, ProgressReport
from .outline import Outline
from .rows import rows_of

Status = ProgressReport.Status


@dataclass(frozen=True)
class Standing:
    """A town's report in a year."""

    report: ProgressReport
    parts: int
    complete: int
    is_late: bool
    is_asking: bool  # for more time

    @property
    def municipality(self):
        return self.report.municipality

    @property
    def url(self):
        return reverse("review_report", args=[self.municipality.slug, self.report.cycle.year])

    @property
    def touched_at(self):
        """When somebody last wrote in it or decided on it."""
        report = self.report
        moments = [report.touched_at, report.submitted_at, report.accepted_at]
        return max(filter(None, moments), default=None)

    @property
    def share(self):
        return self.complete / self.parts if self.parts else 0


def standings(cycle, now):
    """Every report of the year by the name of the town; as many queries for ten towns as for five hundred."""
    reports = list(
        cycle.reports.select_related("municipality__province").order_by(
            f"municipality__sort_key_{get_language()}", "municipality"
        )
    )
    rows = rows_of(reports)
    asking = set(Extension.objects.waiting().filter(report__cycle=cycle).values_list("report", flat=True))
    found = []
    for report in reports:
        report.cycle = cycle
        needed = [part for part in Outline(report, rows[report.pk]).parts if part.is_needed]
        found.append(
            Standing(
                report=report,
                parts=len(needed),
                complete=sum(is_complete(report, part) for part in needed),
                is_late=report.is_late(now),
                is_asking=report.pk in asking,
            )
        )
    return found


class Show(models.TextChoices):
    ALL = "", gettext_lazy("All reports")
    MISSING = "missing", gettext_lazy("Not submitted yet")
    LATE = "late", gettext_lazy("Late")
    UNTOUCHED = "untouched", gettext_lazy("Nobody has written in it yet")
    READY = "ready", gettext_lazy("Complete, not submitted")
    ASKING = "asking", gettext_lazy("Asks for more time")
    EXTENDED = "extended", gettext_lazy("Has more time")
    SUBMITTED = "submitted", gettext_lazy("Submitted")
    RETURNED = "returned", gettext_lazy("Returned for changes")
    ACCEPTED = "accepted", gettext_lazy("Accepted")


FITS = {
    Show.MISSING: lambda one: one.report.status in ProgressReport.EDITABLE,
    Show.LATE: lambda one: one.is_late,
    Show.UNTOUCHED: lambda one: one.report.status == Status.DRAFT and one.touched_at is None,
    Show.READY: lambda one: one.report.is_editable and one.complete == one.parts,
    Show.ASKING: lambda one: one.is_asking,
    Show.EXTENDED: lambda one: one.report.is_extended,
    Show.SUBMITTED: lambda one: one.report.status == Status.SUBMITTED,
    Show.RETURNED: lambda one: one.report.status == Status.RETURNED,
    Show.ACCEPTED: lambda one: one.report.status == Status.ACCEPTED,
}


class Sort(models.TextChoices):
    NAME = "name", gettext_lazy("Name")
    LEAST = "least", gettext_lazy("Least complete first")
    MOST = "most", gettext_lazy("Most complete first")
    RECENT = "recent", gettext_lazy("Last written first")
    SILENT = "silent", gettext_lazy("Longest untouched first")
    DUE = "due", gettext_lazy("Due first")


LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
ORDERS = {
    Sort.LEAST: lambda one: one.share,
    Sort.MOST: lambda one: -one.share,
    Sort.RECENT: lambda one: -(one.touched_at or LONG_AGO).timestamp(),
    Sort.SILENT: lambda one: (one.touched_at or LONG_AGO).timestamp(),
    Sort.DUE: lambda one: one.report.due_at,
}


class StandingForm(PortalForm):
    """What the list of a year shows. A value that does not exist filters nothing."""

    show = forms.ChoiceField(label=gettext_lazy("Show"), choices=Show.choices, required=False)
    province = forms.ModelChoiceField(
        label=gettext_lazy("Province or territory"),
        queryset=Province.objects.all(),
        empty_label=gettext_lazy("All provinces and territories"),
        required=False,
    )
    sort = forms.ChoiceField(label=gettext_lazy("Sort by"), choices=Sort.choices, required=False)

    def __init__(self, data, *, standings):
        super().__init__(data)
        self.standings = standings
        self.is_valid()  # a filter that is wrong filters nothing

    @cached_property
    def found(self):
        asked = self.cleaned_data
        fits = FITS.get(asked.get("show"), lambda one: True)
        province = asked.get("province")
        found = [
            one
            for one in self.standings
            if fits(one) and (province is None or one.municipality.province_id == province.pk)
        ]
        order = ORDERS.get(asked.get("sort"))
        return sorted(found, key=order) if order else found

    @property
    def query(self):
        """What was asked and understood, as it stands in an address."""
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: value.pk if name == "province" else value for name, value in given.items()}


def figures(standings):
    """How many reports stand where, for components/stats.html."""
    counts = Counter(one.report.status for one in standings)
    states = [{"label": label, "value": counts[state]} for state, label in Status.choices]
    return [*states, {"label": _("Late"), "value": sum(one.is_late for one in standings)}]


def header():
    """The columns of the list to take along, in the reader's language."""
    return [
        _("Municipality"),
        _("Province or territory"),
        _("State"),
        _("Parts complete"),
        _("Parts"),
        _("Last written"),
        _("Due"),
        _("Late"),
        _("More time"),
        _("Submitted on"),
        _("Accepted on"),
    ]


def export(found):
    """One row for each, dates on the clocks of the secretariat."""
    yes = _("yes")
    return [
        [
            one.municipality.name,
            one.municipality.province.name,
            str(Status(one.report.status).label),
            one.complete,
            one.parts,
            one.touched_at and timezone.localtime(one.touched_at),
            timezone.localtime(one.report.due_at),
            yes if one.is_late else "",
            _("granted") if one.report.is_extended else _("asked for") if one.is_asking else "",
            one.report.submitted_at and timezone.localtime(one.report.submitted_at),
            one.report.accepted_at and timezone.localtime(one.report.accepted_at),
        ]
        for one in found
    ]
