"""The secretariat's list of members: what can be asked of it, the towns that answer, and the list to take along."""

from django import forms
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coalition.forms import PortalForm

from .models import Invitation, Member, Membership, Municipality, Province, Role
from .spelling import LONGEST_SEARCH

FIRST_YEAR, LAST_YEAR = 1990, 2100
SELDOM_ASKED = ["plan", "report", "people", "joined_from", "joined_to"]  # folded on the page


class Sort(models.TextChoices):
    NAME = "name", gettext_lazy("Name")
    NEWEST = "newest", gettext_lazy("Newest members first")
    OLDEST = "oldest", gettext_lazy("Oldest members first")
    SILENT = "silent", gettext_lazy("Longest without a report first")
    LARGEST = "largest", gettext_lazy("Largest population first")


ORDERS = {
    Sort.NEWEST: [
        F("membership__joined_year").desc(nulls_last=True),
        F("membership__joined_on").desc(nulls_last=True),
    ],
    Sort.OLDEST: [
        F("membership__joined_year").asc(nulls_last=True),
        F("membership__joined_on").asc(nulls_last=True),
    ],
    Sort.SILENT: [F("membership__last_report_year").asc(nulls_first=True)],
    Sort.LARGEST: [F("population").desc(nulls_last=True)],
}


def _either(label, anything, yes, no):
    return forms.ChoiceField(label=label, choices=[("", anything), ("yes", yes), ("no", no)], required=False)


def _year(label):
    return forms.IntegerField(
        label=label,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"}),
    )


class MemberFilterForm(PortalForm):
    """What the list of members shows. A value that does not exist filters nothing."""

    q = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=LONGEST_SEARCH)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[("", gettext_lazy("Any status")), *Membership.Status.choices],
        required=False,
    )
    province = forms.ModelChoiceField(
        label=gettext_lazy("Province or territory"),
        queryset=Province.objects.all(),
        empty_label=gettext_lazy("All provinces and territories"),
        required=False,
    )
    plan = _either(
        gettext_lazy("Action plan"),
        gettext_lazy("Published or not"),
        gettext_lazy("Published"),
        gettext_lazy("Not published"),
    )
    report = _either(
        "", gettext_lazy("Accepted or not"), gettext_lazy("Accepted"), gettext_lazy("Not accepted")
    )
    people = forms.ChoiceField(
        label=gettext_lazy("People"),
        choices=[
            ("", gettext_lazy("Any")),
            ("coordinated", gettext_lazy("Has a coordinator")),
            ("uncoordinated", gettext_lazy("No coordinator")),
            ("nobody", gettext_lazy("Nobody at all")),
        ],
        required=False,
    )
    joined_from = _year(gettext_lazy("Joined from the year"))
    joined_to = _year(gettext_lazy("Joined up to the year"))
    sort = forms.ChoiceField(label=gettext_lazy("Sort by"), choices=Sort.choices, required=False)

    def __init__(self, data, *, today):
        super().__init__(data)
        self.last_year = today.year - 1
        self.fields["report"].label = _("Report of %(year)s") % {"year": self.last_year}
        self.is_valid()  # a filter that is wrong filters nothing

    @property
    def asked(self):
        """What was asked and understood, as it stands in an address."""
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: value.pk if name == "province" else value for name, value in given.items()}

    def usual(self):
        return [self[name] for name in self.fields if name not in SELDOM_ASKED]

    def seldom(self):
        return [self[name] for name in SELDOM_ASKED]

    def asks_seldom(self):
        """Whether one of the folded filters is used, or was filled in wrongly."""
        return any(self.asked.get(name) or self.errors.get(name) for name in SELDOM_ASKED)

    def towns(self):
        """The towns that answer, in the order asked for; each knows `has_people`, `has_coordinator`, `invited_at`."""
        asked = self.asked
        towns = members().matching(asked.get("q", "")).filter(*self._conditions(asked))
        order = ORDERS.get(asked.get("sort"), [])
        return towns.order_by(*order, f"sort_key_{get_language()[:2]}", "pk")

    def _conditions(self, asked):
        if status := asked.get("status"):
            yield Q(membership__status=status)
        if province := asked.get("province"):
            yield Q(province=province)
        if plan := asked.get("plan"):
            yield Q(membership__plan_published_on__isnull=plan == "no")
        if report := asked.get("report"):
            accepted = Q(membership__last_report_year__gte=self.last_year)
            # Where there never was one, "not from 2025 on" is not known to the database.
            yield accepted if report == "yes" else Q(membership__last_report_year=None) | ~accepted
        if people := asked.get("people"):
            yield PEOPLE[people]
        if year := asked.get("joined_from"):
            yield Q(membership__joined_year__gte=year)
        if year := asked.get("joined_to"):
            yield Q(membership__joined_year__lte=year)


PEOPLE = {
    "coordinated": Q(has_coordinator=True),
    "uncoordinated": Q(has_coordinator=False),
    "nobody": Q(has_people=False),
}


def members():
    """Every town that is or was a member."""
    here = Member.objects.filter(municipality=OuterRef("pk"), user__is_active=True)
    invited = Invitation.objects.answerable().filter(municipality=OuterRef("pk"))
    return (
        Municipality.objects.filter(membership__isnull=False)
        .annotate(
            has_people=Exists(here),
            has_coordinator=Exists(here.coordinating()),
            invited_at=Subquery(invited.values("invited_at")[:1]),
        )
        .select_related("province", "membership")
    )


def count(towns):
    """How many there are of each status, and how many that are members have no coordinator."""
    status = "membership__status"
    here = Q(membership__status__in=[Membership.Status.ACTIVE, Membership.Status.ON_HOLD])
    return towns.order_by().aggregate(
        total=Count("pk"),
        members=Count("pk", filter=here),
        on_hold=Count("pk", filter=Q(**{status: Membership.Status.ON_HOLD})),
        ended=Count("pk", filter=Q(**{status: Membership.Status.ENDED})),
        uncoordinated=Count("pk", filter=here & PEOPLE["uncoordinated"]),
    )


def reach(towns):
    """How many people a message to these towns would reach today, in how many of them, by its audience."""
    status = "municipality__membership__status"
    here = Member.objects.filter(municipality__in=towns.order_by(), user__is_active=True)
    coordinates = Q(role=Role.COORDINATOR)
    return here.exclude(**{status: Membership.Status.ENDED}).aggregate(
        people=Count("user", distinct=True),
        towns=Count("municipality", distinct=True),
        coordinators=Count("user", filter=coordinates, distinct=True),
        coordinated=Count("municipality", filter=coordinates, distinct=True),
    )


def header():
    """The columns of the list to take along, in the reader's language."""
    return [
        _("Municipality"),
        _("Province or territory"),
        capfirst(_("SGC code")),
        _("Population"),
        _("Status"),
        _("Joined on"),
        _("Year of joining"),
        _("Action plan published on"),
        _("Year of the last report"),
        _("Coordinators"),
        _("Addresses of the coordinators"),
    ]


def rows(towns):
    """One row a town, for coalition/tables.py."""
    coordinators = Member.objects.coordinating().select_related("user").order_by("user__name", "pk")
    for town in towns.prefetch_related(Prefetch("people", queryset=coordinators, to_attr="coordinating")):
        membership, users = town.membership, [person.user for person in town.coordinating]
        yield [
            town.name,
            town.province.name,
            town.sgc_code,
            town.population,
            membership.get_status_display(),
            membership.joined_on,
            membership.joined_year,
            membership.plan_published_on,
            membership.last_report_year,
            "; ".join(map(str, users)),
            "; ".join(user.email for user in users),
        ]
