"""Actions that go on in the next edition of a plan, or are taken up from elsewhere.

Reads through the plans' relations, so that the models can call it.
"""

import uuid
from copy import copy as shallow_copy

from coalition.ledger import inherit

# What is the other town's own business stays there: who leads, when, how far, at what cost, and its figures.
TAKEN_UP = ("title", "description")
SPACE = uuid.UUID("9b1c42c5-6a0f-4f0c-9a3e-7c0f5d1f6a11")


def carry_over(former, plan):
    """The actions of a plan in its next edition: the same ones (by lineage), with all that hangs on them.

    As many queries for one action as for two hundred.
    """
    relations = ("commitments", "evidence", "milestones", "targets")
    actions = list(former.actions.prefetch_related(*relations))
    hanging = [{name: list(getattr(action, name).all()) for name in relations} for action in actions]
    copies = former.actions.model.objects.bulk_create(_unsaved(action, plan=plan) for action in actions)
    inherit(list(zip(actions, copies, strict=True)))
    pairs = list(zip(copies, hanging, strict=True))
    for name in ("milestones", "targets"):
        rows = [(row, _unsaved(row, action=action)) for action, found in pairs for row in found[name]]
        if rows:
            type(rows[0][0]).objects.bulk_create(copy for _row, copy in rows)
            inherit(rows)
    for name, column in (("commitments", "commoncommitment"), ("evidence", "document")):
        through = getattr(former.actions.model, name).through
        through.objects.bulk_create(
            through(action=action, **{column: thing}) for action, found in pairs for thing in found[name]
        )


def _unsaved(row, **changes):
    twin = shallow_copy(row)
    twin._state = type(row._state)()
    twin.__dict__.pop("_prefetched_objects_cache", None)
    twin.pk = None
    for name, value in changes.items():
        setattr(twin, name, value)
    return twin


def take_up(plan, by, actions):
    """New actions of a plan after those of another town's plan (with their commitments and milestones).

    In both languages as they stand there. Whoever asks twice, or for one that the plan took up before, gets no
    second one.
    """
    for action in actions:
        plan.add_action(
            by,
            lineage=lineage_of_copy(plan, action.lineage),
            copied_from=action.plan.municipality,
            commitments=[commitment.pk for commitment in action.commitments.all()],
            people_concerned=action.people_concerned,
            **{
                f"{name}_{code}": getattr(action, f"{name}_{code}")
                for name in TAKEN_UP
                for code in ("en", "fr")
            },
            milestones={
                lineage_of_copy(plan, step.lineage): {"text_en": step.text_en, "text_fr": step.text_fr}
                for step in action.milestones.all()
            },
        )


def take_up_samples(plan, by, samples):
    """New actions of a plan, one for each of these sample actions, in both languages."""
    for sample in samples:
        plan.add_action(
            by,
            lineage=lineage_of_copy(plan, f"sample {sample.pk}"),
            commitments=[sample.commitment_id],
            title_en=sample.text_en,
            title_fr=sample.text_fr,
        )


def lineage_of_copy(plan, source):
    """The lineage that a copy has in a town's plans, from that of what was copied."""
    return uuid.uuid5(SPACE, f"{plan.municipality_id} {source}")
