"""The texts of a plan in the language ledger (coalition/ledger.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.ledger import Source, ledger_sources

from .models import Action, ActionPlan


class ActionTexts(Source):
    """What the public plan says of its actions, and the edition being written."""

    model = Action
    town = "plan__municipality"

    def rows(self):
        current = Action.objects.exclude(plan__status=ActionPlan.Status.REPLACED)
        return current.select_related("plan__municipality").order_by("plan_id", "position", "pk")

    def place(self, action):
        is_public = action.plan.status == ActionPlan.Status.PUBLISHED
        title = _("Action plan, as it is public") if is_public else _("Action plan being written")
        return title, reverse("plan", args=[action.plan.municipality.slug])

    def hold(self, action):
        ActionPlan.objects.select_for_update(no_key=True).get(pk=action.plan_id)

    def write(self, action, field, language, text, by):
        action.translate(by, field, language, text)


ledger_sources.register(order=10)(ActionTexts())
