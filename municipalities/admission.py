"""How a town whose application is approved becomes a member."""

from datetime import date

from django.utils import timezone

from coalition.models import Event

from .models.membership import Membership


def admit(municipality, by):
    """Begin, or begin again, the town's membership today, on its own clocks."""
    today = timezone.localdate(timezone=municipality.time_zone)
    membership, _is_new = Membership.objects.update_or_create(
        municipality=municipality,
        defaults={
            "status": Membership.Status.ACTIVE,
            "joined_on": today,
            "joined_year": today.year,
            "basis": "",  # what it says of the first time does not hold for this one
            "source": "",
            "reason": "",
            "plan_expected_on": a_year_after(today),
        },
    )
    membership.periods.enter(membership.status, on=today)
    Event.record(membership, "join", by)
    return membership


def a_year_after(day):
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 3, 1)
