"""What the secretariat decides: what is to be changed in a report and by when, thanks, who reads it."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import DateField, PortalForm
from coalition.i18n import other_language

LONGEST_REQUEST = 3000
LONGEST_THANKS = 3000


class ReturnForm(PortalForm):
    """What is to be changed in each part, and by when: one day for all, or another one for a part."""

    due_on = DateField(
        label=gettext_lazy("To be submitted again by"),
        help_text=gettext_lazy("For every section that has no day of its own."),
    )

    def __init__(self, data=None, *, parts):
        # Before the form is prepared, so that the fields of the parts are cleaned too.
        self.base_fields = self.base_fields | {
            name: field for part in parts for name, field in _fields_of(part)
        }
        super().__init__(data)
        self.parts = parts

    def rows_of(self, is_needed):
        """(part, field of what to change, field of its day)"""
        return [
            (part, self[f"part_{part.key}"], self[f"day_{part.key}"])
            for part in self.parts
            if part.is_needed == is_needed
        ]

    @property
    def main(self):
        return self.rows_of(is_needed=True)

    @property
    def others(self):
        return self.rows_of(is_needed=False)

    @property
    def has_others(self):
        return any(field.value() or field.errors for _part, *fields in self.others for field in fields)

    def clean(self):
        today = timezone.localdate()
        for name, day in list(self.cleaned_data.items()):
            is_day = name == "due_on" or name.startswith("day_")
            if is_day and day and not today <= day <= today + timedelta(days=366):
                self.add_error(name, _("Choose a day from today to a year from now."))
            is_asked = name == "due_on" or not is_day or self.cleaned_data.get(_text_of(name))
            if day and not is_asked and _text_of(name) not in self.errors:
                self.add_error(_text_of(name), _("Say what is to be changed by that day."))
        if not self.errors and not self.requests():
            raise forms.ValidationError(_("Say in one section or more what is to be changed."))

    def requests(self):
        """{key of the part: what is asked}"""
        return self._given("part_")

    def dates(self):
        """{key of the part: its own day}"""
        return self._given("day_")

    def _given(self, prefix):
        return {
            name.removeprefix(prefix): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value
        }


def _fields_of(part):
    what = forms.CharField(
        label=part.title, required=False, max_length=LONGEST_REQUEST, widget=forms.Textarea({"rows": 2})
    )
    yield f"part_{part.key}", what
    yield (
        f"day_{part.key}",
        DateField(label=_("Another day: %(section)s") % {"section": part.title}, required=False),
    )


def _text_of(name):
    return f"part_{name.removeprefix('day_')}"


def _thanks_field(label):
    return forms.CharField(
        label=label, required=False, max_length=LONGEST_THANKS, widget=forms.Textarea({"rows": 6})
    )


class AcceptForm(PortalForm):
    """A note of thanks for the town, in one language or both, or none."""

    thanks_en = _thanks_field(gettext_lazy("Note of thanks, in English"))
    thanks_fr = _thanks_field(gettext_lazy("Note of thanks, in French"))

    def __init__(self, data=None, *, first, suggested=None):
        """`first` is the town's language; `suggested` what the fields begin with, {language: note}."""
        super().__init__(data, initial={f"thanks_{code}": note for code, note in (suggested or {}).items()})
        self.order_fields([f"thanks_{first}", f"thanks_{other_language(first)}"])

    def thanks(self):
        """{language: note}"""
        return {code: self.cleaned_data[f"thanks_{code}"] for code in ("en", "fr")}


class ReviewerForm(PortalForm):
    """Who reads the report; nobody, where none is chosen."""

    reviewer = forms.ModelChoiceField(
        label=gettext_lazy("Who reads this report"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )

    def __init__(self, data=None, *, people, reviewer=None):
        super().__init__(data, initial={"reviewer": reviewer})
        self.fields["reviewer"].queryset = people
