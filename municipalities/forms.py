from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import DateField, PortalForm
from coalition.moments import say_day
from coalition.shared_forms import SharedForm

from .models import BulkMessage
from .spelling import LONGEST_SEARCH

LONGEST_REASON = 5_000
LONGEST_SUBJECT = 150


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


class EndForm(ReasonForm):
    """From which day a town is a member no longer, and why."""

    on = DateField(
        label=gettext_lazy("Ended on"),
        help_text=gettext_lazy("The first day on which the municipality is no longer a member."),
        error_messages={"required": gettext_lazy("Enter the day on which the membership ended.")},
    )
    field_order = ["on", "reason"]

    def __init__(self, *args, first_day, today, **kwargs):
        super().__init__(*args, hint=_("The municipality reads it in the message."), **kwargs)
        self.first_day, self.today = first_day, today

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(
                _("This day is in the future. Record the end once the membership has ended.")
            )
        if day < self.first_day:
            raise forms.ValidationError(
                _("This day is before the membership began. The earliest is %(date)s.")
                % {"date": say_day(self.first_day)}
            )
        return day


class NoteForm(PortalForm):
    """What the secretariat writes down about a town for itself."""

    text = forms.CharField(
        label=gettext_lazy("New note"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the note.")},
    )


class BulkMessageForm(SharedForm):
    """A message to many towns, in both languages; one of it is a draft that colleagues change too, or None."""

    subject_en = forms.CharField(
        label=gettext_lazy("Subject in English"),
        max_length=LONGEST_SUBJECT,
        error_messages={"required": gettext_lazy("Write the subject in English.")},
    )
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"),
        help_text=gettext_lazy("A blank line begins a paragraph. Addresses of pages become links."),
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": gettext_lazy("Write the text in English.")},
    )
    subject_fr = forms.CharField(
        label=gettext_lazy("Subject in French"),
        max_length=LONGEST_SUBJECT,
        error_messages={"required": gettext_lazy("Write the subject in French.")},
    )
    text_fr = forms.CharField(
        label=gettext_lazy("Text in French"),
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": gettext_lazy("Write the text in French.")},
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who receives it"),
        choices=BulkMessage.Audience,
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, *, message=None):
        names = self.base_fields.keys() - {"seen"}
        stored = {name: getattr(message, name) if message else "" for name in names}
        offered = {} if message else {"audience": BulkMessage.Audience.COORDINATORS}
        super().__init__(data, stored=stored, offered=offered)

    def words(self):
        """What the message says after this."""
        return {name: self.merged(name) for name in self.stored}
