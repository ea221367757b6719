"""What the plan gained and lost since the town's last report."""

from dataclasses import dataclass, field

from commitments.models import Action

from .models import ActionUpdate


@dataclass
class PlanChanges:
    """Actions, and (former title's action, action) for what has another title now."""

    added: list = field(default_factory=list)
    taken_out: list = field(default_factory=list)
    dropped: list = field(default_factory=list)
    renamed: list = field(default_factory=list)

    @property
    def is_any(self):
        return bool(self.added or self.taken_out or self.dropped or self.renamed)


def plan_changes(outline, last):
    """Nothing in a town's first report: there all is new."""
    changes = PlanChanges()
    if last.report is None:
        return changes
    reported = {
        update.action.lineage: update
        for update in last.report.updates.select_related("action").order_by("action__position", "action")
    }
    asked = {update.action.lineage: update for part in outline.parts for update in part.updates}
    for lineage, update in asked.items():
        former, action = reported.get(lineage), update.action
        if update.has_left_the_plan:
            changes.taken_out.append(action)
        elif former is None:
            changes.added.append(action)
        elif _titles(former.action) != _titles(action):
            changes.renamed.append((former.action, action))
        if action.status == Action.Status.DROPPED and not update.has_left_the_plan:
            changes.dropped.append(action)
    for lineage, former in reported.items():
        if lineage not in asked:
            is_dropped = former.outcome == ActionUpdate.Outcome.DROPPED
            (changes.dropped if is_dropped else changes.taken_out).append(former.action)
    return changes


def _titles(action):
    return action.title_en or "", action.title_fr or ""
