"""What somebody without an account types: to a town, to the secretariat, and what they offer the coalition."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.visitors import VisitorForm

from .models import Endorsement, Research

LONG = 5_000
FIRST_YEAR = 1900
NEED_EMAIL = gettext_lazy("Enter an e-mail address, such as name@example.ca.")


def _email(label, hint):
    return forms.EmailField(
        label=label,
        help_text=hint,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": NEED_EMAIL, "invalid": NEED_EMAIL},
    )


def _name():
    return forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Enter your name.")},
    )


def _text(label, longest, required, rows=8, **options):
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
        **options,
    )


def _remarks():
    return forms.CharField(
        label=gettext_lazy("A word to the secretariat"),
        help_text=gettext_lazy("Not published."),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _website(label, required, longest=200):
    return forms.URLField(
        label=label,
        required=required,
        max_length=longest,
        assume_scheme="https",
        error_messages={
            "required": gettext_lazy("Enter the address of the page."),
            "invalid": gettext_lazy("Enter an address such as https://www.example.ca."),
        },
    )


class MessageForm(VisitorForm):
    """To the people who coordinate a town's work."""

    name = _name()
    email = _email(gettext_lazy("Your e-mail address"), gettext_lazy("The answer goes there."))
    text = _text(gettext_lazy("Your message"), LONG, gettext_lazy("Write your message."))


class ContactForm(MessageForm):
    """To the secretariat."""

    kind = "contact"

    ABOUT = [
        ("joining", gettext_lazy("A municipality that wants to join")),
        ("town", gettext_lazy("A municipality or its report")),
        ("practice", gettext_lazy("A good practice, an event or research")),
        ("press", gettext_lazy("A question from the press")),
        ("site", gettext_lazy("This site: a mistake, a barrier, a broken link")),
        ("privacy", gettext_lazy("My personal data")),
        ("other", gettext_lazy("Something else")),
    ]
    about = forms.ChoiceField(
        label=gettext_lazy("What do you write about?"),
        choices=[("", gettext_lazy("Choose one")), *ABOUT],
        error_messages={"required": gettext_lazy("Choose what it is about.")},
    )
    field_order = ["about", "text", "name", "email"]


class OfferForm(VisitorForm):
    """What all offers ask, so that the secretariat can verify them and ask back; never published."""

    contact_name = _name()
    contact_email = _email(
        gettext_lazy("Your e-mail address"),
        gettext_lazy("We send a link there, which you open to confirm. Not published."),
    )
    remarks = _remarks()

    def answers(self):
        left_out = {"leave_empty", "stamp"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


class EndorsementForm(OfferForm):
    kind = "endorsement"

    name = forms.CharField(
        label=gettext_lazy("Name of the organization"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": gettext_lazy("Enter the name of the organization.")},
    )
    organization = forms.ChoiceField(
        label=gettext_lazy("Kind of organization"),
        choices=[("", gettext_lazy("Choose one")), *Endorsement.Kind.choices],
        error_messages={"required": gettext_lazy("Choose what kind of organization it is.")},
    )
    website = _website(gettext_lazy("Website"), required=False)
    may_speak = forms.BooleanField(
        label=gettext_lazy("I may speak for this organization, and it wants to be named in public."),
        error_messages={"required": gettext_lazy("Tick this box: only the organization itself can endorse.")},
    )
    field_order = ["name", "organization", "website", "may_speak", "contact_name", "contact_email", "remarks"]

    def answers(self):
        said = super().answers()
        said.pop("may_speak")
        return said | {"kind": said.pop("organization")}


class ResearchForm(OfferForm):
    kind = "research"

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=300,
        error_messages={"required": gettext_lazy("Enter the title.")},
    )
    authors = forms.CharField(
        label=gettext_lazy("Authors"),
        help_text=gettext_lazy("As the publication names them."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say who wrote it.")},
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-4"}),
        error_messages={
            "required": gettext_lazy("Enter the year of publication."),
            "invalid": gettext_lazy("Enter a year such as 2024."),
        },
    )
    written_in = forms.ChoiceField(
        label=gettext_lazy("Language of the text"),
        choices=[("", gettext_lazy("Choose one")), *Research.Language.choices],
        error_messages={"required": gettext_lazy("Choose the language of the text.")},
    )
    link = _website(gettext_lazy("Where it can be read"), required=True, longest=500)
    summary = _text(
        gettext_lazy("Summary"),
        2_000,
        gettext_lazy("Write a summary."),
        rows=6,
        help_text=gettext_lazy("In English or in French: what was asked, and what was found."),
    )
    field_order = [
        *("title", "authors", "year", "written_in", "link", "summary"),
        *("contact_name", "contact_email", "remarks"),
    ]

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= timezone.localdate().year + 1:
            raise forms.ValidationError(_("Enter a year such as 2024."))
        return year
