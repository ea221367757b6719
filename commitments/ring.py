"""Keeps Membership.ring: one digit a commitment, from the priorities and the published plan.

Reads through the town's relations, so that the models can call it.
"""

from django.db.models import Count, Q

from coalition.ring import EMPTY, working_on
from municipalities.models import Membership, Municipality

PRIORITY, PLANNED, UNDER_WAY, DONE = "1234"
STATES = {"not_started": PLANNED, "under_way": UNDER_WAY, "done": DONE}  # a dropped action counts for nothing


def compute_ring(municipality, plan):
    """Ten digits. A commitment is done when every action kept in the plan is, under way when one has begun.

    `plan` may be None, or one being written: then it is the ring the town would have.
    """
    ring = list(EMPTY)
    for number in municipality.priorities.values_list("commitment_id", flat=True):
        ring[number - 1] = PRIORITY
    states = {}
    for action in plan.actions.all() if plan else []:
        if action.status in STATES:
            for commitment in action.commitments.all():
                states.setdefault(commitment.pk, set()).add(STATES[action.status])
    for number, found in states.items():
        ring[number - 1] = found.pop() if len(found) == 1 else UNDER_WAY
    return "".join(ring)


def refresh_ring(municipality):
    """Called in the transaction that changes priorities, publishes a plan or changes an action's status."""
    membership = Membership.objects.filter(municipality=municipality)
    # Lock it before reading: of two verbs at once, the second sees what the first did.
    membership.select_for_update(no_key=True).first()
    plan = municipality.plans.public().with_actions().first()
    membership.update(
        ring=compute_ring(municipality, plan),
        plan_published_on=plan and plan.published_at.astimezone(municipality.time_zone).date(),
    )


def count_members():
    """{number: how many members work on that commitment}, in one query."""
    counts = Membership.objects.filter(status__in=["active", "on_hold"]).aggregate(
        **{str(n): Count("pk", filter=Q(ring__regex=working_on(n))) for n in range(1, len(EMPTY) + 1)}
    )
    return {int(number): count for number, count in counts.items()}


def members_working_on(number):
    """The members that made the commitment a priority or act on it, in alphabetical order."""
    towns = Municipality.objects.members().filter(membership__ring__regex=working_on(number))
    return towns.select_related("province", "membership").alphabetical()
