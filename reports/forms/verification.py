"""A digest that somebody computed from a file, to be found among those that are published."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import PortalForm

DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class VerificationForm(PortalForm):
    sha256 = forms.CharField(
        label=gettext_lazy("SHA-256 of your file"),
        max_length=200,
        help_text=gettext_lazy("64 digits and letters from a to f, as your computer says them."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "class": "w-full"}),
    )

    def clean_sha256(self):
        typed = re.sub(r"[\s:]", "", self.cleaned_data["sha256"]).lower()
        if not DIGEST.fullmatch(typed):
            raise forms.ValidationError(_("A SHA-256 has 64 characters: digits, and letters from a to f."))
        return typed
