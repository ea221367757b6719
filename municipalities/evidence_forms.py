"""What the pages of the evidence register ask."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition import links
from coalition.forms import PortalForm
from coalition.shared_forms import SharedForm

from .models import Document
from .uploads import DocumentField

LONGEST_WORDS = 100
DETAILS = ("title", "kind", "language", "access")
OWN = Document.Access.TOWN
FILE_HINT = gettext_lazy(
    "PDF, PNG or JPEG, up to 10 MB. A Word or Excel file: save it as PDF first. From pictures we remove where and"
    " when they were taken; a PDF may still name its author."
)
LINK_HINT = gettext_lazy("The whole address of a public page, beginning with https://.")
KINDS = [(kind.value, kind.label) for kind in Document.Kind if kind not in Document.OF_APPLICATION]
ACCESS_HINTS = {
    "public": gettext_lazy("Stands on the public page of your municipality."),
    "members": gettext_lazy("People who work for a member municipality, after signing in."),
    "town": gettext_lazy("People who work for your municipality, and the secretariat."),
}


class LinkField(forms.URLField):
    """A public web address; whether it answers is tried later, by a worker."""

    widget = forms.URLInput(attrs={"autocomplete": "url", "spellcheck": "false"})
    default_error_messages = {
        "invalid": gettext_lazy("Enter a whole web address, such as https://www.example.ca/report."),
        "max_length": gettext_lazy(
            "The address is too long. Look for the page's permanent or short address."
        ),
    }

    def __init__(self, **kwargs):
        super().__init__(max_length=500, assume_scheme="https", **kwargs)

    def clean(self, value):
        link = super().clean(value)
        if link:
            try:
                links.target_of(link)
            except links.Forbidden:
                raise forms.ValidationError(
                    _(
                        "Enter the address of a page that everybody can reach, such as https://www.example.ca/report."
                    ),
                    code="not_public",
                ) from None
        return link


class DetailsForm(PortalForm):
    """What the register says of a document. A town that the secretariat has not let in opens none to others."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        error_messages={"max_length": gettext_lazy("Shorten the title to 200 letters.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS, initial=Document.Kind.EVIDENCE)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("Several, or none")), *settings.LANGUAGES],
        required=False,
    )
    access = forms.ChoiceField(
        label=gettext_lazy("Who may read it"),
        choices=Document.Access.choices,
        initial=Document.Access.TOWN,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["access"].widget.hints = ACCESS_HINTS

    def limit_access(self, municipality):
        if not hasattr(municipality, "membership"):
            self.fields["access"].choices = [(OWN.value, OWN.label)]
            self.fields["access"].help_text = _(
                "Once your municipality is a member, you can open documents to other members and to everybody."
            )


class SharedDetailsForm(SharedForm, DetailsForm):
    """The details of a document that is there already, which a colleague may be changing too."""

    def __init__(self, data=None, *, document):
        stored = {name: getattr(document, name) for name in DETAILS}
        is_member = hasattr(document.municipality, "membership")
        super().__init__(data, stored=stored, offered={} if is_member else {"access": OWN})
        self.limit_access(document.municipality)

    def answers(self):
        """What was changed here."""
        return {name: self.cleaned_data[name] for name in DETAILS if name in self.changed}


class FileForm(DetailsForm):
    field_order = ["file"]
    file = DocumentField(label=gettext_lazy("File"), help_text=FILE_HINT)

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.limit_access(municipality)
        self.fields["title"].help_text = _("Left empty, the name of the file stands in its place.")


class LinkForm(DetailsForm):
    field_order = ["link"]
    link = LinkField(label=gettext_lazy("Link"), help_text=LINK_HINT)

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.limit_access(municipality)
        self.fields["title"].required = True


class ReplacementForm(PortalForm):
    """A newer file, or the address where the document now is."""

    file = DocumentField(label=gettext_lazy("New file"), help_text=FILE_HINT, required=False)
    link = LinkField(label=gettext_lazy("Or a link"), help_text=LINK_HINT, required=False)

    def clean(self):
        if not self.errors and bool(self.cleaned_data.get("file")) == bool(self.cleaned_data.get("link")):
            raise forms.ValidationError(_("Choose a file or enter a link: one of them."), code="one")
        return self.cleaned_data


class RegisterFilterForm(PortalForm):
    """What the register shows. A value that does not exist filters nothing."""

    q = forms.CharField(label=gettext_lazy("Title or name"), required=False, max_length=LONGEST_WORDS)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("Any kind")), *Document.Kind.choices],
        required=False,
    )
