"""Finding a practice: what can be asked of the library, the practices that answer, and how many each filter would leave."""

from dataclasses import dataclass

from django import forms
from django.contrib.postgres.lookups import Unaccent
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coalition.forms import PortalForm
from coalition.i18n import other_language, sort_key
from commitments.models import CommonCommitment

from .models import Country, Practice, Topic

PAGE_SIZE = 20
LONGEST_SEARCH = 200
WRITTEN = {code: Q(**{f"title_{code}__gt": ""}) for code in ("en", "fr")}
LANGUAGES = {"en": WRITTEN["en"], "fr": WRITTEN["fr"], "both": WRITTEN["en"] & WRITTEN["fr"]}


class Sort(models.TextChoices):
    """Where nothing is said: the best match first, or the newest where there are no words to match."""

    NEWEST = "newest", _("Newest first")
    TITLE = "title", _("Title")


class LibraryForm(PortalForm):
    q = forms.CharField(label=_("What are you looking for?"), max_length=LONGEST_SEARCH, required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    commitment = forms.ChoiceField(label=_("Commitment"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    year = forms.ChoiceField(label=_("Year it began"), required=False)
    language = forms.ChoiceField(label=_("Written in"), required=False)
    sort = forms.ChoiceField(
        label=_("Sort by"), choices=[("", _("Best match")), *Sort.choices], required=False
    )

    # What each filter shows where nothing is chosen in it.
    ANY = {
        "topic": _("All topics"),
        "commitment": _("All commitments"),
        "country": _("All countries"),
        "year": _("Any year"),
        "language": _("Either language"),
    }

    def __init__(self, data):
        super().__init__(data)
        self.fields["q"].widget.input_type = "search"
        if not data.get("q"):
            self.fields["sort"].widget.choices = [("", Sort.NEWEST.label), (Sort.TITLE, Sort.TITLE.label)]
        self.names = names_of_choices()
        for name, pairs in self.names.items():
            self.fields[name].choices = [("", self.ANY[name]), *pairs.items()]

    @property
    def asked(self):
        """What was asked and understood; an answer that makes no sense is left out, as its message says."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def show(self, counts):
        """Offer in each filter what has practices, and say how many; what is chosen stays."""
        for name, found in counts.items():
            chosen = self.cleaned_data.get(name, "")
            self.fields[name].choices = [
                ("", self.ANY[name]),
                *(
                    (key, f"{words} ({found.get(key, 0)})")
                    for key, words in self.names[name].items()
                    if key in found or key == chosen
                ),
            ]


def names_of_choices():
    """{filter: {value in the address: words}}, each in the order in which it is read."""
    topics = sorted(
        ((topic.slug, topic.title) for topic in Topic.objects.all()), key=lambda pair: sort_key(pair[1])
    )
    countries = sorted(
        ((each.code, each.name) for each in Country.objects.all()), key=lambda pair: sort_key(pair[1])
    )
    years = Practice.objects.public().exclude(started_year=None)
    years = years.order_by("-started_year").values_list("started_year", flat=True).distinct()
    return {
        "topic": dict(topics),
        "commitment": {str(each.number): str(each) for each in CommonCommitment.objects.all()},
        "country": dict(countries),
        "year": {str(year): str(year) for year in years},
        "language": {"en": _("English"), "fr": _("French"), "both": _("Both languages")},
    }


CONDITIONS = {
    "topic": lambda value: Q(topics=value),
    "commitment": lambda value: Q(commitments=int(value)),
    "country": lambda value: Q(country=value),
    "year": lambda value: Q(started_year=int(value)),
    "language": LANGUAGES.__getitem__,
}


@dataclass(frozen=True)
class Answer:
    """What the library found; `is_near`: nothing has these words, these have similar ones."""

    practices: models.QuerySet
    is_near: bool


def find(asked):
    words = asked.get("q", "")
    found, is_near = _with_words(words)
    found = _narrowed(found, asked)
    sort = asked.get("sort")
    if words and not sort:
        found = found if is_near else found.best_first(words)
    elif sort == Sort.TITLE:
        found = found.order_by(_title(), "pk")
    else:
        found = found.order_by("-published_at", "-pk")
    return Answer(found, is_near)


def count_choices(asked):
    """{filter: {value: how many practices it would leave, all the other filters kept}}; a query a filter."""
    words, _is_near = _with_words(asked.get("q", ""))
    counts = {}
    for name, column in (
        ("topic", "topics"),
        ("commitment", "commitments"),
        ("country", "country"),
        ("year", "started_year"),
    ):
        rows = _narrowed(words, asked, but=name).exclude(**{column: None}).order_by()
        rows = rows.values_list(column).annotate(count=Count("pk", distinct=True))
        counts[name] = {str(value): count for value, count in rows}
    languages = {key: Count("pk", filter=condition, distinct=True) for key, condition in LANGUAGES.items()}
    of_language = _narrowed(words, asked, but="language").aggregate(**languages)
    counts["language"] = {key: count for key, count in of_language.items() if count}
    return counts


def _with_words(words):
    """(public practices that have the words, else those with nearly these; whether it is the latter)"""
    public = Practice.objects.public()
    if not words:
        return public, False
    matching = public.matching(words)
    if matching.exists():
        return matching, False
    return public.resembling(words), True


def _narrowed(practices, asked, but=""):
    for name, condition in CONDITIONS.items():
        if name in asked and name != but:
            practices = practices.filter(condition(asked[name]))
    return practices


def _title():
    """By the title that the reader sees, whatever its accents."""
    language = get_language()
    titles = [NullIf(F(f"title_{code}"), Value("")) for code in (language, other_language(language))]
    return Unaccent(Lower(Coalesce(*titles)))


def page_of(practices, number):
    return Paginator(practices, PAGE_SIZE).get_page(number)
