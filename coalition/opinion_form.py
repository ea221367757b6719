"""What pages ask of their readers."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .forms import PortalForm
from .models.opinion import LONGEST_COMMENT
from .opinions import page_of


class OpinionForm(PortalForm):
    """Was this page useful? The form at the foot of a page, and the page that says what is wrong with it."""

    useful = forms.ChoiceField(
        label=gettext_lazy("Was this page useful?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether the page was useful.")},
    )
    comment = forms.CharField(
        label=gettext_lazy("What would make it better?"),
        help_text=gettext_lazy("Please give no personal information, of yourself or of others."),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    page = forms.CharField(widget=forms.HiddenInput, required=False)
    # Nobody sees it; programs that fill in whatever they find do.
    website = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        super().clean()
        self.place = page_of(self.cleaned_data.get("page", ""))
        if self.place is None:
            raise forms.ValidationError(
                _("This form belongs to no page of the portal. Go back to the page, and send it from there."),
                code="page",
            )

    @property
    def is_of_a_robot(self):
        return bool(self.cleaned_data["website"])

    def answers(self):
        path, language = self.place
        said = self.cleaned_data
        return {
            "path": path,
            "language": language,
            "is_useful": said["useful"] == "yes",
            "comment": said["comment"],
        }
