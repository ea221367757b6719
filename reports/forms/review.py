"""What is to be changed in a report."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import DateField, PortalForm

LONGEST_REQUEST = 3000


class ReturnForm(PortalForm):
    """What is to be changed in each part, and by when."""

    due_on = DateField(label=gettext_lazy("To be submitted again by"))

    def __init__(self, data=None, *, parts):
        super().__init__(data)
        self.parts = parts
        for part in parts:
            self.fields[f"part_{part.key}"] = forms.CharField(
                label=part.title,
                required=False,
                max_length=LONGEST_REQUEST,
                widget=forms.Textarea({"rows": 2}),
            )
        self.order_fields([name for name in self.fields if name != "due_on"])

    def fields_of(self, is_needed):
        return [self[f"part_{part.key}"] for part in self.parts if part.is_needed == is_needed]

    @property
    def main(self):
        return self.fields_of(is_needed=True)

    @property
    def others(self):
        return self.fields_of(is_needed=False)

    @property
    def has_others(self):
        return any(field.value() or field.errors for field in self.others)

    def clean_due_on(self):
        due_on, today = self.cleaned_data["due_on"], timezone.localdate()
        if not today <= due_on <= today + timedelta(days=366):
            raise forms.ValidationError(_("Choose a day from today to a year from now."))
        return due_on

    def clean(self):
        if not self.errors and not self.requests():
            raise forms.ValidationError(_("Say in one section or more what is to be changed."))

    def requests(self):
        """{key of the part: what is asked}"""
        return {
            name.removeprefix("part_"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("part_") and text
        }
