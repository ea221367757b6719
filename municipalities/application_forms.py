"""What the steps of an application ask, and what the secretariat says of it.

Several people fill in one application: coalition/shared_forms.py sees to it that nobody undoes what a colleague wrote.
"""

import re
from datetime import timedelta

from django import forms
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import DateField, PortalForm
from coalition.shared_forms import SharedForm

from .forms import LONGEST_REASON
from .uploads import DocumentField

EARLIEST_YEAR = 1990  # the coalition began in 2005; an earlier date is a slip of the keys
FILE_HINT = gettext_lazy("PDF, PNG or JPEG, up to 10 MB.")
TELEPHONE = re.compile(r"[0-9+(). /-]{7,30}([,;]? ?(ext\.?|x|poste|p\.?|#) ?[0-9]{1,6})?", re.IGNORECASE)


class AnswersForm(SharedForm):
    """Answers that are columns of the application, named as the fields are."""

    BESIDES = frozenset({"seen"})

    def __init__(self, data=None, files=None, *, application, **options):
        names = [name for name in self.base_fields if name not in self.BESIDES]
        stored = {name: getattr(application, name) for name in names}
        super().__init__(data, files, stored=stored, **options)

    def answers(self):
        """The columns as they stand after this."""
        return {name: self.merged(name) for name in self.stored}


class HandedInForm(AnswersForm):
    """A paper of council: the file, and what is written on it. A file already kept need not be chosen again."""

    BESIDES = frozenset({"seen", "seen_file", "file"})
    kind = ""
    replacing = ""  # what the field is called where there is a file

    # Of which file the page showed that it is there.
    seen_file = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, files=None, *, application, today):
        self.today, self.document, self.is_file_new = today, getattr(application, self.kind), False
        offered = {"seen_file": self.document.sha256 if self.document else ""}
        super().__init__(data, files, application=application, offered=offered)
        self.fields["file"].required = not self.document
        if self.document:
            self.fields["file"].label = self.replacing

    def clean_file(self):
        """A colleague's file that was not on the page is not replaced unseen."""
        upload = self.cleaned_data["file"]
        if upload and self.document and self.cleaned_data["seen_file"] != self.document.sha256:
            self.is_file_new = True
            self.show_file(self.document)
            raise forms.ValidationError(
                _(
                    "Somebody handed in another file after you opened the page: %(name)s. Look at it first; to replace"
                    " it, choose your file again and save."
                )
                % {"name": self.document.name}
            )
        return upload

    def show_file(self, document):
        """If the page comes back, it shows this file."""
        self._set("seen_file", document.sha256)

    @property
    def upload(self):
        """The file, when it may be kept, whatever is wrong with the other answers."""
        return self.cleaned_data.get("file") if self.is_bound and "file" not in self.errors else None

    def _past_day(self, name):
        day = self.cleaned_data[name]
        if day > self.today:
            raise forms.ValidationError(
                _("This date is in the future. Enter the date written on the document.")
            )
        if day.year < EARLIEST_YEAR:
            raise forms.ValidationError(_("Check the year of this date."))
        return day


class LetterForm(HandedInForm):
    kind = "letter"
    replacing = gettext_lazy("Replace the letter")
    file = DocumentField(label=gettext_lazy("Letter of interest"), help_text=FILE_HINT)
    letter_on = DateField(
        label=gettext_lazy("Date of the letter"),
        error_messages={"required": gettext_lazy("Enter the date of the letter.")},
    )

    def clean_letter_on(self):
        return self._past_day("letter_on")


class ResolutionForm(HandedInForm):
    kind = "resolution"
    replacing = gettext_lazy("Replace the resolution")
    file = DocumentField(label=gettext_lazy("Council resolution"), help_text=FILE_HINT)
    resolution_number = forms.CharField(
        label=gettext_lazy("Resolution number"),
        help_text=gettext_lazy("As council's minutes give it, for example 2026-118."),
        max_length=60,
        error_messages={"required": gettext_lazy("Enter the number of the resolution.")},
    )
    resolution_on = DateField(
        label=gettext_lazy("Date of the resolution"),
        help_text=gettext_lazy("The day council adopted it."),
        error_messages={"required": gettext_lazy("Enter the date of the resolution.")},
    )

    def clean_resolution_on(self):
        return self._past_day("resolution_on")


