"""Where to get help: finding services across towns, the section of a profile, and what a town should look at again."""

from django import forms
from django.db.models import Count, F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coalition.forms import PortalForm
from coalition.ledger import Source, ledger_sources, mark_outdated

from .directory import named
from .extensions import profile_panels, workspace_matters
from .models import LocalService, Municipality, Province
from .models.local_service import GOOD_FOR
from .panels import Matter, Panel
from .service_languages import LANGUAGES, choices
from .spelling import LONGEST_SEARCH

PAGE_SIZE = 30
SHOWN_AT_FIRST = 12  # on a profile


class HelpForm(PortalForm):
    """What somebody looks for; each choice says how many services the other answers leave for it."""

    q = forms.CharField(label=gettext_lazy("Your municipality"), max_length=LONGEST_SEARCH, required=False)
    province = forms.ChoiceField(label=gettext_lazy("Province or territory"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What you look for"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("In which language"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.fields["q"].widget.input_type = "search"
        # First all that can be asked, so that an answer can be read; then only what leads to something.
        provinces = {province.code: province.name for province in Province.objects.all()}
        self.names = {"province": provinces, "kind": dict(LocalService.Kind.choices), "language": LANGUAGES}
        for name, known in self.names.items():
            self.fields[name].choices = [("", ""), *known.items()]
        self.is_valid()
        self.asked = {name: value for name, value in self.cleaned_data.items() if value}
        self._offer()

    def _offer(self):
        everything = {
            "province": _("All provinces and territories"),
            "kind": _("Any help"),
            "language": _("Any language"),
        }
        for name, counts in facets(self.asked).items():
            known = self.names[name]
            order = [code for code, _name in choices()] if name == "language" else list(known)
            found = {code: counts.get(code, 0) for code in order}
            self.fields[name].choices = [
                ("", everything[name]),
                *(
                    (code, f"{known[code]} ({number})")
                    for code, number in found.items()
                    if number or code == self.asked.get(name)
                ),
            ]


def find(asked):
    """The services that answer, those of a whole province first, then town by town."""
    return _answering(asked).select_related("municipality__province", "province").ordered()


def _answering(asked):
    services = LocalService.objects.public()
    if words := asked.get("q"):
        towns = named(Municipality.objects.members(), words)
        here = Q(municipality__in=towns.values("pk"))
        services = services.filter(here | Q(province__in=towns.values("province")))
    if province := asked.get("province"):
        services = services.filter(Q(municipality__province=province) | Q(province=province))
    if kind := asked.get("kind"):
        services = services.filter(kind=kind)
    if language := asked.get("language"):
        services = services.filter(languages__contains=[language])
    return services


def facets(asked):
    """{name of a filter: {value: how many services}}, each under the other filters."""

    def without(name):
        return _answering({key: value for key, value in asked.items() if key != name}).order_by()

    kinds = without("kind").values_list("kind").annotate(Count("pk"))
    languages = (
        without("language")
        .annotate(spoken=Func(F("languages"), function="unnest"))
        .values_list("spoken")
        .annotate(Count("pk"))
    )
    provinces = (
        without("province")
        .annotate(of=Func(F("province"), F("municipality__province"), function="coalesce"))
        .values_list("of")
        .annotate(Count("pk"))
    )
    return {"province": dict(provinces), "kind": dict(kinds), "language": dict(languages)}


def services_of(municipality):
    """What the town keeps, in its order."""
    return _with_town(list(municipality.services.all()), municipality)


def _with_town(services, municipality):
    """As a page shows services of the town: they name it without asking, and say which version lags behind."""
    for service in services:
        service.municipality = municipality
    mark_outdated(services)
    return services


@profile_panels.register(order=60)
def where_to_get_help(municipality):
    if municipality.membership.status == "ended":
        return None
    here = Q(municipality=municipality) | Q(province=municipality.province_id)
    found = list(LocalService.objects.filter(here))
    of_town = _with_town([service for service in found if service.municipality_id], municipality)
    of_province = [service for service in found if service.province_id]
    if not found:
        return None
    facts = {
        "services": of_town[:SHOWN_AT_FIRST],
        "others": of_town[SHOWN_AT_FIRST:],
        "of_province": of_province,
        "province": municipality.province,
    }
    return Panel("help", _("Where to get help"), "help/panel.html", facts)


@workspace_matters.register(order=70)
def services_to_review(municipality, user):
    """What nobody has looked at for a year."""
    today = timezone.localdate(timezone=municipality.time_zone)
    number = municipality.services.not_reviewed_since(today - GOOD_FOR).count()
    if not number:
        return []
    hint = ngettext(
        "%(number)s service was not looked at for a year.",
        "%(number)s services were not looked at for a year.",
        number,
    ) % {"number": number}
    url = reverse("services", args=[municipality.slug])
    return [Matter(_("Where to get help: is it still right?"), url, "todo", hint=hint)]


class ServiceTexts(Source):
    """What a town says of its services, in the language ledger."""

    model = LocalService

    def rows(self):
        return LocalService.objects.exclude(municipality=None).select_related("municipality")

    def place(self, service):
        return _("Where to get help"), reverse("services", args=[service.municipality.slug])

    def hold(self, service):
        LocalService.objects.select_for_update(no_key=True).get(pk=service.pk)

    def write(self, service, field, language, text, by):
        service.translate(by, field, language, text)


ledger_sources.register(order=30)(ServiceTexts())
