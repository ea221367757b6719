"""A comment among the town's people, at what it is about."""

from django import forms
from django.utils.translation import gettext_lazy

from coalition.forms import PortalForm

LONGEST = 3000


class RemarkForm(PortalForm):
    text = forms.CharField(
        label=gettext_lazy("Your comment"),
        help_text=gettext_lazy("Write @ and a name to call a colleague. The secretariat does not read this."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write the comment.")},
    )

    def __init__(self, data=None, *, place):
        super().__init__(data, prefix=f"remark-{place}")