class ContactForm(AnswersForm):
    contact_name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=150,
        error_messages={"required": gettext_lazy("Enter the name of the contact.")},
    )
    contact_title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("For example: director of community services."),
        max_length=150,
        error_messages={"required": gettext_lazy("Enter the title of the contact.")},
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Enter the e-mail address of the contact."),
            "invalid": gettext_lazy("Enter an e-mail address like name@example.ca."),
        },
    )
    contact_phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        help_text=gettext_lazy("With the area code, for example 613-555-0123, ext. 45."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )

    def clean_contact_phone(self):
        phone = self.cleaned_data["contact_phone"]
        if phone and not TELEPHONE.fullmatch(phone):
            raise forms.ValidationError(
                _("Enter a telephone number with its area code, such as 613-555-0123.")
            )
        return phone


class ChampionForm(AnswersForm):
    """Name and title, or neither: an empty form takes the champion back."""

    champion_name = forms.CharField(
        label=gettext_lazy("Name of the elected champion"), max_length=150, required=False
    )
    champion_title = forms.CharField(
        label=gettext_lazy("Title of the elected champion"),
        help_text=gettext_lazy("For example: councillor, deputy mayor."),
        max_length=150,
        required=False,
    )

    champion_email = forms.EmailField(
        label=gettext_lazy("E-mail address of the elected champion"),
        help_text=gettext_lazy(
            "If you give it, the portal writes there when a progress report is a month late, once, and for nothing"
            " else. Nobody sees it but your municipality and the secretariat."
        ),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": gettext_lazy("Enter an e-mail address like name@example.ca.")},
    )

    def clean(self):
        super().clean()
        if self.errors:
            return
        name, title = self.merged("champion_name"), self.merged("champion_title")
        if (title or self.merged("champion_email")) and not name:
            self.add_error("champion_name", _("Enter the name of the champion."))
        elif name and not title:
            self.add_error("champion_title", _("Enter the title of the champion."))


class ContactsForm(ContactForm, ChampionForm):
    """The two people of a member, on one page."""

    field_order = ["contact_name", "contact_title", "contact_email", "contact_phone"]


class CommentForm(PortalForm):
    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the message.")},
    )


class ApprovalForm(PortalForm):
    note = forms.CharField(
        label=gettext_lazy("A word to the municipality"),
        help_text=gettext_lazy("It goes into the message that says it is a member."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnForm(PortalForm):
    """What is asked, step by step, below what was given there, and by when; at least one step."""

    def __init__(self, *args, steps, application, today, **kwargs):
        self.steps, self.tomorrow = steps, today + timedelta(days=1)
        # The base prepares the fields it finds, so they are there before it runs.
        self.base_fields = {
            step.key: forms.CharField(
                label=step.title,
                help_text=linebreaksbr(step.answer(application), autoescape=True) or _("Not given"),
                required=False,
                max_length=LONGEST_REASON,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            for step in steps
        }
        self.base_fields["answer_by"] = DateField(
            label=_("Answer by"),
            help_text=_("If you name a day, the municipality sees it at each step you write about."),
            required=False,
        )
        super().__init__(*args, **kwargs)

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if day and day < self.tomorrow:
            raise forms.ValidationError(_("Choose a day from tomorrow on."))
        if day and day.year > self.tomorrow.year + 2:
            raise forms.ValidationError(_("Check the year of this date."))
        return day

    def clean(self):
        texts = {step.key: self.cleaned_data.get(step.key) for step in self.steps}
        self.requests = {key: text for key, text in texts.items() if text}
        if not self.requests and not self.errors:
            raise forms.ValidationError(_("Say at one step at least what has to change."))
        return self.cleaned_data
