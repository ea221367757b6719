"""What became of an action."""

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coalition.i18n import other_language
from coalition.shared_forms import SharedForm

from ..models import ActionUpdate
from .words import LONGEST_UPDATE, words_field

Outcome = ActionUpdate.Outcome
OUTCOMES = [choice for choice in Outcome.choices if choice[0] != Outcome.UNCONFIRMED]


class UpdateForm(SharedForm):
    """What became of one action."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of it?"), choices=OUTCOMES, required=False, widget=forms.RadioSelect
    )
    text_en = words_field(gettext_lazy("In a few words, in English"), 2, max_length=LONGEST_UPDATE)
    text_fr = words_field(gettext_lazy("In a few words, in French"), 2, max_length=LONGEST_UPDATE)

    def __init__(self, data=None, *, update):
        chosen = update.outcome if update.is_answered else ""
        stored = {"outcome": chosen, "text_en": update.text_en or "", "text_fr": update.text_fr or ""}
        super().__init__(data, prefix=f"update-{update.pk}", stored=stored)
        self.update = update
        self.fields["outcome"].widget.hints = {
            Outcome.UNCHANGED: _("It stands as last year.")
            if update.previous
            else _("It stands as in the plan."),
            Outcome.UPDATED: _("It went on or was changed: say how in a few words."),
            Outcome.DONE: _("It is finished."),
            Outcome.DROPPED: _("It will not be done: say why in a few words."),
        }

    @property
    def about(self):
        return self.update.action.title

    @property
    def own_text(self):
        return self[f"text_{get_language()}"]

    @property
    def other_text(self):
        return self[f"text_{other_language(get_language())}"]

    def answer(self):
        """The update as answered."""
        self.update.outcome = self.merged("outcome") or Outcome.UNCONFIRMED
        self.update.text_en, self.update.text_fr = self.merged("text_en"), self.merged("text_fr")
        return self.update
