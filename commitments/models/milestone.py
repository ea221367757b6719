import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.ledger_trigger import KeepTranslations

from .action import Action
from .action_plan import PlanRowQuerySet


class Milestone(models.Model):
    """A step on the way of an action, with the day it is due and the day it was reached."""

    WAY_TO_PLAN = "action__plan"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="milestones")
    # The same milestone in each edition of the plan.
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    text = models.CharField(_("milestone"), max_length=200)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    objects = PlanRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        # In the order they are due; those without a day last, as they were written.
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "lineage"], name="a_milestone_stands_once_in_an_action"
            ),
        ]
        triggers = [KeepTranslations("text")]

    def __str__(self):
        return self.text
