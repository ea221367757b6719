"""The page of an action: its own answers, and a row for each milestone and for each indicator with its target.

A row is one answer. Emptied, it is taken out; where a colleague did that meanwhile, it counts as empty.
"""

import re
import uuid

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coalition.forms import DateField
from coalition.numbers import bare, read_number
from coalition.shared_forms import SharedForm

from .forms import ActionForm
from .models import IndicatorVersion
from .units import Kind, check_limits, say

EMPTY_MILESTONES, EMPTY_TARGETS = 2, 1
MOST_ROWS = 40
YEARS = 1990, 2100
YES_NO = {"yes": 1, "oui": 1, "1": 1, "no": 0, "non": 0, "0": 0}
MILESTONE = re.compile(r"milestone-([0-9a-f]{32})-seen")
TARGET = re.compile(r"target-(new-\d{1,2}|[A-Z]\d{2,4})-seen")


class MilestoneForm(SharedForm):
    TOGETHER = {"milestone": ("text_en", "text_fr", "due_on", "reached_on")}

    text_en = forms.CharField(label=gettext_lazy("Milestone, in English"), max_length=200, required=False)
    text_fr = forms.CharField(label=gettext_lazy("Milestone, in French"), max_length=200, required=False)
    due_on = DateField(label=gettext_lazy("Due on"), required=False)
    reached_on = DateField(label=gettext_lazy("Reached on"), required=False)

    def __init__(self, data=None, *, lineage, milestone=None, today):
        self.lineage, self.today, self.number = lineage, today, 0
        stored = {
            "text_en": (milestone and milestone.text_en) or "",
            "text_fr": (milestone and milestone.text_fr) or "",
            "due_on": milestone and milestone.due_on,
            "reached_on": milestone and milestone.reached_on,
        }
        super().__init__(data, prefix=f"milestone-{lineage.hex}", stored=stored)

    @property
    def about(self):
        return _("Milestone %(number)s") % {"number": self.number}

    def clean_reached_on(self):
        day = self.cleaned_data["reached_on"]
        if day and day > self.today:
            raise forms.ValidationError(_("This day is in the future. Enter the day it was reached."))
        return day

    def clean(self):
        typed = self.cleaned_data
        has_day = typed.get("due_on") or typed.get("reached_on")
        if has_day and not (typed.get("text_en") or typed.get("text_fr") or self.errors):
            self.add_error("text_en", _("Say what is reached, in English or in French."))
        super().clean()

    def answer(self):
        """The columns to write; None where the row was emptied."""
        columns = {name: self.cleaned_data[name] for name in self.stored}
        return columns if any(columns.values()) else None


class TargetForm(SharedForm):
    """An indicator of an action. A new row has it chosen; in the others it stands."""

    TOGETHER = {"target": ("baseline", "baseline_year", "target", "target_year")}

    baseline = forms.CharField(label=gettext_lazy("Baseline"), required=False, max_length=40)
    baseline_year = forms.IntegerField(
        label=gettext_lazy("Year of the baseline"), required=False, min_value=YEARS[0], max_value=YEARS[1]
    )
    target = forms.CharField(label=gettext_lazy("Target"), required=False, max_length=40)
    target_year = forms.IntegerField(
        label=gettext_lazy("Year of the target"), required=False, min_value=YEARS[0], max_value=YEARS[1]
    )

    def __init__(self, data=None, *, key, versions, targets):
        """`key` is the code of an indicator or, of a new row, "new-N"; `versions` and stored `targets` are by code."""
        self.is_new, prefix = key.startswith("new-"), f"target-{key}"
        chosen = key if not self.is_new else (data or {}).get(f"{prefix}-indicator", "")
        self.version = versions.get(chosen)
        target = targets.get(chosen) if self.version else None
        stored = {name: target and getattr(target, name) for name in self.TOGETHER["target"]}
        for name in ("baseline", "target"):
            stored[name] = None if stored[name] is None else bare(stored[name])
        super().__init__(data, prefix=prefix, stored=stored)
        self.newer = target.newer_in_words if target else ""
        if target and target.version != self.version:
            self.fields["still_holds"] = forms.BooleanField(
                label=_("The baseline and the target hold by the new definition too"), required=False
            )
        for name in ("baseline", "target"):
            self.initial[name] = self._written(stored[name])
            self.fields[name].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "class": "w-10"}
            self.fields[f"{name}_year"].widget = forms.TextInput({"inputmode": "numeric", "class": "w-4"})
        if self.is_new:
            self.fields["indicator"] = forms.ChoiceField(
                label=_("Indicator"),
                choices=[
                    ("", _("No indicator")),
                    *((code, f"{code} · {each.name}") for code, each in versions.items()),
                ],
                required=False,
            )
            self.order_fields(["indicator"])

    @property
    def about(self):
        return self.version.name if self.version else _("Indicator")

    @property
    def unit(self):
        return self.version.unit if self.version else ""

    def _written(self, value):
        """As it is typed in the reader's language."""
        if value is None:
            return ""
        if self.version.kind == Kind.YES_NO:
            return _("Yes") if value else _("No")
        return str(value).replace(".", ",") if get_language() == "fr" else str(value)

    def _read(self, typed):
        if not typed or not self.version:
            return None
        if self.version.kind == Kind.YES_NO:
            if typed.casefold() not in YES_NO:
                raise forms.ValidationError(_("Answer yes or no."))
            return bare(read_number(str(YES_NO[typed.casefold()])))
        value = read_number(typed)
        check_limits(value, self.version)
        return bare(value)

    def clean_baseline(self):
        return self._read(self.cleaned_data["baseline"])

    def clean_target(self):
        return self._read(self.cleaned_data["target"])

    def clean(self):
        if not self.errors:
            self._check(self.cleaned_data)
        super().clean()
        if self.cleaned_data.get("still_holds") and not self.errors:
            self.changed.update(self.TOGETHER["target"])

    def _check(self, typed):
        given = {name for name in self.TOGETHER["target"] if self.data.get(self.add_prefix(name))}
        if given and not self.version:
            self.add_error("indicator", _("Choose the indicator."))
            return
        if self.is_new and self.version and not given:
            self.add_error("target", _("Say where it should arrive, or where it starts from."))
            return
        for name in ("baseline", "target"):
            if typed[name] is not None and typed[f"{name}_year"] is None:
                self.add_error(f"{name}_year", _("Say of which year."))
            elif typed[name] is None and typed[f"{name}_year"] is not None:
                self.add_error(name, _("Enter the value, or empty its year too."))
        before, after = typed.get("baseline_year"), typed.get("target_year")
        if before and after and after < before:
            self.add_error("target_year", _("The target cannot be for a year before the baseline."))

    def _say(self, unit, answers):
        said = []
        for name in ("baseline", "target"):
            if answers[name] is not None:
                facts = {
                    "label": self.fields[name].label,
                    "value": say(answers[name], self.version),
                    "year": answers[f"{name}_year"],
                }
                said.append(_("%(label)s: %(value)s (%(year)s)") % facts)
        return "\n".join(said)

    def answer(self):
        columns = {name: self.cleaned_data[name] for name in self.TOGETHER["target"]}
        is_any = any(value is not None for value in columns.values())
        return columns | {"version": self.version} if is_any else None


