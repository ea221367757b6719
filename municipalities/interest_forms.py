"""What somebody types to declare their town's interest, or to propose one that is missing, and who decides on it."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import PortalForm, PortalModelForm

from .models import Municipality, Proposal

LONGEST_REMARKS = 2_000


class InterestForm(PortalForm):
    is_public = forms.BooleanField(
        label=gettext_lazy(
            "The public page of our municipality may say that we have declared our intent to join."
        ),
        help_text=gettext_lazy(
            "Only after the secretariat has acknowledged the letter. You can change this later."
        ),
        required=False,
    )


def website_field():
    return forms.URLField(
        label=gettext_lazy("Website"),
        help_text=gettext_lazy("For example https://www.example.ca. It helps us to check."),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Enter an address such as https://www.example.ca.")},
    )


class ProposalForm(PortalModelForm):
    """A municipality that the registry lacks."""

    website = website_field()

    class Meta:
        model = Proposal
        fields = ["name", "province", "website", "remarks"]
        labels = {
            "name": gettext_lazy("Official name of the municipality"),
            "province": gettext_lazy("Province or territory"),
            "remarks": gettext_lazy("What kind of municipality it is"),
        }
        help_texts = {
            "name": gettext_lazy("In English, in French or in both languages, as it calls itself."),
            "remarks": gettext_lazy(
                "For example: a regional county, a village that became a town this year, the council of a First Nation."
            ),
        }
        error_messages = {
            "name": {
                "required": gettext_lazy("Enter the name of the municipality."),
                "max_length": gettext_lazy("Shorten the name: it has more than 120 letters."),
            },
            "province": {
                "required": gettext_lazy("Choose the province or territory."),
                "invalid_choice": gettext_lazy("Choose a province or territory of the list."),
            },
            "remarks": {"required": gettext_lazy("Say what kind of municipality it is.")},
        }
        widgets = {"remarks": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["province"].empty_label = _("Choose one")
        self.fields["remarks"].required = True
        self.fields["remarks"].validators.append(MaxLengthValidator(LONGEST_REMARKS))

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not any(char.isalpha() for char in name):
            raise forms.ValidationError(_("Enter the name of the municipality."))
        return name


class AdditionForm(PortalModelForm):
    """The municipality as it enters the registry."""

    website = website_field()

    class Meta:
        model = Municipality
        fields = ["name_en", "name_fr", "level", "province", "website"]
        labels = {
            "name_en": gettext_lazy("Name in English"),
            "name_fr": gettext_lazy("Name in French"),
            "level": gettext_lazy("Level"),
            "province": gettext_lazy("Province or territory"),
        }
        widgets = {"level": forms.RadioSelect}
        help_texts = {"name_fr": gettext_lazy("Leave it empty where the name is the same in both languages.")}
        error_messages = {
            "name_en": {"required": gettext_lazy("Enter the name.")},
            "province": {"required": gettext_lazy("Choose the province or territory.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name_en"].required = True
        self.fields["name_fr"].required = False
        self.initial["level"] = Municipality.Level.OTHER


class MatchForm(PortalForm):
    municipality = forms.ModelChoiceField(queryset=Municipality.objects.all())
