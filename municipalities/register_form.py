from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import DateField, PortalForm

EARLIEST = 1990


class RegisterForm(PortalForm):
    """The day of which the register is asked for."""

    on = DateField(label=gettext_lazy("On this day"), required=False)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"on": today}, **kwargs)
        self.today = today

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        if day and day.year < EARLIEST:
            raise forms.ValidationError(_("Check the year of this date."))
        return day

    @property
    def day(self):
        """Today where no day was asked for, or none that can be."""
        return (self.is_valid() and self.cleaned_data["on"]) or self.today
