"""The answer to an indicator: the numbers it is made of or the result alone, and what is said about it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coalition import numbers
from coalition.shared_forms import SharedForm
from commitments import units

from .. import measures
from ..models import IndicatorReading
from ..past_readings import jump, unexplained_jump
from .words import LONGEST_UPDATE, words_field

Answer = IndicatorReading.Answer
Kind = units.Kind
ANSWERS = [choice for choice in Answer.choices if choice[0] != Answer.UNANSWERED]
YES_NO = [("1", gettext_lazy("Yes")), ("0", gettext_lazy("No"))]
FIGURES = ["value", *IndicatorReading.PARTS]
NUMBERS = [*FIGURES, "response_rate"]


def number_field(label, help_text=""):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=40,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "w-10"}),
    )


def line_field(label, max_length, help_text=""):
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=max_length)


class ReadingForm(SharedForm):
    """The answer to one indicator. A figure alone says that it is a value.

    Where the definition has parts, they are asked and the value is computed; the result alone is taken too.
    """

    TOGETHER = {"answer": ("answer", *FIGURES, "is_small")}

    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"), choices=ANSWERS, required=False, widget=forms.RadioSelect
    )
    numerator = number_field("")
    denominator = number_field("")
    comparison = number_field("")
    value = number_field("")
    is_small = forms.BooleanField(
        label=gettext_lazy("Fewer than 10 people are behind this figure: do not publish it"), required=False
    )
    period = line_field(
        gettext_lazy("Reference period"),
        60,
        gettext_lazy("Where it is not the reporting year, for example 2021 census."),
    )
    source = line_field(gettext_lazy("Source of the data"), 200)
    confidence = line_field(
        gettext_lazy("How sure the figure is"),
        300,
        gettext_lazy("For example: estimate, small sample, one department missing."),
    )
    response_rate = number_field(
        gettext_lazy("Response rate, in %"),
        gettext_lazy("Saying who one is, is voluntary: of a hundred people asked, how many answered?"),
    )
    served_by = line_field(
        gettext_lazy("Served by"),
        150,
        gettext_lazy("Which police service serves the municipality, where it has none of its own."),
    )
    note = words_field(gettext_lazy("Note"), 2, max_length=LONGEST_UPDATE)

    def __init__(self, data=None, *, reading, census=None):
        """`census` is the town of the report, where its population is offered as the second number."""
        self.reading, self.version = reading, reading.version
        self.jump = jump(reading)
        stored = {name: getattr(reading, name) for name in IndicatorReading.ANSWERS}
        stored["answer"] = reading.answer if reading.is_answered else ""
        # What is computed is not typed.
        stored["value"] = None if reading.is_computed else reading.value
        for name in NUMBERS:
            stored[name] = None if stored[name] is None else numbers.bare(stored[name])
        self.absent = self._absent()
        for name in self.absent & {"response_rate", "served_by"}:
            del stored[name]
        self.census = census if self.version.uses_population and census and census.population else None
        super().__init__(data, prefix=f"reading-{reading.indicator_id}", stored=stored)
        if self.census and not reading.is_answered:
            self.initial["denominator"] = self.census.population
        self._say_what_is_asked()
        for name in NUMBERS:
            if name in self.fields and isinstance(self.fields[name].widget, forms.TextInput):
                self.initial[name] = as_typed(self.initial.get(name))
        for name in self.absent:
            self.fields.pop(name)

    def _absent(self):
        """What the definition does not ask."""
        version = self.version
        asked = {
            "numerator": version.has_parts,
            "denominator": version.has_parts,
            "comparison": version.kind == Kind.RATIO and version.has_parts,
            "is_small": version.counts_people and version.kind != Kind.NUMBER,
            "response_rate": version.asks_response_rate,
            "served_by": version.asks_served_by,
        }
        return {name for name, is_asked in asked.items() if not is_asked}

    def _say_what_is_asked(self):
        version, fields = self.version, self.fields
        for name in IndicatorReading.PARTS:
            fields[name].label = getattr(version, f"{name}_label")
        if self.census and not self.reading.is_answered:
            fields["denominator"].help_text = _(
                "The population of the %(year)s census, as the registry has it. Change it if yours is another."
            ) % {"year": self.census.population_year}
        if version.kind == Kind.YES_NO:
            fields["value"] = forms.ChoiceField(
                label=_("Value"), choices=YES_NO, required=False, widget=forms.RadioSelect
            )
        elif version.has_parts:
            fields["value"].label = _("Result (%(unit)s)") % {"unit": version.unit}
            fields["value"].help_text = _(
                "Leave it empty where you give the numbers: it is computed from them."
            )
        else:
            fields["value"].label = _("Value (%(unit)s)") % {"unit": version.unit}
        if version.counts_people:
            fields["note"].help_text = _("The note is public: leave out any number of people below 10.")

    @property
    def about(self):
        return self.version.name

    @property
    def said(self):
        """The stored answer in words."""
        return measures.say_reading(self.reading)

    @property
    def lacks_note(self):
        """Whether what is stored now jumped, and no note says why."""
        return unexplained_jump(self.reading) is not None

    @property
    def parts(self):
        return [self[name] for name in IndicatorReading.PARTS if name in self.fields]

    @property
    def details_asked(self):
        """What is seldom needed, folded on the page."""
        names = ["response_rate", "served_by", "period", "source", "confidence"]
        return [self[name] for name in names if name in self.fields]

    @property
    def is_result_open(self):
        return _is_any(self, ["value", "is_small"])

    @property
    def are_details_open(self):
        return _is_any(self, [field.name for field in self.details_asked])

    @property
    def is_note_open(self):
        return self.jump is not None or _is_any(self, ["note"])

    def _clean_number(self, name, check):
        typed = self.cleaned_data[name]
        if not typed:
            return None
        value = numbers.read_number(typed)
        check(value)
        return numbers.bare(value)

    def clean_value(self):
        return self._clean_number("value", lambda value: units.check_limits(value, self.version))

    def clean_numerator(self):
        return self._clean_part("numerator")

    def clean_denominator(self):
        return self._clean_part("denominator")

    def clean_comparison(self):
        return self._clean_part("comparison")

    def _clean_part(self, name):
        return self._clean_number(name, lambda value: measures.check_part(value, self.version, name))

    def clean_response_rate(self):
        def check(value):
            if not 0 <= value <= 100:
                limits = {"lowest": 0, "highest": 100}
                raise ValidationError(_("Enter a number from %(lowest)s to %(highest)s.") % limits)

        value = self._clean_number("response_rate", check)
        return value and numbers.bare(round(value, 1))

    def clean(self):
        for name in self.absent - {"response_rate", "served_by"}:
            self.cleaned_data[name] = False if name == "is_small" else None
        if self.errors:
            return
        self._drop_what_was_only_offered()
        try:
            self._check_figures()
        except ValidationError as problem:
            self.add_error(None, problem)
        if not self.errors:
            super().clean()

    def _drop_what_was_only_offered(self):
        """The population stands in the field before anybody answers, and still does in a page opened before."""
        given = self.cleaned_data
        is_offered = self.census and given["denominator"] == self.census.population
        if is_offered and given["numerator"] is None:
            given["denominator"] = None

    def _check_figures(self):
        given = self.cleaned_data
        answer, parts = given["answer"], {name: given[name] for name in IndicatorReading.PARTS}
        is_any_part = any(value is not None for value in parts.values())
        if answer and answer != Answer.VALUE:
            if is_any_part or given["value"] is not None:
                raise ValidationError(
                    {"answer": _("You entered a value and said that there is none. Keep one of the two.")}
                )
            given["is_small"] = False
            return
        if is_any_part:
            self._check_parts(parts)
        if is_any_part and given["value"] is not None:
            raise ValidationError(
                {"value": _("Give the numbers or the result alone. From the numbers, it is computed here.")}
            )
        if is_any_part or given["value"] is not None:
            given["answer"] = Answer.VALUE
        elif answer == Answer.VALUE:
            field = "numerator" if self.version.has_parts else "value"
            raise ValidationError({field: _("Enter the value, or choose another answer.")})
        if given["value"] is None:
            given["is_small"] = False

    def _check_parts(self, parts):
        missing = [name for name, value in parts.items() if value is None and name not in self.absent]
        if missing:
            raise ValidationError(
                {
                    name: _("Enter this number too: the result is computed from all of them.")
                    for name in missing
                }
            )
        measures.compute(self.version, **parts)

    def say_stored(self, unit):
        return self.said if unit == "answer" else super().say_stored(unit)

    def say_typed(self, unit):
        if unit != "answer":
            return super().say_typed(unit)
        given = self.cleaned_data
        if given["answer"] != Answer.VALUE:
            return self.say_one("answer", given["answer"])
        return units.say(self._value(given), self.version)

    def _value(self, given):
        """The value that was typed, or that the parts make."""
        if given["numerator"] is None:
            return given["value"]
        return measures.compute(self.version, **{name: given[name] for name in IndicatorReading.PARTS})

    def say_one(self, name, value):
        return as_typed(value) if name in NUMBERS else super().say_one(name, value)

    def answer_given(self):
        """The reading as answered."""
        reading = self.reading
        given = {name: self.merged(name) for name in IndicatorReading.ANSWERS if name in self.stored}
        given["value"] = self._value(given)
        given["answer"] = given["answer"] or Answer.UNANSWERED
        for name, value in given.items():
            setattr(reading, name, value)
        return reading


def as_typed(value):
    """A number as the reader would type it."""
    text = "" if value is None else str(value)
    return text.replace(".", ",") if get_language() == "fr" else text


def _is_any(form, names):
    return any(form[name].value() or form[name].errors for name in names if name in form.fields)
