from django import forms
from django.utils.translation import gettext_lazy

from coalition.forms import PortalForm, PortalModelForm

from .models import BulkMessage
from .spelling import LONGEST_SEARCH

LONGEST_REASON = 5_000


class SearchForm(PortalForm):
    """A name typed into the search of the registry."""

    q = forms.CharField(
        label=gettext_lazy("Name of the municipality"),
        help_text=gettext_lazy("A city, town, village, county or region. Accents and hyphens do not matter."),
        required=False,
        max_length=LONGEST_SEARCH,
        error_messages={"max_length": gettext_lazy("Shorten the name: none has more than 100 letters.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ReasonForm(PortalForm):
    """Why something is refused, ended or taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Give the reason.")},
    )

    def __init__(self, *args, label="", hint="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label or self.fields["reason"].label
        self.fields["reason"].help_text = hint


class NoteForm(PortalForm):
    """What the secretariat writes down about a town for itself."""

    text = forms.CharField(
        label=gettext_lazy("New note"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the note.")},
    )


class BulkMessageForm(PortalModelForm):
    """A message to many towns, in both languages."""

    class Meta:
        model = BulkMessage
        fields = ["subject_en", "text_en", "subject_fr", "text_fr", "audience"]
        labels = {
            "subject_en": gettext_lazy("Subject in English"),
            "text_en": gettext_lazy("Text in English"),
            "subject_fr": gettext_lazy("Subject in French"),
            "text_fr": gettext_lazy("Text in French"),
            "audience": gettext_lazy("Who receives it"),
        }
        help_texts = {
            "text_en": gettext_lazy("A blank line begins a paragraph. Addresses of pages become links."),
        }
        widgets = {
            "text_en": forms.Textarea(attrs={"rows": 10}),
            "text_fr": forms.Textarea(attrs={"rows": 10}),
            "audience": forms.RadioSelect,
        }
        error_messages = {
            "subject_en": {"required": gettext_lazy("Write the subject in English.")},
            "text_en": {"required": gettext_lazy("Write the text in English.")},
            "subject_fr": {"required": gettext_lazy("Write the subject in French.")},
            "text_fr": {"required": gettext_lazy("Write the text in French.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True
