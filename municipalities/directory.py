"""Finding a member: what can be asked of the directory, and the towns that answer."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coalition.ring import working_on

from . import extensions
from .models import Municipality, Province
from .stages import BANDS, NO_REPORT, UNKNOWN_SIZE, Stage, asked_report

PAGE_SIZE = 30
MOST_SIMILAR = 5
# A part of the country: degrees west, south, east and north, as the map asks for it.
AREA = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{1,5})?)(?:,(-?[0-9]{1,3}(?:\.[0-9]{1,5})?)){3}", re.ASCII)


class Sort(models.TextChoices):
    NAME = "name", _("Name")
    NEWEST = "newest", _("Newest members first")
    OLDEST = "oldest", _("Oldest members first")
    SIZE = "size", _("Largest population first")


class View(models.TextChoices):
    """The same answer in three ways."""

    LIST = "list", _("List")
    TABLE = "table", _("Table")
    MAP = "map", _("Map")


class DirectoryForm(forms.Form):
    q = forms.CharField(label=_("Name of the municipality"), max_length=100, required=False)
    province = forms.ChoiceField(label=_("Province or territory"), required=False)
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[("", _("All current members")), *Stage.choices], required=False
    )
    commitment = forms.ChoiceField(label=_("Works on the commitment"), required=False)
    size = forms.ChoiceField(
        label=_("Population"),
        choices=[("", _("Any population")), *((band.key, band.label) for band in BANDS)],
        required=False,
    )
    report = forms.CharField(
        label=_("Latest report"), required=False, max_length=8, widget=forms.Select, validators=[asked_report]
    )
    sort = forms.ChoiceField(label=_("Sort by"), choices=Sort.choices, required=False)
    view = forms.ChoiceField(choices=View.choices, required=False, widget=forms.HiddenInput)
    area = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__(data)
        self.fields["q"].widget.input_type = "search"
        del self.fields["report"].widget.attrs["maxlength"]  # a list of choices has none
        provinces = [(province.code, province.name) for province in Province.objects.all()]
        self.fields["province"].choices = [("", _("All provinces and territories")), *provinces]
        names = [pair for names in extensions.commitment_names for pair in names()]
        self.fields["commitment"].choices = [
            ("", _("Any commitment")),
            *((str(n), f"{n}. {title}") for n, title in names),
        ]

    def clean_area(self):
        if (area := self.cleaned_data["area"]) and not AREA.fullmatch(area):
            raise ValidationError(_("This is not a part of the map."))
        return area

    @property
    def asked(self):
        """What was asked and understood; an answer that makes no sense is left out, as its message says."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def answering(asked):
    """The members, and those that were, whose name and place answer; the filters are not applied yet."""
    towns = Municipality.objects.filter(membership__isnull=False)
    if area := asked.get("area"):
        west, south, east, north = area.split(",")
        towns = towns.filter(longitude__range=(west, east), latitude__range=(south, north))
    return named(towns, asked.get("q", ""))


def find(asked, among=None):
    """The towns that answer, in the order asked for. `among`: what `answering` said, where it was asked already."""
    towns = at_stage(answering(asked) if among is None else among, asked.get("stage"))
    if province := asked.get("province"):
        towns = towns.filter(province=province)
    if commitment := asked.get("commitment"):
        towns = towns.filter(membership__ring__regex=working_on(int(commitment)))
    if size := asked.get("size"):
        towns = of_size(towns, size)
    if report := asked.get("report"):
        towns = by_report(towns, report)
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


def at_stage(towns, stage):
    if stage == Stage.FORMER:
        return towns.filter(membership__status="ended")
    towns = towns.members()
    match stage:
        case Stage.JOINED:
            return towns.filter(membership__plan_published_on=None)
        case Stage.PLAN:
            return towns.exclude(membership__plan_published_on=None)
        case Stage.REPORTING:
            return towns.exclude(membership__last_report_year=None)
        case Stage.ON_HOLD:
            return towns.filter(membership__status="on_hold")
    return towns


def of_size(towns, key):
    if key == UNKNOWN_SIZE:
        return towns.filter(population=None)
    band = next(band for band in BANDS if band.key == key)
    return towns.filter(population__gte=band.least, population__lte=band.most)


def by_report(towns, asked):
    """By the year of the newest report: "2025", "not-2025" for none of that year or later, "none"."""
    if asked == NO_REPORT:
        return towns.filter(membership__last_report_year=None)
    year = int(asked.removeprefix("not-"))
    if asked.startswith("not-"):
        return towns.exclude(membership__last_report_year__gte=year)
    return towns.filter(membership__last_report_year=year)


def in_order(towns, sort):
    """By name; by the date of joining or by population, towns of which it is not known last."""
    if sort == Sort.SIZE:
        return towns.order_by(F("population").desc(nulls_last=True), "pk")
    if sort not in {Sort.NEWEST, Sort.OLDEST}:
        return towns.alphabetical()
    dates = [F("membership__joined_year"), F("membership__joined_on")]
    if sort == Sort.NEWEST:
        return towns.order_by(*(date.desc(nulls_last=True) for date in dates), "pk")
    return towns.order_by(*(date.asc(nulls_last=True) for date in dates), "pk")
