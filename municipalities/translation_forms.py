"""What is typed on the pages of the language ledger."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import PortalForm
from coalition.ledger import State
from coalition.shared_forms import SharedForm

LANGUAGE_LABELS = {"en": gettext_lazy("In English"), "fr": gettext_lazy("In French")}


class TextForm(SharedForm):
    """The version that follows, beside the original; `original` is a digest of what stood there when it was written."""

    version = forms.CharField(strip=True, widget=forms.Textarea({"rows": 12}))
    original = forms.CharField(widget=forms.HiddenInput, required=False)
    is_read = forms.BooleanField(
        label=gettext_lazy("I have read this draft and corrected it"), required=False
    )

    def __init__(self, data=None, *, text):
        offered = {"original": self.mark_of({"text": text.original_text}, ["text"])}
        if text.draft and not text.other_text:
            offered["version"] = text.draft
        super().__init__(data, stored={"version": text.other_text}, offered=offered)
        self.text, self.mark_of_original = text, offered["original"]
        field = self.fields["version"]
        field.label, field.widget.attrs["lang"] = LANGUAGE_LABELS[text.follower], text.follower
        if text.longest:
            field.validators.append(MaxLengthValidator(text.longest))
            field.widget.attrs["rows"] = 3
        if "version" not in offered:
            del self.fields["is_read"]

    @property
    def is_draft(self):
        return "is_read" in self.fields

    def clean(self):
        super().clean()
        if self.errors:
            return
        if self.cleaned_data["original"] != self.mark_of_original:
            # Whoever saves again has read the original as it is now.
            self._set("original", self.mark_of_original)
            self.add_error(
                "version", _("The original was changed after you opened the page. Read it again, then save.")
            )
        elif self.is_draft and not self.cleaned_data["is_read"]:
            self.add_error("is_read", _("Read the draft first: a machine made it. Then say so here."))

    def language_of(self, unit):
        return self.text.follower


class LedgerFilterForm(PortalForm):
    """Which texts of the town are shown."""

    state = forms.ChoiceField(
        label=gettext_lazy("Other version"),
        choices=[("", gettext_lazy("All")), *State.choices],
        required=False,
    )
