"""How often each kind of mail comes to a person: the form of it, with or without signing in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..forms import PortalForm
from .categories import always_to, chosen_by, rhythm_of
from .leaving import choose


class Unseen(forms.HiddenInput):
    """Nobody hears of it: Django describes it as it does the field, which is no valid HTML."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {name: value for name, value in attrs.items() if not name.startswith("aria-")}


class RhythmField(forms.ChoiceField):
    hidden_widget = Unseen


class MailForm(PortalForm):
    """A field for each kind. What the page showed comes back with it, so that only what was changed there is written."""

    def __init__(self, data=None, *, person):
        self.person = person
        super().__init__(data)
        for kind in chosen_by(person):
            self.fields[kind.key] = RhythmField(
                label=kind.title,
                help_text=kind.sentence,
                choices=[(rhythm.value, rhythm.label) for rhythm in kind.rhythms],
                initial=rhythm_of(person, kind.key).value,
                show_hidden_initial=True,
                error_messages={"required": _("Choose how often."), "invalid_choice": _("Choose how often.")},
            )

    def always(self):
        return always_to(self.person)

    def choose(self):
        choose(self.person, {name: self.cleaned_data[name] for name in self.changed_data})
