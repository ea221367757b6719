import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import DateField, PortalForm, PortalModelForm

from .models import Application, Membership, Province
from .spelling import LONGEST_SEARCH
from .uploads import DocumentField

EARLIEST_YEAR = 1990  # the coalition began in 2005; an earlier date is a slip of the keys
LONGEST_REASON = 5_000
FILE_HINT = gettext_lazy("PDF, PNG or JPEG, up to 10 MB.")
TELEPHONE = re.compile(r"[0-9+(). /-]{7,30}([,;]? ?(ext\.?|x|poste|#) ?[0-9]{1,6})?", re.IGNORECASE)


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


class HandedInForm(PortalModelForm):
    """A paper of council: the file, and what is written on it. A file already kept need not be chosen again."""

    kind = ""

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        if getattr(self.instance, self.kind):
            self.fields["file"].required = False

    def _past_day(self, name):
        day = self.cleaned_data[name]
        if day > self.today:
            raise forms.ValidationError(
                _("This date is in the future. Enter the date written on the document.")
            )
        if day.year < EARLIEST_YEAR:
            raise forms.ValidationError(_("Check the year of this date."))
        return day

    @property
    def upload(self):
        """The file, when it may be kept, whatever is wrong with the other answers."""
        return self.cleaned_data.get("file") if self.is_bound and "file" not in self.errors else None

    def answers(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}


class LetterForm(HandedInForm):
    kind = "letter"
    field_order = ["file"]
    file = DocumentField(label=gettext_lazy("Letter of interest"), help_text=FILE_HINT)

    class Meta:
        model = Application
        fields = ["letter_on"]
        field_classes = {"letter_on": DateField}
        error_messages = {"letter_on": {"required": gettext_lazy("Enter the date of the letter.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["letter_on"].required = True

    def clean_letter_on(self):
        return self._past_day("letter_on")


class ResolutionForm(HandedInForm):
    kind = "resolution"
    field_order = ["file"]
    file = DocumentField(label=gettext_lazy("Council resolution"), help_text=FILE_HINT)

    class Meta:
        model = Application
        fields = ["resolution_number", "resolution_on"]
        field_classes = {"resolution_on": DateField}
        help_texts = {
            "resolution_number": gettext_lazy("As council's minutes give it, for example 2026-118."),
            "resolution_on": gettext_lazy("The day council adopted it."),
        }
        error_messages = {
            "resolution_number": {"required": gettext_lazy("Enter the number of the resolution.")},
            "resolution_on": {"required": gettext_lazy("Enter the date of the resolution.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            self.fields[name].required = True

    def clean_resolution_on(self):
        return self._past_day("resolution_on")


class ContactForm(PortalModelForm):
    class Meta:
        model = Application
        fields = ["contact_name", "contact_title", "contact_email", "contact_phone"]
        help_texts = {
            "contact_title": gettext_lazy("For example: director of community services."),
            "contact_phone": gettext_lazy("With the area code, for example 613-555-0123, ext. 45."),
        }
        error_messages = {
            "contact_name": {"required": gettext_lazy("Enter the name of the contact.")},
            "contact_title": {"required": gettext_lazy("Enter the title of the contact.")},
            "contact_email": {
                "required": gettext_lazy("Enter the e-mail address of the contact."),
                "invalid": gettext_lazy("Enter an e-mail address like name@example.ca."),
            },
        }
        widgets = {
            "contact_email": forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            "contact_phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("contact_name", "contact_title", "contact_email"):
            self.fields[name].required = True

    def clean_contact_phone(self):
        phone = self.cleaned_data["contact_phone"]
        if phone and not TELEPHONE.fullmatch(phone):
            raise forms.ValidationError(
                _("Enter a telephone number with its area code, such as 613-555-0123.")
            )
        return phone


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


class ReturnForm(PortalForm):
    """What is asked, step by step; at least one step."""

    def __init__(self, *args, steps, **kwargs):
        self.base_fields = {
            step.key: forms.CharField(
                label=step.title,
                required=False,
                max_length=LONGEST_REASON,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            for step in steps
        }
        super().__init__(*args, **kwargs)

    def clean(self):
        self.requests = {step: text for step, text in self.cleaned_data.items() if text}
        if not self.requests and not self.errors:
            raise forms.ValidationError(_("Say at one step at least what has to change."))
        return self.cleaned_data


class MemberFilterForm(PortalForm):
    """What the list of members shows. A value that does not exist filters nothing."""

    q = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=LONGEST_SEARCH)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[("", gettext_lazy("Any status")), *Membership.Status.choices],
        required=False,
    )
    province = forms.ModelChoiceField(
        label=gettext_lazy("Province or territory"),
        queryset=Province.objects.all(),
        empty_label=gettext_lazy("All provinces and territories"),
        required=False,
    )
