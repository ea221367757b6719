"""What is asked of a good practice: the parts of the collection, as a guided form that several people share."""

import re
import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.shared_forms import SharedForm
from commitments.evidence import documents_to_choose
from commitments.models import CommonCommitment

from .completeness import LABELS
from .links import MOST, faulty_lines
from .models import Country, Practice, Topic

EARLIEST = 1950
LONG = 6_000  # characters: two to three pages
ADDRESS = re.compile(r"@|\d[\d ().-]{6,}\d")  # of a mailbox, or a telephone number
SUFFIXES = {"en": gettext_lazy("in English"), "fr": gettext_lazy("in French")}
HINTS = {
    "title": gettext_lazy("What was done, in one line that makes somebody read on."),
    "summary": gettext_lazy("Two or three sentences: what it is, for whom, and what came of it."),
    "why": gettext_lazy("The situation before: what was wrong or missing, for whom, and how you knew."),
    "beginning": gettext_lazy("The event, the decision or the people that set it going."),
    "how": gettext_lazy(
        "Step by step: who did what, with which partners, in how much time, at what cost. Enough for a colleague"
        " elsewhere to begin."
    ),
    "effect": gettext_lazy(
        "What is different now, for whom, and how you know: figures, words of those concerned."
    ),
    "learned": gettext_lazy("What you would do again, what you would not, and what nearly failed."),
    "contact": gettext_lazy(
        "The office or the function that answers questions, for example “Inclusion office”. No name, no address:"
        " this is read by everybody."
    ),
}
ONE_LINE = {"title": 150, "contact": 150}
LONGEST = {"summary": 600}


def _text(name, code):
    label = f"{LABELS[name]}"
    if name in ONE_LINE:
        return forms.CharField(label=label, max_length=ONE_LINE[name], required=False)
    rows = 3 if name == "summary" else 6
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST.get(name, LONG), required=False, widget=widget)


