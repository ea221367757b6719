"""The editions of a town's plan that everybody can read, and what each changed."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from .changes import Change, read_changes
from .models import ActionPlan


@dataclass(frozen=True)
class Edition:
    plan: ActionPlan
    public_on: date
    since: date | None  # when the edition before it was published; None of the first
    changes: list[Change]

    @property
    def is_current(self):
        return self.plan.status == ActionPlan.Status.PUBLISHED


def editions_of(municipality):
    """The newest first, in one query."""
    plans = list(municipality.plans.published_once())
    days = [timezone.localdate(plan.published_at, municipality.time_zone) for plan in plans]
    for plan in plans:
        plan.municipality = municipality
    return [
        Edition(plan, day, before, read_changes(plan))
        for plan, day, before in zip(plans, days, [*days[1:], None], strict=True)
    ]
