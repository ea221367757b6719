"""More time for a report: asked for by a town, decided by the secretariat."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import DateField, PortalForm
from coalition.moments import say_day

from ..deadlines import end_of_day, secretariat_zone

LONGEST_REASON = 3000
LONGEST = timedelta(days=366)


def words(label, **options):
    return forms.CharField(
        label=label, max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 4}), **options
    )


def check_day(day, due_at):
    """A day after today and after the one that holds, and not years away."""
    zone = secretariat_zone()
    today, due_on = timezone.localdate(timezone=zone), due_at.astimezone(zone).date()
    first = max(today, due_on) + timedelta(days=1)
    if not first <= day <= first + LONGEST:
        raise forms.ValidationError(
            _("Choose a day from %(first)s to %(last)s.")
            % {"first": say_day(first), "last": say_day(first + LONGEST)}
        )
    return day


class AskForm(PortalForm):
    """Until when, and why."""

    until = DateField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("Until the end of that day, Eastern time."),
    )
    reason = words(
        gettext_lazy("Why do you need more time?"),
        help_text=gettext_lazy("A sentence is enough. The secretariat reads it; it is not made public."),
    )

    def __init__(self, data=None, *, report):
        super().__init__(data)
        self.report = report

    def clean_until(self):
        return check_day(self.cleaned_data["until"], self.report.due_at)

    def facts(self):
        """What Extension.ask takes."""
        return {"until": end_of_day(self.cleaned_data["until"]), "reason": self.cleaned_data["reason"]}


class DecisionForm(PortalForm):
    """The answer of the secretariat: a date, the one asked for or another, or no."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[("grant", gettext_lazy("Give more time")), ("decline", gettext_lazy("Decline"))],
        widget=forms.RadioSelect,
    )
    until = DateField(
        label=gettext_lazy("Until the end of this day, Eastern time"),
        required=False,
        help_text=gettext_lazy("The day that was asked for stands here. You may name another one."),
    )
    answer = words(
        gettext_lazy("A word to the municipality"),
        required=False,
        help_text=gettext_lazy("Needed when you decline, or name another day than the one asked for."),
    )

    def __init__(self, data=None, *, extension):
        self.asked_until = extension.asked_until.astimezone(secretariat_zone()).date()
        super().__init__(data, initial={"until": self.asked_until})
        self.extension = extension

    def clean(self):
        decision, until = self.cleaned_data.get("decision"), self.cleaned_data.get("until")
        if decision == "grant" and "until" not in self.errors:
            if until is None:
                self.add_error("until", _("Enter the day until which the report may be submitted."))
            else:
                self._check(until)
        is_needed = decision == "decline" or (decision == "grant" and until not in (None, self.asked_until))
        if is_needed and not self.cleaned_data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Say why, in a sentence: the coordinators read it."))

    def _check(self, until):
        try:
            check_day(until, self.extension.report.due_at)
        except forms.ValidationError as problem:
            self.add_error("until", problem)

    def decide(self, by):
        """Call the verb that was chosen."""
        answer = self.cleaned_data["answer"]
        if self.cleaned_data["decision"] == "grant":
            self.extension.grant(by, until=end_of_day(self.cleaned_data["until"]), answer=answer)
        else:
            self.extension.decline(by, answer=answer)
