"""What a coordinator says of the report as a whole: who signs it, why it is corrected."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import DateField, PortalForm

LONGEST_REASON = 3000


class SignOffForm(PortalForm):
    """Who answers for the report."""

    name = forms.CharField(label=gettext_lazy("Name of the person who signs"), max_length=150)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=150,
        help_text=gettext_lazy("For example: Mayor, City Manager, Director of Community Services"),
    )
    council_on = DateField(
        label=gettext_lazy("Taken to council on"),
        required=False,
        help_text=gettext_lazy("If council has already received the report."),
    )
    council_resolution = forms.CharField(
        label=gettext_lazy("Number of council's resolution"), required=False, max_length=60
    )

    def __init__(self, data=None, *, today, **kwargs):
        """`today` is the day it is in the town."""
        super().__init__(data, **kwargs)
        self.today = today

    def clean_council_on(self):
        day = self.cleaned_data["council_on"]
        if day and day > self.today:
            raise forms.ValidationError(
                _("This day is still to come: leave it empty, or give the day council met.")
            )
        return day

    def clean(self):
        answers = self.cleaned_data
        is_dated = answers.get("council_on") or "council_on" in self.errors
        if answers.get("council_resolution") and not is_dated:
            self.add_error("council_on", _("Say on which day council adopted this resolution."))


class CorrectionForm(PortalForm):
    reason = forms.CharField(
        label=gettext_lazy("What is wrong, and why it is corrected"),
        help_text=gettext_lazy("Everyone who reads the corrected report sees this reason."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 4}),
    )
