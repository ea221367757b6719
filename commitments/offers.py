"""What can be made of the actions of a plan that accepted reports speak of: asked of the apps above (extensions.py)."""

from .extensions import action_offers, told_actions


def show_offers(plan):
    """Give each action its `offer`: (label, address) where an accepted report says that it went on or was done."""
    town, actions = plan.municipality, plan.actions.all()
    lineages = [action.lineage for action in actions]
    told = {
        each.lineage for tell in told_actions for each in tell([town.pk], lineages) if each.says_what_happened
    }
    worked = [lineage for lineage in lineages if lineage in told]
    offered = {}
    for offer in action_offers:
        offered |= offer(town, worked)
    for action in actions:
        action.offer = offered.get(action.lineage)
