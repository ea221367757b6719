"""What is asked of those who subscribe, and of the secretariat that writes the bulletin."""

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coalition.desk_forms import MomentField, WordsForm
from coalition.forms import PortalForm
from coalition.visitors import VisitorForm

from .consent import WORDING

LONG = 6_000  # characters: two to three pages
NEED_EMAIL = gettext_lazy("Enter an e-mail address, such as name@example.ca.")
SPOKEN = [("en", "English"), ("fr", "Français")]  # each in its own words


def email_field():
    return forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send a link there, which you open to confirm."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": NEED_EMAIL, "invalid": NEED_EMAIL},
    )


def language_field():
    return forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=SPOKEN,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a language.")},
    )


def choose_language(form, code):
    """Let the form begin with this language, chosen and first."""
    form.initial["language"] = code
    form.fields["language"].choices = sorted(SPOKEN, key=lambda pair: pair[0] != code)


def consent_field():
    return forms.BooleanField(
        label=WORDING,
        error_messages={"required": gettext_lazy("Tick this box: nothing is sent without your consent.")},
    )


class SubscribeForm(VisitorForm):
    """Of somebody without an account."""

    kind = "bulletin"
    most_a_day = 1_000  # a hall full of people who hear of it at once

    email = email_field()
    language = language_field()
    consents = consent_field()
    field_order = ["email", "language", "consents"]

    def __init__(self, data=None):
        super().__init__(data)
        choose_language(self, get_language())


class LanguageForm(PortalForm):
    """In which language the bulletin comes from now on."""

    language = language_field()

    def __init__(self, data=None, *, current):
        super().__init__(data)
        choose_language(self, current)


class TickForm(PortalForm):
    """Of somebody signed in."""

    consents = consent_field()


class BulletinForm(WordsForm):
    """The title and the introduction; only sending asks for both languages."""

    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=120, required=False)
    title_fr = forms.CharField(label=gettext_lazy("Title in French"), max_length=120, required=False)
    intro_en = forms.CharField(
        label=gettext_lazy("Introduction in English"),
        help_text=gettext_lazy("A few sentences above everything else. It may be left out."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    intro_fr = forms.CharField(
        label=gettext_lazy("Introduction in French"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ItemForm(WordsForm):
    """What the bulletin says of one thing."""

    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=150, required=False)
    title_fr = forms.CharField(label=gettext_lazy("Title in French"), max_length=150, required=False)
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    text_fr = forms.CharField(
        label=gettext_lazy("Text in French"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class PickForm(PortalForm):
    """Which of the new things come into the issue."""

    picked = forms.MultipleChoiceField(
        label=gettext_lazy("What is new"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick what should come into the issue."),
            "invalid_choice": gettext_lazy("Some of this is in the issue already, or no longer public."),
        },
    )

    def __init__(self, data=None, *, candidates):
        super().__init__(data)
        self.by_key = {each.key: each for each in candidates}
        self.fields["picked"].choices = [(each.key, each.title) for each in candidates]

    def items(self):
        return [self.by_key[key].item for key in self.by_key if key in self.cleaned_data["picked"]]


class ScheduleForm(PortalForm):
    """Now, or at a day and an hour."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    at = MomentField(
        label=gettext_lazy("Send it later, on"),
        help_text=gettext_lazy("Leave it empty to send it now. The hour is that of Ottawa."),
        required=False,
    )

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at and at <= timezone.now():
            raise forms.ValidationError(
                _("Choose an hour that is still to come, or leave it empty."), code="past"
            )
        return at
