"""What this app knows about a person (coalition/personal_data.py)."""

from coalition.personal_data import own_data

from .models import ChangeRequest, ProgressReport, Snapshot


@own_data.register(order=40)
def reports(user):
    report = ["municipality__slug", "cycle__year"]
    return {
        "reports_submitted": list(
            ProgressReport.objects.filter(submitted_by=user).values(*report, "submitted_at")
        ),
        "reports_accepted": list(Snapshot.objects.filter(accepted_by=user).values(*report, "accepted_at")),
        "changes_asked_for": list(
            ChangeRequest.objects.filter(asked_by=user).values(
                "report__municipality__slug", "report__cycle__year", "text", "asked_at"
            )
        ),
    }
