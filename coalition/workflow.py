"""Things that have a state and are moved by verbs.

A model that inherits Workflow lists its verbs in TRANSITIONS; each verb is a method that calls `_move`.
The state is compared and set in one UPDATE, so of two clicks only one wins, and every move leaves an Event.
"""

from django.db import models, transaction

from .models.event import Event


class WrongState(Exception):
    """The verb does not fit the state the thing is in. Answered with 409 and the reason (middleware.py)."""

    def __init__(self, thing, action, reason=""):
        self.thing, self.action, self.reason = thing, action, reason
        status = getattr(thing, "status", "in another state")  # a role has none
        super().__init__(f"{thing._meta.label} {thing.pk} is {status}: cannot {action}")


class Workflow(models.Model):
    # verb -> (states it may start from, state it leads to)
    TRANSITIONS = {}
    # verbs that belong to the town: when the secretariat uses one, the trail says "on behalf of"
    TOWN_VERBS = frozenset()

    class Meta:
        abstract = True

    @transaction.atomic
    def _move(self, action, by, note="", **changes):
        from .accounts import acts_for_secretariat  # which knows the models, and some of them inherit this

        sources, target = self.TRANSITIONS[action]
        moved = (
            type(self)._base_manager.filter(pk=self.pk, status__in=sources).update(status=target, **changes)
        )
        if not moved:
            self.refresh_from_db(fields=["status"])
            raise WrongState(self, action)
        for name, value in {"status": target, **changes}.items():
            setattr(self, name, value)
        return Event.record(
            self,
            action,
            by,
            note=note,
            is_on_behalf=bool(by and action in self.TOWN_VERBS and acts_for_secretariat(by)),
        )

    def can(self, action):
        """Whether the state allows the verb; says nothing of who asks."""
        return self.status in self.TRANSITIONS[action][0]


def once(verb, target, *args, **kwargs):
    """Call a verb of a thing; where the thing already is in the state it leads to, a second click changes nothing."""
    try:
        return verb(*args, **kwargs)
    except WrongState as problem:
        if problem.thing != verb.__self__ or problem.thing.status != target:
            raise
        return None