class PracticeForm(SharedForm):
    """A practice of a town. A draft may have gaps; one language is enough."""

    FACTS = ("links", "started_year")
    RELATIONS = ("topics", "commitments", "evidence")

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    # The action that a new draft was filled from.
    from_action = forms.UUIDField(widget=forms.HiddenInput, required=False)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"),
        help_text=gettext_lazy("One to four: under these the library finds it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    commitments = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which commitments does it serve?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    started_year = forms.IntegerField(
        label=gettext_lazy("Year it began"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-4", "autocomplete": "off"}),
    )
    links = forms.CharField(
        label=gettext_lazy("Links"),
        help_text=gettext_lazy(
            "One a line: the address, then what it is. For example: https://www.example.ca/guide The guide"
        ),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    evidence = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Documents and links that show it"),
        help_text=gettext_lazy("The public sees only those that the register opens to everybody."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data=None, *, municipality, practice=None, start=None):
        """`start` is what a new practice begins with."""
        self.base_fields = dict(self.base_fields)
        texts = {f"{name}_{code}": (name, code) for name in Practice.TEXTS for code in SUFFIXES}
        self.base_fields |= {field: _text(*what) for field, what in texts.items()}
        stored = self._stored(practice)
        if municipality is None:
            del self.base_fields["evidence"]
            del stored["evidence"]
        offered = {} if practice else {"key": uuid.uuid4(), **(start or {})}
        super().__init__(data, stored=stored, offered=offered)
        for field, (name, code) in texts.items():
            self.fields[field].label = f"{LABELS[name]}, {SUFFIXES[code]}"
        if practice:
            del self.fields["key"], self.fields["from_action"]
        self.fields["topics"].choices = sorted(
            ((topic.pk, topic.title) for topic in Topic.objects.all()), key=lambda pair: pair[1]
        )
        self.fields["commitments"].choices = [(each.pk, str(each)) for each in CommonCommitment.objects.all()]
        if municipality is not None:
            documents = documents_to_choose(municipality, stored["evidence"])
            self.fields["evidence"].choices = [(document.pk, str(document)) for document in documents]
            self.fields["evidence"].widget.hints = {
                str(document.pk): f"{document.get_kind_display()} · {document.get_access_display()}"
                for document in documents
            }

    @classmethod
    def _stored(cls, practice):
        texts = [f"{name}_{code}" for name in Practice.TEXTS for code in SUFFIXES]
        if practice is None:
            return (
                dict.fromkeys(texts, "")
                | {name: None if name == "started_year" else "" for name in cls.FACTS}
                | {name: [] for name in cls.RELATIONS}
            )
        return (
            {name: getattr(practice, name) or "" for name in texts}
            | {name: getattr(practice, name) for name in cls.FACTS}
            | {name: sorted(each.pk for each in getattr(practice, name).all()) for name in cls.RELATIONS}
        )

    def parts(self):
        """[(name, hint, field in English, field in French)] of the texts, in the order of the form."""
        return [(name, HINTS[name], self[f"{name}_en"], self[f"{name}_fr"]) for name in Practice.TEXTS]

    def clean_topics(self):
        return sorted(self.cleaned_data["topics"])

    def clean_commitments(self):
        return sorted(self.cleaned_data["commitments"])

    def clean_evidence(self):
        return sorted(self.cleaned_data["evidence"])

    def clean_started_year(self):
        year = self.cleaned_data["started_year"]
        if year is not None and not EARLIEST <= year <= timezone.localdate().year:
            raise forms.ValidationError(
                _("Enter a year between %(first)s and this one.") % {"first": EARLIEST}
            )
        return year

    def clean_links(self):
        text = self.cleaned_data["links"]
        if faulty := faulty_lines(text):
            raise forms.ValidationError(
                _(
                    "Begin each line with an address such as https://www.example.ca. This one does not: %(line)s"
                )
                % {"line": faulty[0][:60]}
            )
        if len([line for line in text.splitlines() if line.strip()]) > MOST:
            raise forms.ValidationError(_("Keep to the %(most)s links that matter most.") % {"most": MOST})
        return text

    def clean_contact_en(self):
        return self._without_address("contact_en")

    def clean_contact_fr(self):
        return self._without_address("contact_fr")

    def _without_address(self, name):
        text = self.cleaned_data[name]
        if ADDRESS.search(text):
            raise forms.ValidationError(
                _("Leave out addresses and telephone numbers: everybody reads this. Name the office instead.")
            )
        return text

    def clean(self):
        typed = self.cleaned_data
        is_new = "key" in self.fields
        if is_new and not self.errors and not any(typed.get(f"title_{code}") for code in SUFFIXES):
            self.add_error("title_en", _("Give it a title, in English or in French. All the rest can wait."))
        super().clean()

    def answers(self):
        """What was changed here: what the verbs of a practice take."""
        return {name: self.cleaned_data[name] for name in self.stored if name in self.changed}


class OfficeForm(PracticeForm):
    """One that the secretariat writes, with credit: of a place elsewhere, in both languages before it is published."""

    FACTS = (*PracticeForm.FACTS, "country_id", "place", "credit", "licence", "source")
    RELATIONS = ("topics", "commitments", "evidence")

    country_id = forms.ChoiceField(
        label=gettext_lazy("Country"),
        error_messages={"required": gettext_lazy("Choose the country.")},
    )
    place = forms.CharField(
        label=gettext_lazy("City or region"),
        help_text=gettext_lazy("As it calls itself."),
        max_length=120,
        required=False,
    )
    credit = forms.CharField(
        label=gettext_lazy("Author"),
        help_text=gettext_lazy("Who wrote what this is drawn from: a person, a city, an organization."),
        max_length=200,
        required=False,
    )
    licence = forms.CharField(
        label=gettext_lazy("Licence or permission"),
        help_text=gettext_lazy("For example CC BY 4.0, or “with the permission of the author, May 2026”."),
        max_length=200,
        required=False,
    )
    source = forms.URLField(
        label=gettext_lazy("Where it was first published"),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Enter an address such as https://www.example.ca.")},
    )

    def __init__(self, data=None, *, practice=None):
        super().__init__(data, municipality=None, practice=practice)
        countries = sorted(((each.pk, each.name) for each in Country.objects.all()), key=lambda pair: pair[1])
        self.fields["country_id"].choices = [("", _("Choose one")), *countries]


def form_for(practice, data=None):
    """The form of a practice that stands: of its town, or of the secretariat."""
    if practice.municipality is None:
        return OfficeForm(data, practice=practice)
    return PracticeForm(data, municipality=practice.municipality, practice=practice)
