"""What the secretariat decides about an address."""

from django import forms
from django.utils.translation import gettext_lazy

from ..forms import PortalForm


class SuppressForm(PortalForm):
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Enter the address."),
            "invalid": gettext_lazy("Enter an address such as name@example.org."),
        },
    )
    said = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("For colleagues who look at it later. Name no one else in it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why.")},
    )


class LiftForm(PortalForm):
    send = forms.BooleanField(label=gettext_lazy("Also send what was kept back"), required=False)
