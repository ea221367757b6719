"""A plan as it is read: its actions under each commitment, or by date."""

from dataclasses import dataclass

from coalition.ring import segments

from .models import Action, CommonCommitment


@dataclass(frozen=True)
class Chapter:
    """A commitment, how far the town is with it, and its actions."""

    commitment: CommonCommitment
    state: int  # 0 to 4, as in Membership.ring
    state_name: str
    actions: list[Action]

    @property
    def is_open(self):
        """Whether the town chose the commitment or has an action for it, were it dropped."""
        return self.state > 0 or bool(self.actions)


def by_commitment(plan, ring, with_samples=False):
    """The ten, each with the plan's actions; an action that serves two stands under both. `plan` may be None.

    `with_samples`: the sample actions of each are read along, for a page that shows them.
    """
    found = {}
    for action in plan.actions.all() if plan else []:
        for commitment in action.commitments.all():
            found.setdefault(commitment.pk, []).append(action)
    commitments = CommonCommitment.objects.all()
    if with_samples:
        commitments = commitments.prefetch_related("sample_actions")
    names = {number: (state, name) for number, state, name in segments(ring)}
    return [
        Chapter(commitment, *names[commitment.pk], found.get(commitment.pk, [])) for commitment in commitments
    ]


def by_date(plan):
    """The actions in the order they are due, those without a date last."""
    return sorted(plan.actions.all(), key=lambda action: (action.due_on is None, action.due_on, action.pk))


def untranslated(plan):
    """[(action, {language: what is written in the other one only})] of the actions that say something in one only."""
    found = [(action, action.untranslated()) for action in plan.actions.all()]
    return [(action, missing) for action, missing in found if missing]


def under_first_commitment(plan):
    """[(commitment, actions)]: each action once, under the first commitment it serves."""
    found = {}
    for action in plan.actions.all():
        commitments = sorted(action.commitments.all(), key=lambda commitment: commitment.number)
        if commitments:
            found.setdefault(commitments[0], []).append(action)
    return sorted(found.items(), key=lambda pair: pair[0].number)
