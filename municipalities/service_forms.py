"""What is asked of a local service. Several people keep the list: see coalition/shared_forms.py."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.shared_forms import SharedForm

from .models import LocalService, Province
from .service_languages import LANGUAGES, choices

LONG = 1_000
LEFT_OUT = {"seen", "key"}
PAIRS = ("name", "description")
NEEDED = {
    "name": gettext_lazy("Enter the name, in English or in French."),
    "description": gettext_lazy("Say what it does, in English or in French."),
}
NEEDED_IN = {
    "en": gettext_lazy(
        "Write this in English too: what serves a whole province is published in both languages."
    ),
    "fr": gettext_lazy(
        "Write this in French too: what serves a whole province is published in both languages."
    ),
}


def _text(label, longest, **options):
    return forms.CharField(label=label, max_length=longest, required=False, **options)


class ServiceForm(SharedForm):
    """A service of a town; one language is enough."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("Choose one")), *LocalService.Kind.choices],
        error_messages={"required": gettext_lazy("Choose what kind of service it is.")},
    )
    name_en = _text(gettext_lazy("Name in English"), 150)
    name_fr = _text(gettext_lazy("Name in French"), 150)
    description_en = _text(
        gettext_lazy("What it does, in English"), LONG, widget=forms.Textarea(attrs={"rows": 4})
    )
    description_fr = _text(
        gettext_lazy("What it does, in French"), LONG, widget=forms.Textarea(attrs={"rows": 4})
    )
    audience_en = _text(gettext_lazy("For whom, in English"), 200)
    audience_fr = _text(gettext_lazy("For whom, in French"), 200)
    phone = _text(
        gettext_lazy("Telephone"),
        40,
        help_text=gettext_lazy("The line that anybody may call; nobody's own."),
        widget=forms.TextInput(attrs={"class": "w-10"}),
    )
    website = forms.URLField(
        label=gettext_lazy("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Enter an address such as https://www.example.ca.")},
    )
    address = _text(gettext_lazy("Address"), 250)
    hours_en = _text(gettext_lazy("Opening hours, in English"), 200)
    hours_fr = _text(gettext_lazy("Opening hours, in French"), 200)
    cost = forms.ChoiceField(
        label=gettext_lazy("Cost"),
        choices=[("", gettext_lazy("Not known")), *LocalService.Cost.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages in which people are served"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data=None, *, service=None):
        stored = {
            name: (getattr(service, name) if service else "") or ""
            for name in self.base_fields
            if name not in LEFT_OUT
        }
        stored["languages"] = sorted(service.languages) if service else []
        super().__init__(data, stored=stored, offered={"key": service.key if service else uuid.uuid4()})
        self.fields["languages"].choices = choices()

    def clean_languages(self):
        return sorted(self.cleaned_data["languages"])

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and sum(char.isdecimal() for char in phone) < 3:
            raise forms.ValidationError(_("Enter a telephone number, such as 613 555-0100."))
        return phone

    def clean(self):
        super().clean()
        if not self.errors:
            self.check_texts({name: self.merged(name) for name in self.stored})

    def check_texts(self, said):
        """What must be there once it is written, whoever wrote which part."""
        for name in PAIRS:
            if not (said[f"{name}_en"] or said[f"{name}_fr"]):
                self.add_error(f"{name}_en", NEEDED[name])
        if not (said["phone"] or said["website"] or said["address"]):
            self.add_error("phone", _("Say how people reach it: a telephone, a website or an address."))

    def answers(self):
        """What was changed here."""
        return {name: self.cleaned_data[name] for name in self.stored if name in self.changed}

    def say_one(self, name, value):
        return (
            str(LANGUAGES.get(value, value))
            if name == "languages" and isinstance(value, str)
            else super().say_one(name, value)
        )


class ProvincialServiceForm(ServiceForm):
    """A service of a whole province or territory: the secretariat publishes it, in both languages."""

    province = forms.ModelChoiceField(
        label=gettext_lazy("Province or territory"),
        queryset=Province.objects.all(),
        error_messages={
            "required": gettext_lazy("Choose the province or territory."),
            "invalid_choice": gettext_lazy("Choose a province or territory of the list."),
        },
    )
    field_order = ["province"]

    def check_texts(self, said):
        super().check_texts(said)
        for name in LocalService.TEXTS:
            for language, other in (("en", "fr"), ("fr", "en")):
                field = f"{name}_{language}"
                if said[f"{name}_{other}"] and not said[field] and field not in self.errors:
                    self.add_error(field, NEEDED_IN[language])
