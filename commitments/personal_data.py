"""What this app knows about a person (coalition/personal_data.py)."""

from coalition.personal_data import own_data

from .models import ActionPlan, Signature


@own_data.register(order=30)
def promises(user):
    town = "municipality__slug"
    return {
        # Who signed is another person's name, unless it is this one's.
        "signatures_recorded": list(
            Signature.objects.filter(recorded_by=user).values(town, "declaration__version", "signed_at")
        ),
        "plans_started": list(
            ActionPlan.objects.filter(started_by=user).values(town, "starts_on", "ends_on")
        ),
    }
