"""What towns promised, side by side: the state of each commitment, and how many actions of the public plan serve it."""

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.ring import EMPTY, segments
from municipalities.comparing import Cell, Comparison, Row
from municipalities.extensions import comparisons

from .models import Action, ActionPlan, CommonCommitment


@comparisons.register(order=10)
def promises(towns):
    states = {town.pk: segments(town.membership.ring) for town in towns}
    counts = actions_of(towns)
    with_plan = {town for town, _commitment in counts}

    def say(town, number):
        if town.membership.ring == EMPTY and town.pk not in with_plan:
            return Cell([_("Nothing recorded here yet")], is_silent=True)
        _number, state, name = states[town.pk][number - 1]
        count = counts.get((town.pk, number), 0)
        actions = ngettext("%(count)s action in the plan", "%(count)s actions in the plan", count) % {
            "count": count
        }
        return Cell([name, *([actions] if count else [])], is_silent=not state)

    rows = [
        Row(
            commitment.short_title,
            [say(town, commitment.number) for town in towns],
            number=commitment.number,
            url=commitment.get_absolute_url(),
        )
        for commitment in CommonCommitment.objects.all()
    ]
    note = _(
        "An action may serve several commitments. More actions is not more done: towns cut them differently."
    )
    return [Comparison("promises", _("What they promised"), rows, note)] if rows else []


def actions_of(towns):
    """{(town, commitment): number of actions of the public plan that were not dropped}. One query."""
    rows = (
        Action.objects.filter(plan__municipality__in=towns, plan__status=ActionPlan.Status.PUBLISHED)
        .exclude(status=Action.Status.DROPPED)
        .order_by()
        .values_list("plan__municipality", "commitments")
        .annotate(Count("pk", distinct=True))
    )
    return {(town, commitment): count for town, commitment, count in rows}
