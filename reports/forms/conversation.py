"""A message about a section, and what a town answers to what was asked there."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import PortalForm
from coalition.shared_forms import SharedForm

from ..models import ChangeRequest

LONGEST_MESSAGE = 3000
Reply = ChangeRequest.Reply


class MessageForm(PortalForm):
    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Write the message.")},
    )


class AnswerForm(SharedForm):
    """Done, or why not. Colleagues may answer at the same time: reply and words are one answer."""

    TOGETHER = {"reply": ("reply", "answer")}

    reply = forms.ChoiceField(
        label=gettext_lazy("What do you answer?"),
        choices=Reply.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose an answer.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, data=None, *, asked):
        super().__init__(data, stored={"reply": asked.reply, "answer": asked.answer})
        self.fields["reply"].widget.hints = {
            Reply.DONE: _("You changed the section, or it already says it. Words are optional."),
            Reply.DISAGREES: _(
                "The section stays as it is. Say why: the secretariat reads it beside its request."
            ),
        }

    def clean_answer(self):
        answer = self.cleaned_data["answer"].strip()
        if not answer and self.cleaned_data.get("reply") == Reply.DISAGREES:
            raise forms.ValidationError(_("Say why you see it otherwise."))
        return answer
