"""What is asked where people are invited, given another role, or hand their town over."""

import re

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import PortalForm

from .models import Invitation, Role
from .team import MAY

ROLES = [(role.value, role.label) for role in sorted(Role, reverse=True)]
# The name stands in a message to a stranger: nothing in it may lead anywhere.
LEADS_SOMEWHERE = re.compile(r"[/<>@]|www\.|:\w", re.IGNORECASE)
NEW, LEAVES = "new", "leave"


def role_field(label, choices=ROLES):
    widget = forms.RadioSelect()
    widget.hints = {str(value): MAY[Role(value)] for value, _label in choices}
    return forms.TypedChoiceField(
        label=label,
        choices=[(value, capfirst(name)) for value, name in choices],  # stays lazy
        coerce=lambda value: Role(int(value)),
        widget=widget,
        error_messages={"required": gettext_lazy("Choose a role.")},
    )


class AddressForm(PortalForm):
    """Whom to write to, and in which language."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Enter the e-mail address."),
            "invalid": gettext_lazy("Enter an e-mail address like name@example.ca."),
        },
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the message"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.fields["language"].initial = municipality.language

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email and (reason := Invitation.obstacle(self.municipality, email)):
            raise forms.ValidationError(reason)
        return email

    def clean_name(self):
        name = self.cleaned_data["name"]
        if LEADS_SOMEWHERE.search(name):
            raise forms.ValidationError(_("Enter a name without an address or a link in it."))
        return name


class InviteForm(AddressForm):
    field_order = ["email", "name", "role", "language"]
    role = role_field(gettext_lazy("Role"))


class RoleForm(PortalForm):
    role = role_field(gettext_lazy("Role"))


class HandOverForm(AddressForm):
    """To whom, with which words, and what the giver does afterwards."""

    field_order = ["successor", "email", "name", "language", "note", "keeps"]
    successor = forms.ChoiceField(
        label=gettext_lazy("Who takes over?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who takes over.")},
    )
    note = forms.CharField(
        label=gettext_lazy("What your successor should know"),
        help_text=gettext_lazy(
            "Who helps, what was agreed, what is open. Dates, plan, reports and documents are added by themselves."
        ),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    keeps = forms.ChoiceField(
        label=gettext_lazy("And you?"),
        choices=[
            (str(Role.CONTRIBUTOR.value), gettext_lazy("I stay as a contributor")),
            (str(Role.VIEWER.value), gettext_lazy("I stay as a viewer")),
            (LEAVES, gettext_lazy("I leave the municipality's team")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you do afterwards.")},
    )

    def __init__(self, *args, people, is_giver, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["successor"].choices = [
            *((key, f"{person.user} ({person.get_role_display()})") for key, person in self.people.items()),
            (NEW, _("Somebody who does not work for the municipality here yet")),
        ]
        for name in ("email", "language"):
            self.fields[name].required = False  # needed for somebody new only
        if not is_giver:
            del self.fields["keeps"]

    @property
    def is_of_somebody_new(self):
        return self.cleaned_data.get("successor") == NEW

    def clean_email(self):
        if not self.is_of_somebody_new:
            return ""
        if not self.cleaned_data["email"]:
            raise forms.ValidationError(self.fields["email"].error_messages["required"], code="required")
        return super().clean_email()

    def clean(self):
        """What was typed for somebody new, and is not needed after all, is no mistake."""
        if self.cleaned_data.get("successor", NEW) != NEW:
            for name in ("email", "name", "language"):
                self.errors.pop(name, None)
        return self.cleaned_data

    def answers(self):
        """What Handover.give takes, or Handover.offer for somebody new."""
        typed = self.cleaned_data
        keeps = typed.get("keeps", LEAVES)
        said = {"note": typed["note"], "keeps": None if keeps == LEAVES else Role(int(keeps))}
        if not self.is_of_somebody_new:
            return said | {"successor": self.people[typed["successor"]]}
        language = typed["language"] or self.municipality.language
        return said | {"email": typed["email"], "name": typed["name"], "language": language}
