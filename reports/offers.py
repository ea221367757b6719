"""What can be made of the actions of an accepted report: asked of the apps beside this one (commitments/extensions.py)."""

from dataclasses import dataclass

from commitments.extensions import action_offers
from commitments.models import Action

from .models import ActionUpdate

TELLING = {ActionUpdate.Outcome.DONE, ActionUpdate.Outcome.UPDATED}


@dataclass(frozen=True)
class Offer:
    action: Action
    outcome: str
    label: str
    address: str


def offers_of(report):
    """For each action that went on or was done, in the order of the report."""
    updates = [update for update in report.updates.select_related("action") if update.outcome in TELLING]
    offered = {}
    for offer in action_offers:
        offered |= offer(report.municipality, [update.action.lineage for update in updates])
    return [
        Offer(update.action, update.outcome, *offered[update.action.lineage])
        for update in updates
        if update.action.lineage in offered
    ]
