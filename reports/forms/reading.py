"""The answer to an indicator."""

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coalition.shared_forms import SharedForm

from .. import measures
from ..models import IndicatorReading
from .words import LONGEST_UPDATE, words_field

Answer = IndicatorReading.Answer
ANSWERS = [choice for choice in Answer.choices if choice[0] != Answer.UNANSWERED]
YES_NO = [("1", gettext_lazy("Yes")), ("0", gettext_lazy("No"))]


class ReadingForm(SharedForm):
    """The answer to one indicator. A value alone says that it is a value."""

    TOGETHER = {"answer": ("answer", "value")}

    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"), choices=ANSWERS, required=False, widget=forms.RadioSelect
    )
    value = forms.CharField(
        label=gettext_lazy("Value"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "w-10"}),
    )
    note = words_field(gettext_lazy("Note"), 2, max_length=LONGEST_UPDATE)

    def __init__(self, data=None, *, reading, last_said=""):
        stored = {
            "answer": reading.answer if reading.is_answered else "",
            "value": None if reading.value is None else measures.bare(reading.value),
            "note": reading.note,
        }
        super().__init__(data, prefix=f"reading-{reading.indicator_id}", stored=stored)
        typed = str("" if stored["value"] is None else stored["value"])
        self.initial["value"] = typed.replace(".", ",") if get_language() == "fr" else typed
        self.reading, self.last_said = reading, last_said
        if measures.is_yes_or_no(reading.indicator):
            self.fields["value"] = forms.ChoiceField(
                label=_("Value"), choices=YES_NO, required=False, widget=forms.RadioSelect
            )
        else:
            self.fields["value"].label = _("Value (%(unit)s)") % {"unit": reading.indicator.unit}
        self.order_fields(["answer", "value", "note"])

    @property
    def about(self):
        return self.reading.indicator.name

    def clean_value(self):
        typed = self.cleaned_data["value"]
        if not typed:
            return None
        value = measures.read_number(typed)
        measures.check_limits(value, self.reading.indicator)
        return measures.bare(value)

    def clean(self):
        answer, value = self.cleaned_data.get("answer"), self.cleaned_data.get("value")
        if self.errors:
            return
        if value is not None and not answer:
            self.cleaned_data["answer"] = Answer.VALUE
        elif value is None and answer == Answer.VALUE:
            self.add_error("value", _("Enter the value, or choose another answer."))
        elif value is not None and answer != Answer.VALUE:
            self.add_error(
                "answer", _("You entered a value and said that there is none. Keep one of the two.")
            )
        super().clean()

    def say_stored(self, unit):
        return (
            self.stored["note"]
            if unit == "note"
            else measures.say_reading(self.reading, self.reading.indicator)
        )

    def say_typed(self, unit):
        if unit == "note":
            return super().say_typed(unit)
        answer = self.cleaned_data["answer"]
        return self["value"].value() if answer == Answer.VALUE else self.say_one("answer", answer)

    def answer_given(self):
        """The reading as answered."""
        reading = self.reading
        reading.answer = self.merged("answer") or Answer.UNANSWERED
        reading.value, reading.note = self.merged("value"), self.merged("note")
        reading.definition_version = reading.indicator.version
        return reading
