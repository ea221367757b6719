"""A reporting year and its dates."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import DateField, PortalForm

from ..deadlines import end_of_day, secretariat_zone
from ..models import ReportingCycle


class CycleDatesForm(PortalForm):
    """The deadlines of a year as days: each ends at the last second of the day in Ottawa."""

    due_on = DateField(
        label=gettext_lazy("Due on"), help_text=gettext_lazy("Until the end of that day, Eastern time.")
    )
    closes_on = DateField(
        label=gettext_lazy("Closes on"),
        help_text=gettext_lazy("The last day for late reports, until its end, Eastern time."),
    )

    def __init__(self, data=None, *, cycle=None, initial=None):
        if cycle:
            zone = secretariat_zone()
            days = {"due_on": cycle.due_at, "closes_on": cycle.closes_at}
            initial = {name: at.astimezone(zone).date() for name, at in days.items()}
        super().__init__(data, initial=initial)
        self.year = cycle and cycle.year

    def clean(self):
        year, due_on = self.cleaned_data.get("year", self.year), self.cleaned_data.get("due_on")
        closes_on = self.cleaned_data.get("closes_on")
        if due_on and closes_on and closes_on < due_on:
            self.add_error("closes_on", _("The closing date comes after the due date, or on the same day."))
        for name in ("due_on", "closes_on"):
            day = self.cleaned_data.get(name)
            if day and year and not year <= day.year <= year + 3:
                self.add_error(name, _("Check the year of this date: it is too far from the reporting year."))

    def facts(self):
        """What ReportingCycle.reschedule takes."""
        return {
            "due_at": end_of_day(self.cleaned_data["due_on"]),
            "closes_at": end_of_day(self.cleaned_data["closes_on"]),
        }


class CycleForm(CycleDatesForm):
    """A reporting year with its deadlines."""

    field_order = ["year", "due_on", "closes_on"]

    year = forms.IntegerField(
        label=gettext_lazy("Reporting year"),
        min_value=2004,
        max_value=2100,
        widget=forms.NumberInput({"class": "w-4"}),
        help_text=gettext_lazy("The year that the reports are about."),
    )

    def clean_year(self):
        year = self.cleaned_data["year"]
        if ReportingCycle.objects.filter(year=year).exists():
            raise forms.ValidationError(_("This year is already there."))
        return year

    def facts(self):
        """What ReportingCycle.add takes."""
        return {"year": self.cleaned_data["year"], **super().facts()}
