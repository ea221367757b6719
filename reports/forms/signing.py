"""What a coordinator says of the report as a whole: who signs it, why it is corrected."""

from django import forms
from django.utils.translation import gettext_lazy

from coalition.forms import PortalForm

LONGEST_REASON = 3000


class SignOffForm(PortalForm):
    """Who answers for the report."""

    name = forms.CharField(label=gettext_lazy("Name of the person who signs"), max_length=150)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=150,
        help_text=gettext_lazy("For example: Mayor, City Manager, Director of Community Services"),
    )


class CorrectionForm(PortalForm):
    reason = forms.CharField(
        label=gettext_lazy("What is wrong, and why it is corrected"),
        help_text=gettext_lazy("Everyone who reads the corrected report sees this reason."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 4}),
    )
