"""The texts of a plan in the language ledger (coalition/ledger.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.ledger import Source, ledger_sources

from .models import Action, ActionPlan, Milestone


class ActionTexts(Source):
    """What the public plan says of its actions, and the edition being written."""

    model = Action
    town = "plan__municipality"

    def rows(self):
        return (
            Action.objects.current()
            .select_related("plan__municipality")
            .order_by("plan_id", "position", "pk")
        )

    def place(self, action):
        is_public = action.plan.status == ActionPlan.Status.PUBLISHED
        title = _("Action plan, as it is public") if is_public else _("Action plan being written")
        return title, reverse("plan", args=[action.plan.municipality.slug])

    def hold(self, action):
        ActionPlan.objects.select_for_update(no_key=True).get(pk=action.plan_id)

    def write(self, action, field, language, text, by):
        action.plan.translate(by, action, field, language, text)


class MilestoneTexts(ActionTexts):
    """The steps of its actions."""

    model = Milestone
    town = "action__plan__municipality"

    def rows(self):
        return (
            Milestone.objects.current()
            .select_related("action__plan__municipality")
            .order_by("action__plan_id", "action", "pk")
        )

    def place(self, milestone):
        return super().place(milestone.action)

    def hold(self, milestone):
        super().hold(milestone.action)

    def write(self, milestone, field, language, text, by):
        milestone.action.plan.translate(by, milestone, field, language, text)


ledger_sources.register(order=10)(ActionTexts())
ledger_sources.register(order=11)(MilestoneTexts())
