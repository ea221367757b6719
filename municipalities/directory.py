"""Finding a member: what can be asked of the directory, and the rows that answer."""

from django import forms
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coalition.ring import working_on

from . import extensions
from .models import Municipality, Province

PAGE_SIZE = 30
MOST_SIMILAR = 5


class Stage(models.TextChoices):
    """How far a town is, as the public asks for it."""

    JOINED = "joined", _("No action plan published here yet")
    PLAN = "plan", _("Action plan published")
    REPORTING = "reporting", _("Has reported")
    ON_HOLD = "on_hold", _("On hold")
    FORMER = "former", _("Former members")


class Sort(models.TextChoices):
    NAME = "name", _("Name")
    NEWEST = "newest", _("Newest members first")
    OLDEST = "oldest", _("Oldest members first")


class DirectoryForm(forms.Form):
    q = forms.CharField(label=_("Name of the municipality"), max_length=100, required=False)
    province = forms.ChoiceField(label=_("Province or territory"), required=False)
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[("", _("All current members")), *Stage.choices], required=False
    )
    commitment = forms.ChoiceField(label=_("Works on the commitment"), required=False)
    sort = forms.ChoiceField(label=_("Sort by"), choices=Sort.choices, required=False)

    def __init__(self, data):
        super().__init__(data)
        self.fields["q"].widget.input_type = "search"
        provinces = [(province.code, province.name) for province in Province.objects.all()]
        self.fields["province"].choices = [("", _("All provinces and territories")), *provinces]
        names = [pair for names in extensions.commitment_names for pair in names()]
        self.fields["commitment"].choices = [
            ("", _("Any commitment")),
            *((str(n), f"{n}. {title}") for n, title in names),
        ]

    @property
    def asked(self):
        """What was asked and understood; an answer that makes no sense is left out, as its message says."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def find(asked):
    """The towns that answer, in the order asked for."""
    towns = named(at_stage(asked.get("stage")), asked.get("q", ""))
    if province := asked.get("province"):
        towns = towns.filter(province=province)
    if commitment := asked.get("commitment"):
        towns = towns.filter(membership__ring__regex=working_on(int(commitment)))
    return in_order(towns, asked.get("sort")).select_related("province", "membership", "parent")


def named(towns, words):
    """Those that answer to the words; where no town is called so, here or in the registry, those of similar names."""
    answering = towns.matching(words)
    if not words or answering.exists() or Municipality.objects.called(words).exists():
        return answering
    similar = Municipality.objects.resembling(words).values_list("pk", flat=True)
    return towns.filter(pk__in=list(similar[:MOST_SIMILAR]))


def find_in_registry(words):
    """Municipalities that are not members and answer to the words, best first."""
    others = named(Municipality.objects.filter(membership=None, merged_into=None), words)
    return others.best_first(words).select_related("province")


def at_stage(stage):
    towns = Municipality.objects.members()
    match stage:
        case Stage.JOINED:
            return towns.filter(membership__plan_published_on=None)
        case Stage.PLAN:
            return towns.exclude(membership__plan_published_on=None)
        case Stage.REPORTING:
            return towns.exclude(membership__last_report_year=None)
        case Stage.ON_HOLD:
            return towns.filter(membership__status="on_hold")
        case Stage.FORMER:
            return Municipality.objects.filter(membership__status="ended")
    return towns


def in_order(towns, sort):
    """By name; or by the date of joining, towns whose year is not known last."""
    if sort not in {Sort.NEWEST, Sort.OLDEST}:
        return towns.alphabetical()
    dates = [F("membership__joined_year"), F("membership__joined_on")]
    if sort == Sort.NEWEST:
        return towns.order_by(*(date.desc(nulls_last=True) for date in dates), "pk")
    return towns.order_by(*(date.asc(nulls_last=True) for date in dates), "pk")
