"""What this app knows about a person (coalition/personal_data.py)."""

from coalition.personal_data import own_data

from .models import Assignment, ChangeRequest, ProgressReport, Snapshot


@own_data.register(order=40)
def reports(user):
    report = ["municipality__slug", "cycle__year"]
    return {
        "reports_submitted": list(
            ProgressReport.objects.filter(submitted_by=user).values(*report, "submitted_at")
        ),
        "reports_accepted": list(Snapshot.objects.filter(accepted_by=user).values(*report, "accepted_at")),
        "sections_of_reports_yours": list(
            Assignment.objects.filter(member__user=user).values(
                "report__municipality__slug", "report__cycle__year", "part", "assigned_at", "ready_at"
            )
        ),
        "sections_of_reports_given": list(  # not to whom
            Assignment.objects.filter(assigned_by=user).values(
                "report__municipality__slug", "report__cycle__year", "part", "assigned_at"
            )
        ),
        "changes_asked_for": list(
            ChangeRequest.objects.filter(asked_by=user).values(
                "report__municipality__slug", "report__cycle__year", "text", "asked_at"
            )
        ),
    }
