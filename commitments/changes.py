"""What an edition of a plan changes in the one before: computed and frozen at publication, said in both languages.

Reads through the plans' relations, so that the models can call it.
"""

from dataclasses import dataclass, field
from datetime import date

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.moments import say_day

from .evidence import show_evidence

ADOPTED, PERIOD, ADDED, CHANGED, LEFT = "adopted", "period", "added", "changed", "left"
# What the log names, in this order.
NAMES = {
    "title": gettext_lazy("what will be done"),
    "description": gettext_lazy("the description"),
    "commitments": gettext_lazy("the commitments"),
    "is_existing": gettext_lazy("whether the municipality already does it"),
    "lead": gettext_lazy("the lead department"),
    "partners": gettext_lazy("the partners"),
    "people_concerned": gettext_lazy("the people concerned"),
    "starts_on": gettext_lazy("the start"),
    "due_on": gettext_lazy("the due date"),
    "budget": gettext_lazy("the budget"),
    "milestones": gettext_lazy("the milestones"),
    "targets": gettext_lazy("the targets"),
    "evidence": gettext_lazy("the evidence"),
}
PLAIN = ("is_existing", "lead", "partners", "people_concerned", "starts_on", "due_on", "budget")


def changes_between(former, plan):
    """As JSON: the adoption and the period, then the actions that came, changed (by the fields' names) or left."""
    before, after = _actions_of(former), _actions_of(plan)
    changes = []
    if plan.adopted_on and plan.adopted_on != former.adopted_on:
        changes.append({"what": ADOPTED, "on": plan.adopted_on.isoformat()})
    if (plan.starts_on, plan.ends_on) != (former.starts_on, former.ends_on):
        changes.append({"what": PERIOD})
    changes += [_entry(ADDED, action) for lineage, action in after.items() if lineage not in before]
    for lineage, action in after.items():
        if lineage not in before:
            continue
        old = before[lineage]
        was, facts = _facts(old), _facts(action)
        names = [name for name in NAMES if was[name] != facts[name]]
        # A report may have moved the former edition's action since that was published.
        stood = former.states.get(str(lineage), old.status)
        if names or stood != action.status:
            states = [stood, action.status] if stood != action.status else []
            changes.append(_entry(CHANGED, action) | {"fields": names, "states": states})
    return changes + [_entry(LEFT, action) for lineage, action in before.items() if lineage not in after]


def _actions_of(plan):
    """{lineage: action} with all that a reader of the public plan sees."""
    plan = type(plan).objects.in_full().select_related("municipality").get(pk=plan.pk)
    show_evidence(plan, plan.municipality.documents.public())
    return {action.lineage: action for action in plan.actions.all()}


def _facts(action):
    return {name: getattr(action, name) for name in PLAIN} | {
        "title": _both(action, "title"),
        "description": _both(action, "description"),
        "commitments": sorted(commitment.pk for commitment in action.commitments.all()),
        "milestones": [
            (step.lineage, _both(step, "text"), step.due_on, step.reached_on)
            for step in action.milestones.all()
        ],
        "targets": [
            (each.indicator_id, each.baseline, each.baseline_year, each.target, each.target_year)
            for each in action.targets.all()
        ],
        "evidence": [document.pk for document in action.shown_evidence],
    }


def _entry(what, action):
    return {"what": what, "lineage": str(action.lineage), "title": _both(action, "title")}


def _both(thing, name):
    return {code: getattr(thing, f"{name}_{code}") or "" for code in ("en", "fr")}


@dataclass(frozen=True)
class Change:
    """A line of the log, in the reader's language but for the title, which templates say with its language."""

    what: str
    title: dict = field(default_factory=dict)  # as {% bilingual change "title" %} takes it
    words: str = ""

    @property
    def title_en(self):
        return self.title.get("en", "")

    @property
    def title_fr(self):
        return self.title.get("fr", "")


def read_changes(plan):
    """What the edition changed, as it was frozen at publication."""
    return [Change(entry["what"], entry.get("title", {}), _say(entry)) for entry in plan.changes]


def _say(entry):
    if entry["what"] == ADOPTED:
        return _("Adopted by council on %(day)s.") % {"day": say_day(date.fromisoformat(entry["on"]))}
    if entry["what"] == PERIOD:
        return _("The plan covers another period.")
    if entry["what"] == ADDED:
        return _("New in the plan.")
    if entry["what"] == LEFT:
        return _("No longer in the plan.")
    said = []
    if entry["states"]:
        words = dict(apps.get_model("commitments", "Action").Status.choices)
        before, after = (words[state] for state in entry["states"])
        said.append(_("Was “%(before)s”, now “%(after)s”.") % {"before": before, "after": after})
    if entry["fields"]:
        named = _(", ").join(str(NAMES[name]) for name in entry["fields"])
        said.append(_("Changed: %(fields)s.") % {"fields": named})
    return " ".join(said)
