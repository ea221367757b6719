"""What the secretariat asks and explains in a reporting year, always in both languages."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.shared_forms import SharedForm
from commitments.models import CommonCommitment

from ..models import Question
from ..outline import INDICATORS, OVERVIEW, TITLES
from .words import texts

LONGEST_QUESTION, LONGEST_HINT, LONGEST_GUIDANCE = 400, 2000, 6000
NEEDED, NOT_NEEDED = "yes", "no"


def area(label, rows, longest, **options):
    options.setdefault("required", False)
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea({"rows": rows}), **options)


class BilingualForm(SharedForm):
    """What is said in one language is said in the other."""

    def check_pair(self, field):
        english, french = self.cleaned_data.get(f"{field}_en"), self.cleaned_data.get(f"{field}_fr")
        if english and not french:
            self.add_error(f"{field}_fr", _("Say it in French too: the year is for every municipality."))
        elif french and not english:
            self.add_error(f"{field}_en", _("Say it in English too: the year is for every municipality."))


class WordingForm(BilingualForm):
    """How a question is put. Of one that a town has answered nothing else can be changed."""

    text_en = area(gettext_lazy("Question, in English"), 2, LONGEST_QUESTION, required=True)
    text_fr = area(gettext_lazy("Question, in French"), 2, LONGEST_QUESTION, required=True)
    hint_en = area(gettext_lazy("Hint, in English"), 2, LONGEST_HINT)
    hint_fr = area(gettext_lazy("Hint, in French"), 2, LONGEST_HINT)
    note = area(
        gettext_lazy("What was wrong with the wording?"),
        2,
        LONGEST_HINT,
        required=True,
        help_text=gettext_lazy("It stands in the history of the year."),
    )

    def __init__(self, data=None, *, question, stored=None, offered=None):
        self.question = question
        super().__init__(data, stored={**wording(question), **(stored or {})}, offered=offered)

    def clean(self):
        self.check_pair("hint")
        super().clean()

    def keep(self, by):
        """Put the wording right; nothing, where nothing was changed."""
        if self.changed:
            facts = {name: self.merged(name) for name in self.stored}
            self.question.correct(by, note=self.cleaned_data["note"], **facts)


class QuestionForm(WordingForm):
    """A question that no town has answered: also where it is asked and whether it needs an answer."""

    note = None
    place = forms.ChoiceField(label=gettext_lazy("What is it about?"), required=False)
    needed = forms.ChoiceField(
        label=gettext_lazy("Does it need an answer?"),
        choices=[
            (NEEDED, gettext_lazy("Yes: without an answer the report cannot be submitted")),
            (NOT_NEEDED, gettext_lazy("No: it may stay open")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, *, cycle, question=None):
        self.cycle = cycle
        needed = question and (NEEDED if question.is_required else NOT_NEEDED)
        stored = {"place": str((question and question.commitment_id) or ""), "needed": needed or ""}
        # Whoever answers has the question on the page of its commitment: there it stays.
        is_fixed = question is not None and cycle.status != cycle.Status.DRAFT
        if is_fixed:
            del stored["place"]
        super().__init__(data, question=question, stored=stored, offered={"needed": needed or NOT_NEEDED})
        if is_fixed:
            del self.fields["place"]
        else:
            self.fields["place"].choices = [
                ("", _("The whole year")),
                *((str(one.number), str(one)) for one in CommonCommitment.objects.all()),
            ]

    def facts(self):
        """What Question.add and Question.revise take."""
        facts = {name: self.merged(name) for name in self.stored}
        needed = facts.pop("needed")
        if "place" in facts:
            facts["commitment_id"] = int(facts.pop("place") or 0) or None
        return {**facts, "is_required": needed == NEEDED}

    def add(self, by):
        # A new question has nothing stored that an answer could be compared with.
        self.changed = set(self.stored)
        return Question.add(self.cycle, by, **self.facts())

    def keep(self, by):
        if self.changed:
            self.question.revise(by, **self.facts())


def wording(question):
    fields = ("text_en", "text_fr", "hint_en", "hint_fr")
    return {name: (question and getattr(question, name)) or "" for name in fields}


class GuidanceForm(BilingualForm):
    """The guidance of every part of a report, each in both languages or in none."""

    def __init__(self, data=None, *, cycle):
        standing = {guidance.part: guidance for guidance in cycle.guidance.all()}
        self.titles = titles()
        stored = {}
        for part in self.titles:
            for language, text in zip(("en", "fr"), texts(standing.get(part), "text"), strict=True):
                stored[f"guidance_{part}_{language}"] = text
        self.base_fields = self.base_fields | {
            name: area(_("In English") if name.endswith("_en") else _("In French"), 5, LONGEST_GUIDANCE)
            for name in stored
        }
        super().__init__(data, stored=stored)

    def clean(self):
        for part in self.titles:
            self.check_pair(f"guidance_{part}")
        super().clean()

    @property
    def parts(self):
        """(title, [English field, French field], whether something stands there or is wrong), for the page."""
        shown = []
        for part, title in self.titles.items():
            pair = [self[f"guidance_{part}_en"], self[f"guidance_{part}_fr"]]
            shown.append((title, pair, any(field.value() or field.errors for field in pair)))
        return shown

    def changes(self):
        """{part: {"text_en": ..., "text_fr": ...}} of what was changed."""
        return {
            part: {f"text_{code}": self.merged(f"guidance_{part}_{code}") for code in ("en", "fr")}
            for part in self.titles
            if {f"guidance_{part}_en", f"guidance_{part}_fr"} & self.changed
        }


def titles():
    """{part: title} in the order of a report."""
    commitments = {
        str(one.number): f"{one.number}. {one.short_title}" for one in CommonCommitment.objects.all()
    }
    return {OVERVIEW: TITLES[OVERVIEW], **commitments, INDICATORS: TITLES[INDICATORS]}
