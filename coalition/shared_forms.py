"""Forms that several people have open at the same time: nobody undoes what somebody else wrote.

Each form carries, as digests, what the page showed. What was left as it was shown is not written; what was changed
here and elsewhere meanwhile comes back with both texts. Read the rows under the lock that the writing holds.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy

from .forms import PortalForm
from .moments import say_day
from .text import clean_text

CHANGED_MEANWHILE = gettext_lazy(
    "This was changed after you opened the page. Compare the two, then save again to keep yours."
)


@dataclass(frozen=True)
class Conflict:
    """What is stored now, beside what was typed; `language` is empty for what is no text."""

    field: BoundField
    stored: str
    typed: str
    language: str
    unit: str


class SharedForm(PortalForm):
    """A form among others on a page. `changed` names what was answered in it, `conflicts` what needs a decision."""

    # What is one answer though it takes several fields.
    TOGETHER = {}

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, files=None, *, prefix=None, stored, offered=None):
        """`stored` are the answers as they are kept, by field; `offered` what else the page shows at first."""
        self.stored, self.changed, self.conflicts = stored, set(), []
        self.news = []  # what others changed since the page was opened, and is left alone here
        taken = {name for names in self.TOGETHER.values() for name in names}
        self.units = {**self.TOGETHER, **{name: (name,) for name in stored if name not in taken}}
        marks = {unit: self.mark_of(stored, names) for unit, names in self.units.items()}
        seen = " ".join(f"{unit}:{mark}" for unit, mark in marks.items())
        initial = {**stored, **(offered or {}), "seen": seen}
        super().__init__(data, files, prefix=prefix, initial=initial)
        self.marks = marks

    def clean(self):
        super().clean()
        if not self.errors:
            self._compare()

    def merged(self, name):
        """The answer of a field as it stands after this: what was typed where it was changed, else what is stored."""
        return self.cleaned_data[name] if name in self.changed else self.stored[name]

    def say_stored(self, unit):
        """The stored answer in words."""
        return self._say(unit, self.stored)

    def say_typed(self, unit):
        """The answer that was typed, in words."""
        return self._say(unit, self.cleaned_data)

    def _say(self, unit, answers):
        return "\n".join(filter(None, (self.say_one(name, answers[name]) for name in self.units[unit])))

    def say_one(self, name, value):
        if isinstance(value, list):
            return "\n".join(self.say_one(name, each) for each in value)
        if isinstance(value, date):
            return say_day(value)
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value or ""))

    def marks_written(self):
        """{unit: mark} of what was changed here, as it stands once it is written."""
        return {
            unit: self.mark_of(self.cleaned_data, names)
            for unit, names in self.units.items()
            if self.changed.issuperset(names)
        }

    def shown_anew(self, unit):
        """{name in the page: value} of the unit as the page would show what is stored now."""
        names = self.units[unit]
        return {
            self.add_prefix(name): self[name].field.prepare_value(self.initial[name]) or "" for name in names
        }

    def _compare(self):
        seen = self._seen()
        for unit, names in self.units.items():
            stored, typed = self.marks[unit], self.mark_of(self.cleaned_data, names)
            # A page that saves by itself names what it wrote after what it showed at first.
            marks = seen.get(unit, [""])
            shown = stored if stored in marks else marks[0]
            # What the browser did not send is left alone: it stood not yet on the page when that was opened.
            is_sent = any(self.add_prefix(name) in self.data for name in names)
            if not (is_sent or self._is_unticked(unit, seen)) or typed in {shown, stored}:
                self._show_stored(names)
                if is_sent and shown != stored:
                    self.news.append(unit)
            elif shown == stored:
                self.changed.update(names)
            else:
                self.conflicts.append(unit)
        if any(seen.get(unit, [mark]) != [mark] for unit, mark in self.marks.items()):
            # Whoever saves again has seen what is stored now.
            self._set("seen", self.initial["seen"])
        self.conflicts = [self._conflict(unit) for unit in self.conflicts]

    def _is_unticked(self, unit, seen):
        """Boxes of which none is ticked send nothing, though they stood on the page."""
        field = self.fields.get(unit)
        return unit in seen and field and isinstance(field.widget, forms.CheckboxSelectMultiple)

    def _conflict(self, unit):
        field = self.units[unit][0]
        told = Conflict(
            self[field], self.say_stored(unit), self.say_typed(unit), self.language_of(unit), unit
        )
        self.add_error(field, CHANGED_MEANWHILE)
        return told

    def language_of(self, unit):
        """Of the text that is stored; empty where it is no text, or its language is not known."""
        return unit[-2:] if unit.endswith(("_en", "_fr")) else ""

    def _seen(self):
        """{unit: marks of what the page showed}; what it says nothing of, it showed empty."""
        seen = {}
        for unit, _colon, mark in (pair.partition(":") for pair in self.cleaned_data["seen"].split(" ")):
            if unit in self.units:
                seen.setdefault(unit, []).append(mark)
        return seen

    def _show_stored(self, names):
        """If the page comes back, it shows what stands now."""
        for name in names:
            if self.add_prefix(name) in self.data or self.initial[name]:
                self._set(name, self.initial[name])

    def _set(self, name, value):
        self.data = self.data.copy()
        if isinstance(value, list) and hasattr(self.data, "setlist"):
            self.data.setlist(self.add_prefix(name), value)
        else:
            self.data[self.add_prefix(name)] = value

    @staticmethod
    def mark_of(answers, names):
        """A digest short enough for a page of many forms; empty for no answer."""
        said = [_plain(answers[name]) for name in names]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:12] if any(said) else ""


def _plain(value):
    if value is None or value is False or value == []:
        return ""
    return clean_text(value if isinstance(value, str) else str(value)).strip()
