"""What a town answers in its report.

Answers may be saved unfinished: a form refuses what cannot be kept, reports/completeness.py says what is still missing.
Several people answer at once: coalition/shared_forms.py sees to it that nobody undoes what somebody else wrote.
"""

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coalition.i18n import other_language
from coalition.shared_forms import SharedForm

from .. import measures
from ..models import ActionUpdate, IndicatorReading

Outcome, Answer = ActionUpdate.Outcome, IndicatorReading.Answer
OUTCOMES = [choice for choice in Outcome.choices if choice[0] != Outcome.UNCONFIRMED]
ANSWERS = [choice for choice in Answer.choices if choice[0] != Answer.UNANSWERED]
YES_NO = [("1", gettext_lazy("Yes")), ("0", gettext_lazy("No"))]
LONGEST_UPDATE = 3000


def words_field(label, rows, **options):
    return forms.CharField(
        label=label, required=False, strip=True, widget=forms.Textarea({"rows": rows}), **options
    )


class WordsForm(SharedForm):
    """The text of a part, in one language or both."""

    words_en = words_field(gettext_lazy("In English"), 8)
    words_fr = words_field(gettext_lazy("In French"), 8)
    still_holds = forms.BooleanField(
        label=gettext_lazy("These words still hold for this year"), required=False
    )

    def __init__(self, data=None, *, words, carried=None):
        """`words` are (English, French); `carried` those of last year when they are not confirmed yet."""
        super().__init__(data, prefix="words", stored={"words_en": words[0], "words_fr": words[1]})
        # Whoever reads French writes French first.
        self.order_fields([f"words_{get_language()}", f"words_{other_language(get_language())}"])
        self.carried = carried
        if not carried:
            del self.fields["still_holds"]

    @property
    def pair(self):
        return [self[name] for name in self.fields if name.startswith("words_")]

    @property
    def is_confirmed(self):
        """Whether last year's words are said to hold."""
        return bool(self.carried and self.cleaned_data["still_holds"])

    def given(self, field):
        """The texts as they stand after this, for `field`; None where nothing was said."""
        if not (self.changed or self.is_confirmed):
            return None
        return {f"{field}_{code}": self.merged(f"words_{code}") for code in ("en", "fr")}

    def is_still_carried(self):
        """Whether a language still says what last year's report said, and nobody confirmed it."""
        if not self.carried or self.is_confirmed:
            return False
        written = [self.merged("words_en"), self.merged("words_fr")]
        return any(now and now == before for now, before in zip(written, self.carried, strict=True))


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


def texts(owner, field):
    """(English, French) of a bilingual field, empty where there is none."""
    return tuple((owner and getattr(owner, f"{field}_{code}")) or "" for code in ("en", "fr"))


class PartForms:
    """The forms of one part of a report, read and checked together."""

    def __init__(self, report, part, last, data=None):
        self.report, self.part = report, part
        owner, field = (part.section, "text") if part.section else (report, "overview")
        self.words = None
        if part.section or not part.readings:
            is_carried = part.section is not None and part.section.is_carried
            carried = texts(last.sections.get(part.commitment.number), "text") if is_carried else None
            self.words = WordsForm(data, words=texts(owner, field), carried=carried)
        self.field = field
        self.updates = [UpdateForm(data, update=update) for update in part.updates]
        self.readings = [
            ReadingForm(data, reading=reading, last_said=last.say_reading(reading.indicator))
            for reading in part.readings
        ]

    @property
    def all(self):
        return [*([self.words] if self.words else []), *self.updates, *self.readings]

    def is_valid(self):
        # Each is checked, so that all that is wrong is said at once.
        return not [form for form in self.all if not form.is_valid()]

    def has_errors(self):
        return any(form.errors for form in self.all)

    def has_conflicts(self):
        return any(form.conflicts for form in self.all)

    def answers(self):
        """What ProgressReport.revise keeps."""
        words = self.words and self.words.given(self.field)
        if words and self.part.section:
            words["is_carried"] = self.words.is_still_carried()
        return {
            "words": words,
            "updates": [form.answer() for form in self.updates if form.changed],
            "readings": [form.answer_given() for form in self.readings if form.changed],
        }