class ActionForms:
    """All forms of the page of an action, read and checked together."""

    def __init__(self, plan, action=None, *, today, data=None, start=None):
        self.action, self.today = action, today
        targets = {target.indicator_id: target for target in action.targets.all()} if action else {}
        # One that is retired is offered no more; where it stands already, it stays.
        self.versions = {code: target.newest_version for code, target in targets.items()}
        self.versions |= {each.indicator_id: each for each in IndicatorVersion.objects.in_force(today.year)}
        self.core = ActionForm(data, plan=plan, action=action, start=start)
        stored = {step.lineage: step for step in action.milestones.all()} if action else {}
        self.milestones = [
            MilestoneForm(data, lineage=lineage, milestone=stored.get(lineage), today=today)
            for lineage in self._lineages(data, stored)
        ]
        for number, form in enumerate(self.milestones, 1):
            form.number = number
        self.targets = [
            TargetForm(data, key=key, versions=self.versions, targets=targets)
            for key in self._keys(data, targets)
        ]

    @staticmethod
    def _lineages(data, stored):
        """Those that the page has; at first those stored, then empty ones."""
        if data is None:
            return [*stored, *(uuid.uuid4() for _row in range(EMPTY_MILESTONES))]
        found = [uuid.UUID(match[1]) for name in data if (match := MILESTONE.fullmatch(name))]
        return found[:MOST_ROWS]

    def _keys(self, data, targets):
        if data is None:
            return [*targets, *(f"new-{number}" for number in range(EMPTY_TARGETS))]
        found = [match[1] for name in data if (match := TARGET.fullmatch(name))]
        return [key for key in found if key.startswith("new-") or key in self.versions][:MOST_ROWS]

    @property
    def all(self):
        return [self.core, *self.milestones, *self.targets]

    def is_valid(self):
        # Each is checked, so that all that is wrong is said at once.
        wrong = [form for form in self.all if not form.is_valid()]
        seen = set()
        for form in self.targets:
            if form.version and form.version.indicator_id in seen:
                form.add_error("indicator" if form.is_new else None, _("This indicator has a row already."))
                wrong.append(form)
            elif form.version:
                seen.add(form.version.indicator_id)
        return not wrong

    def has_conflicts(self):
        return any(form.conflicts for form in self.all)

    def answers(self):
        """What was changed here: what Action.write takes."""
        said = self.core.answers()
        if milestones := {form.lineage: form.answer() for form in self.milestones if form.changed}:
            said["milestones"] = milestones
        if targets := {form.version.indicator_id: form.answer() for form in self.targets if form.changed}:
            said["targets"] = targets
        return said

    @property
    def lineage(self):
        """Of a new action, as its form carried it; None where it carried none."""
        return self.core.cleaned_data.get("lineage")

    @property
    def untranslated(self):
        """{language: what is written in the other one only}, of what is stored."""
        return self.action.untranslated() if self.action else {}


def as_new(data):
    """What was sent about an action that is no more, as if sent about a new one: the page had shown nothing stored."""
    fresh = data.copy()
    for name in data:
        if name == "seen" or name.endswith("-seen"):
            fresh[name] = ""
    fresh["lineage"] = str(uuid.uuid4())
    return fresh


def find_standing(plan, data):
    """The action that a form of a new one has made already, with what hangs on it; None where there is none."""
    try:
        lineage = uuid.UUID(data.get("lineage", ""))
    except ValueError:
        return None
    found = plan.actions.filter(lineage=lineage).prefetch_related(
        "commitments", "evidence", "milestones", "targets__version", "targets__indicator__versions"
    )
    if standing := found.first():
        standing.plan = plan
    return standing
