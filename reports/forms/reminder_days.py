"""On which days the towns are reminded of a year."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.shared_forms import SharedForm

MOST_BEFORE, MOST_AFTER, MOST = 120, 60, 12


def days_field(label, **options):
    return forms.CharField(
        label=label,
        required=False,
        max_length=100,
        widget=forms.TextInput({"class": "w-10", "inputmode": "numeric", "autocomplete": "off"}),
        **options,
    )


class ReminderDaysForm(SharedForm):
    """Two lists of numbers, "60, 30, 14, 3, 0" and "7, 30"."""

    before = days_field(
        gettext_lazy("Days before the last day"),
        help_text=gettext_lazy("Numbers with commas between them; 0 is the last day itself."),
    )
    after = days_field(
        gettext_lazy("Days after it"),
        help_text=gettext_lazy("While the report is awaited. Leave it empty to send none."),
    )

    def __init__(self, data=None, *, cycle):
        days = cycle.reminder_days
        before, after = [-day for day in days if day <= 0], [day for day in days if day > 0]
        stored = {"before": _written(sorted(before, reverse=True)), "after": _written(after)}
        super().__init__(data, stored=stored)

    def clean_before(self):
        days = _read(self.cleaned_data["before"], range(MOST_BEFORE + 1))
        return _written(sorted(days, reverse=True))

    def clean_after(self):
        return _written(sorted(_read(self.cleaned_data["after"], range(1, MOST_AFTER + 1))))

    def clean(self):
        super().clean()
        if not self.errors and not self.days():
            self.add_error("before", _("Name one day at least."))

    def days(self):
        """From the last day, before it below zero."""
        before, after = (_numbers(self.merged(name)) for name in ("before", "after"))
        return sorted({*(-day for day in before), *after})


def _numbers(text):
    return [int(each) for each in re.split(r"[\s,;]+", text) if each]


def _written(days):
    return ", ".join(map(str, days))


def _read(text, allowed):
    """The numbers of a list; a mistake in the words of whoever typed it."""
    if not re.fullmatch(r"[0-9\s,;]*", text, re.ASCII) or len(text) > 100:
        raise forms.ValidationError(_("Write numbers with commas between them, such as 30, 14, 3."))
    days = set(_numbers(text))
    if len(days) > MOST:
        raise forms.ValidationError(_("That is more than %(most)s reminders.") % {"most": MOST})
    if not days <= set(allowed):
        raise forms.ValidationError(
            _("Write numbers from %(first)s to %(last)s.") % {"first": allowed[0], "last": allowed[-1]}
        )
    return days
