"""Keeps Membership.ring: one digit a commitment, from the priorities and the published plan.

Reads through the town's relations, so that the models can call it.
"""

from municipalities.models import Membership
from municipalities.models.membership import EMPTY_RING

PRIORITY, PLANNED, UNDER_WAY, DONE = "1234"
STATES = {"not_started": PLANNED, "under_way": UNDER_WAY, "done": DONE}


def compute_ring(municipality):
    """Ten digits. A commitment is done when every action kept in the plan is, under way when one has begun."""
    ring = list(EMPTY_RING)
    for number in municipality.priorities.values_list("commitment_id", flat=True):
        ring[number - 1] = PRIORITY
    states = {}
    for number, status in municipality.plans.filter(
        status="published", actions__commitments__isnull=False
    ).values_list("actions__commitments", "actions__status"):
        if status in STATES:
            states.setdefault(number, set()).add(STATES[status])
    for number, found in states.items():
        ring[number - 1] = found.pop() if len(found) == 1 else UNDER_WAY
    return "".join(ring)


def refresh_ring(municipality):
    """Called in the transaction that changes priorities or publishes a plan."""
    plan = municipality.plans.filter(status="published").first()
    Membership.objects.filter(municipality=municipality).update(
        ring=compute_ring(municipality),
        plan_published_on=plan and plan.published_at.astimezone(municipality.time_zone).date(),
    )
