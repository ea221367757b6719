"""A new version of an indicator's definition, in both languages, and from which year an indicator is asked or not."""

import hashlib

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import PortalForm
from commitments.models import IndicatorVersion

from ..definitions import years_to_define

Kind = IndicatorVersion.Kind
LANGUAGES = ("en", "fr")
# Kinds whose value is made of numbers that are asked.
MADE_OF_PARTS = {Kind.SHARE, Kind.RATE, Kind.RATIO, Kind.GAP}
COMPARABLE = [
    ("yes", gettext_lazy("Yes: the figures can still be compared")),
    ("no", gettext_lazy("No: tables say so, and drawings show a break")),
]


def text_field(label, max_length, *, required=True, rows=0, help_text=""):
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput
    return forms.CharField(
        label=label, max_length=max_length, required=required, widget=widget, help_text=help_text
    )


def step_field(label):
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.TextInput({"inputmode": "numeric", "class": "w-4"}),
    )


class YearForm(PortalForm):
    """From which year on: one that is not open yet."""

    from_year = forms.TypedChoiceField(label=gettext_lazy("From the reporting year"), coerce=int)

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["from_year"].choices = [(year, str(year)) for year in years_to_define()]


class DefinitionForm(YearForm):
    """What the newest version says, to be changed. The page shows it in both languages before it is kept."""

    name_en = text_field(gettext_lazy("Name, in English"), 200)
    name_fr = text_field(gettext_lazy("Name, in French"), 200)
    definition_en = text_field(gettext_lazy("Definition, in English"), 2000, rows=3)
    definition_fr = text_field(gettext_lazy("Definition, in French"), 2000, rows=3)
    unit_en = text_field(gettext_lazy("Unit, in English"), 80)
    unit_fr = text_field(gettext_lazy("Unit, in French"), 80)
    kind = forms.ChoiceField(
        label=gettext_lazy("How the value is made"), choices=Kind.choices, widget=forms.RadioSelect
    )
    per = forms.TypedChoiceField(
        label=gettext_lazy("Of a rate: for how many"),
        choices=[("", gettext_lazy("Not a rate")), *IndicatorVersion.Per.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    lowest = step_field(gettext_lazy("Of a scale: lowest step"))
    highest = step_field(gettext_lazy("Of a scale: highest step"))
    numerator_label_en = text_field(gettext_lazy("First number, in English"), 150, required=False)
    numerator_label_fr = text_field(gettext_lazy("First number, in French"), 150, required=False)
    denominator_label_en = text_field(gettext_lazy("Second number, in English"), 150, required=False)
    denominator_label_fr = text_field(gettext_lazy("Second number, in French"), 150, required=False)
    comparison_label_en = text_field(
        gettext_lazy("Share it is compared with, in English"), 150, required=False
    )
    comparison_label_fr = text_field(
        gettext_lazy("Share it is compared with, in French"), 150, required=False
    )
    counts_people = forms.BooleanField(
        label=gettext_lazy("It counts people, or what happened to single people"),
        help_text=gettext_lazy("Figures of fewer than 10 people are then not published."),
        required=False,
    )
    uses_population = forms.BooleanField(
        label=gettext_lazy("The second number is the population: offer that of the census"), required=False
    )
    asks_response_rate = forms.BooleanField(label=gettext_lazy("Ask for the response rate"), required=False)
    asks_served_by = forms.BooleanField(
        label=gettext_lazy("Ask which service serves the municipality"), required=False
    )
    is_comparable = forms.ChoiceField(
        label=gettext_lazy("Can its figures be compared with those of the version before?"),
        choices=COMPARABLE,
        widget=forms.RadioSelect,
    )
    what_changed_en = text_field(gettext_lazy("What changed and why, in English"), 1000, rows=2)
    what_changed_fr = text_field(gettext_lazy("What changed and why, in French"), 1000, rows=2)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    previewed = forms.CharField(widget=forms.HiddenInput, required=False)

    PAIRS = ["name", "definition", "unit", "numerator_label", "denominator_label", "comparison_label"]

    def __init__(self, data=None, *, newest):
        bilingual = [f"{name}_{language}" for name in IndicatorVersion.TEXTS for language in LANGUAGES]
        initial = {name: getattr(newest, name) for name in [*bilingual, *IndicatorVersion.FACTS]}
        if newest.from_year in years_to_define():  # it waits: what is written about it stays
            for language in LANGUAGES:
                initial[f"what_changed_{language}"] = getattr(newest, f"what_changed_{language}")
            initial |= {
                "from_year": newest.from_year,
                "is_comparable": "yes" if newest.is_comparable else "no",
            }
        super().__init__(data, initial=initial | {"seen": newest.fingerprint()})
        self.order_fields(["from_year"])

    def clean(self):
        given = self.cleaned_data
        kind = given.get("kind")
        if kind is None:
            return
        self._check_pairs()
        if kind == Kind.RATE and not given.get("per"):
            self.add_error("per", _("Say for how many: a rate needs it."))
        if kind == Kind.SCALE and not self._is_scale():
            self.add_error("highest", _("Enter both steps, the lowest first."))
        if kind == Kind.RATIO and given.get("numerator_label_en") and not given.get("comparison_label_en"):
            self.add_error("comparison_label_en", _("Name the share that it is compared with."))
        # What does not belong to the kind is not kept.
        if kind != Kind.RATE:
            given["per"], given["uses_population"] = None, False
        if kind != Kind.SCALE:
            given["lowest"] = given["highest"] = None
        for name in ("numerator_label", "denominator_label", "comparison_label"):
            if kind not in MADE_OF_PARTS or (name == "comparison_label" and kind != Kind.RATIO):
                given |= {f"{name}_{language}": "" for language in LANGUAGES}

    def _is_scale(self):
        lowest, highest = self.cleaned_data.get("lowest"), self.cleaned_data.get("highest")
        return lowest is not None and highest is not None and lowest < highest

    def _check_pairs(self):
        given = self.cleaned_data
        labels = ["numerator_label", "denominator_label", "comparison_label"]
        for name in labels:
            for language, other in (("en", "fr"), ("fr", "en")):
                if given.get(f"{name}_{other}") and not given.get(f"{name}_{language}"):
                    self.add_error(f"{name}_{language}", _("Write it in both languages."))
        if bool(given.get("numerator_label_en")) != bool(given.get("denominator_label_en")):
            missing = "denominator_label" if given.get("numerator_label_en") else "numerator_label"
            self.add_error(f"{missing}_en", _("Name both numbers, or neither."))

    def words(self):
        """What Indicator.define writes."""
        kept = [
            f"{name}_{language}"
            for name in [*IndicatorVersion.TEXTS, "what_changed"]
            for language in LANGUAGES
        ]
        return {name: self.cleaned_data[name] for name in [*kept, *IndicatorVersion.FACTS]}

    def digest(self):
        """Of what was typed: what is kept is what was shown."""
        said = [
            (name, str(value)) for name, value in sorted(self.cleaned_data.items()) if name != "previewed"
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @property
    def is_previewed(self):
        return self.cleaned_data["previewed"] == self.digest()

    def preview(self, indicator):
        """The version as it would stand, not kept."""
        return IndicatorVersion(indicator=indicator, from_year=self.cleaned_data["from_year"], **self.words())

    def mark_previewed(self):
        self.data = self.data.copy()
        self.data[self.add_prefix("previewed")] = self.digest()
