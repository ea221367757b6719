"""The action plans of the demonstration's towns, one edition after the other."""

import uuid
from decimal import Decimal

from commitments.models import Action, ActionPlan, IndicatorVersion
from commitments.ring import refresh_ring
from municipalities.models import Document, Municipality

from .papers import paper

PLAIN = ("lead", "partners", "people_concerned", "budget", "is_existing", "commitments")
DAYS = {"starts": "starts_on", "due": "due_on"}
RESOLUTION = {
    "en": "Council resolution on the action plan",
    "fr": "Résolution du conseil sur le plan d’action",
}


def happenings(town, calendar):
    return [
        (calendar.noon(edition["published"], town.zone), publisher(town, calendar, edition, number))
        for number, edition in enumerate(town.facts.get("plans", []), start=1)
    ]


def publisher(town, calendar, edition, number):
    def publish(at):
        coordinator = town.coordinator
        plan = ActionPlan.start(town.municipality, coordinator)
        plan.revise(
            coordinator,
            starts_on=calendar.day(edition["starts"]),
            ends_on=calendar.day(edition["ends"]),
            adopted_on=calendar.day(edition["adopted"]),
            resolution=resolution(town, edition, at),
        )
        for action in town.facts["actions"]:
            if action.get("edition", 1) == number:
                known = {"lineage": lineage(town, action["key"]), "copied_from": source(action)}
                plan.add_action(coordinator, **known, **first(town, calendar, action))
        for key, revision in edition.get("revisions", {}).items():
            standing = plan.actions.get(lineage=lineage(town, key))
            standing.revise(coordinator, **answers(town, calendar, key, revision))
        plan.publish(coordinator)
        ActionPlan.objects.filter(pk=plan.pk).update(published_at=at)
        refresh_ring(town.municipality)

    return publish


def lineage(town, *names):
    """The same whenever the demonstration is loaded."""
    return uuid.uuid5(uuid.NAMESPACE_URL, " ".join(map(str, [town.facts["name_en"], *names])))


def source(action):
    """The town from whose plan it was taken up."""
    named = action.get("after")
    return named and Municipality.objects.get(name_en=named, is_invented=True)


def resolution(town, edition, at):
    """The paper of the council, where the file of the town says that there is one."""
    if "resolution" not in edition:
        return None
    number, title = edition["resolution"], RESOLUTION[town.language]
    file = paper(town, "resolution", {town.language: f"{title} {number}.pdf"}, title=title, number=number)
    document = Document.add_file(
        town.municipality,
        file,
        town.coordinator,
        kind=Document.Kind.POLICY,
        title=f"{title} ({number})",
        language=town.language,
        access=Document.Access.PUBLIC,
    )
    Document.objects.filter(pk=document.pk).update(added_at=at)
    return document


def first(town, calendar, action):
    """The answers of an action that is new in the plan."""
    existing = action.get("is_existing", False)
    status = Action.Status.UNDER_WAY if existing else Action.Status.NOT_STARTED
    return answers(town, calendar, action["key"], action) | {"status": status}


def answers(town, calendar, key, told):
    """What Action.write takes, of what is told."""
    said = {name: told[name] for name in PLAIN if name in told}
    said |= {column: calendar.day(told[name]) for name, column in DAYS.items() if name in told}
    for name in ("title", "description"):
        if name in told:
            said |= town.words(name, told[name])
    said["milestones"] = {
        lineage(town, key, number): {
            **town.words("text", step["text"]),
            "due_on": calendar.day(step["due"]),
            "reached_on": calendar.day(step["reached"]) if "reached" in step else None,
        }
        for number, step in enumerate(told.get("milestones", []))
    }
    said["targets"] = {
        each["indicator"]: {
            "version": IndicatorVersion.objects.filter(indicator=each["indicator"]).first(),
            "baseline": Decimal(each["baseline"]),
            "baseline_year": calendar.year + each["baseline_year"],
            "target": Decimal(each["target"]),
            "target_year": calendar.year + each["target_year"],
        }
        for each in told.get("targets", [])
    }
    if "evidence" in told:
        said["evidence"] = town.municipality.documents.current().filter(title__in=told["evidence"])
    return said
