"""A reporting year and its dates."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import DateField, PortalForm

from ..deadlines import end_of_day, opening_hour, secretariat_zone
from ..models import ReportingCycle


class CycleDatesForm(PortalForm):
    """The deadlines of a year as days: each ends at the last second of the day in Ottawa."""

    opens_on = DateField(
        label=gettext_lazy("Opens by itself on"),
        required=False,
        help_text=gettext_lazy(
            "At nine in the morning of that day, Eastern time: the reports are made and the coordinators are told. "
            "Leave it empty to open the year yourself."
        ),
    )
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
            days = {"opens_on": cycle.opens_at, "due_on": cycle.due_at, "closes_on": cycle.closes_at}
            initial = {name: at and at.astimezone(zone).date() for name, at in days.items()}
        super().__init__(data, initial=initial)
        self.year = cycle and cycle.year
        if cycle and cycle.status != cycle.Status.DRAFT:
            del self.fields["opens_on"]

    def clean_opens_on(self):
        day = self.cleaned_data["opens_on"]
        if day and day != self.initial.get("opens_on") and opening_hour(day) <= timezone.now():
            raise forms.ValidationError(
                _("Choose a day to come, or leave it empty and open the year yourself.")
            )
        return day

    def clean(self):
        year, due_on = self.cleaned_data.get("year", self.year), self.cleaned_data.get("due_on")
        closes_on = self.cleaned_data.get("closes_on")
        if due_on and closes_on and closes_on < due_on:
            self.add_error("closes_on", _("The closing date comes after the due date, or on the same day."))
        opens_on = self.cleaned_data.get("opens_on")
        if opens_on and due_on and opens_on >= due_on:
            self.add_error("opens_on", _("The year opens before its reports are due."))
        for name in ("opens_on", "due_on", "closes_on"):
            day = self.cleaned_data.get(name)
            if day and year and not year <= day.year <= year + 3:
                self.add_error(name, _("Check the year of this date: it is too far from the reporting year."))

    def facts(self):
        """What ReportingCycle.reschedule takes."""
        opens_on = self.cleaned_data.get("opens_on")
        return {
            "opens_at": opens_on and opening_hour(opens_on),
            "due_at": end_of_day(self.cleaned_data["due_on"]),
            "closes_at": end_of_day(self.cleaned_data["closes_on"]),
        }


class CycleForm(CycleDatesForm):
    """A reporting year with its deadlines."""

    field_order = ["year", "opens_on", "due_on", "closes_on"]

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
