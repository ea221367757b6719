"""What happened in the library: written, submitted, returned, published, adopted, each on its day."""

import tomllib
from pathlib import Path

from django.db.models import Q

from commitments.extensions import demonstration_happenings
from commitments.models import Action

from ..models import Adoption, Practice

FILE = Path(__file__).parent / "practices.toml"
PLAIN = ("topics", "commitments", "links", "place", "credit", "licence", "source")
LANGUAGES = ("en", "fr")


def read():
    return tomllib.loads(FILE.read_text(encoding="utf-8"))["practices"]


@demonstration_happenings.register(order=10)
def happenings(towns, calendar, users):
    by_name = {town.facts["name_en"]: town for town in towns}
    by_language = {"en": users["sam"], "fr": users["camille"]}
    found = []
    for told in read():
        if "town" in told:
            town = by_name[told["town"]]
            found += happenings_of(told, town, calendar, by_language[town.language])
        else:
            zone = towns[0].zone
            found.append((calendar.noon(told["published"], zone), enter(told, calendar, users[told["by"]])))
        for adoption in told.get("adoptions", []):
            town = by_name[adoption["town"]]
            found.append((calendar.noon(adoption["on"], town.zone), adopt(told, adoption, town)))
    return found


def happenings_of(told, town, calendar, secretariat):
    def submit(at):
        municipality = town.municipality
        practice = Practice.begin(
            municipality,
            town.coordinator,
            action_lineage=lineage_of(municipality, told.get("action")),
            **answers(told, town.language, calendar),
        )
        practice.submit(town.coordinator)
        Practice.objects.filter(pk=practice.pk).update(begun_at=at, submitted_at=at)

    def publish(at):
        practice = find(told)
        practice.publish(secretariat)
        Practice.objects.filter(pk=practice.pk).update(published_at=at, changed_at=at)

    def send_back(at):
        find(told).send_back(secretariat, told["reason"])

    steps = {"submitted": submit, "published": publish, "returned": send_back}
    return [(calendar.noon(told[key], town.zone), do) for key, do in steps.items() if key in told]


def enter(told, calendar, by):
    def do(at):
        practice = Practice.begin(
            None, by, country_id=told["country"], is_invented=True, **answers(told, "en", calendar)
        )
        practice.enter(by)
        Practice.objects.filter(pk=practice.pk).update(begun_at=at, published_at=at, changed_at=at)

    return do


def adopt(told, adoption, town):
    def do(at):
        made = Adoption.objects.create(
            practice=find(told),
            municipality=town.municipality,
            lineage=lineage_of(town.municipality, adoption["action"]),
            adopted_by=town.coordinator,
        )
        Adoption.objects.filter(pk=made.pk).update(adopted_at=at)

    return do


def find(told):
    """The practice of that title."""
    titles = told["title"] if isinstance(told["title"], dict) else {"": told["title"]}
    [title, *_others] = titles.values()
    return Practice.objects.get(Q(title_en=title) | Q(title_fr=title))


def lineage_of(municipality, title):
    """Of the town's action of that title, in either language."""
    if not title:
        return None
    actions = Action.objects.filter(plan__municipality=municipality)
    return actions.filter(Q(title_en=title) | Q(title_fr=title)).first().lineage


def answers(told, language, calendar):
    """What Practice.begin takes; a text that is not told in both languages is in the town's."""
    said = {name: told[name] for name in PLAIN if name in told}
    said["started_year"] = calendar.year + told["started"]
    for name in Practice.TEXTS:
        if name in told:
            value = told[name] if isinstance(told[name], dict) else {language: told[name]}
            said |= {f"{name}_{code}": value[code] for code in LANGUAGES if code in value}
    return said
