from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import DateField, PortalForm

from .models import Municipality, Province
from .registry_pages import Kind

LONGEST_NAME = Municipality._meta.get_field("name").max_length
LONGEST_REASON = 5_000
EARLIEST_MERGER = 1990
READ_INSIDE = gettext_lazy("Only the secretariat reads it.")


def reason_field(hint):
    """Each hint says who reads the reason: the people of a town read what happened to its membership."""
    return forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=hint,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Give the reason.")},
    )


class RegistryForm(PortalForm):
    """What is looked for in the registry. A value that does not exist filters nothing."""

    q = forms.CharField(
        label=gettext_lazy("Name of the municipality"), required=False, max_length=LONGEST_NAME
    )
    province = forms.ModelChoiceField(
        label=gettext_lazy("Province or territory"),
        queryset=Province.objects.all(),
        empty_label=gettext_lazy("All provinces and territories"),
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[("", gettext_lazy("All municipalities")), *Kind.choices],
        required=False,
    )


class CareForm(PortalForm):
    """A change of the registry, with what the page had read of the town (care.stamp)."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=1_000)


class RenameForm(CareForm):
    name_en = forms.CharField(
        label=gettext_lazy("Name in English"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Enter the name in English.")},
    )
    name_fr = forms.CharField(
        label=gettext_lazy("Name in French"),
        help_text=gettext_lazy("The same again, where the municipality has one name only."),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Enter the name in French.")},
    )
    moves = forms.BooleanField(
        label=gettext_lazy("Change the address too"),
        help_text=gettext_lazy("The old address goes on working: it leads to the new one."),
        required=False,
    )
    reason = reason_field(
        gettext_lazy(
            "For example: by order in council, with its date and number. Only the secretariat reads it."
        )
    )

    def __init__(self, *args, town, **kwargs):
        super().__init__(*args, **kwargs)
        self.town = town

    def clean(self):
        names = self.cleaned_data.get("name_en"), self.cleaned_data.get("name_fr")
        is_same = names == (self.town.name_en, self.town.name_fr)
        if is_same and not self.cleaned_data.get("moves") and not self.errors:
            self.add_error("name_en", _("These are its names already. Enter the new ones."))
        return self.cleaned_data


class RegionForm(CareForm):
    region = forms.ModelChoiceField(
        label=gettext_lazy("Region"),
        queryset=Municipality.objects.none(),
        empty_label=gettext_lazy("Belongs to no region"),
        required=False,
    )
    reason = reason_field(READ_INSIDE)

    def __init__(self, *args, regions, town, **kwargs):
        super().__init__(*args, **kwargs)
        self.town = town
        self.fields["region"].queryset = regions

    def clean_region(self):
        region = self.cleaned_data["region"]
        if region == self.town.parent:
            raise forms.ValidationError(_("This is how it stands already. Choose another one."))
        return region


class MergerForm(CareForm):
    q = forms.CharField(
        widget=forms.HiddenInput, required=False
    )  # what was looked for, to list the same again
    into = forms.ModelChoiceField(
        label=gettext_lazy("The municipality it became part of"),
        queryset=Municipality.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose the municipality it became part of.")},
    )
    on = DateField(label=gettext_lazy("Since when"), help_text=gettext_lazy("The day it took effect."))
    reason = reason_field(
        gettext_lazy(
            "Where a membership ends with the merger, everybody who works for the municipality here reads it."
        )
    )

    def __init__(self, *args, candidates, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["into"].queryset = candidates
        self.fields["into"].label_from_instance = lambda town: f"{town.name}, {town.province.name}"

    @property
    def answers(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "q"}

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(
                _("This day is in the future. Record the merger once it has taken effect.")
            )
        if day.year < EARLIEST_MERGER:
            raise forms.ValidationError(_("Check the year of this date."))
        return day


class UndoMergerForm(CareForm):
    gives_membership_back = forms.BooleanField(
        label=gettext_lazy("Give its membership back, as if it had not ended"), required=False
    )
    reason = reason_field(
        gettext_lazy(
            "Where its membership is given back, everybody who works for the municipality here reads it."
        )
    )

    def __init__(self, *args, ended_membership, **kwargs):
        super().__init__(*args, **kwargs)
        if not ended_membership:
            del self.fields["gives_membership_back"]

    @property
    def answers(self):
        return {"gives_membership_back": False} | self.cleaned_data
