"""What this app knows about a person (coalition/personal_data.py)."""

from coalition.personal_data import own_data

from .models import Assignment, ChangeRequest, Extension, ProgressReport, Snapshot


@own_data.register(order=40)
def reports(user):
    report = ["municipality__slug", "cycle__year"]
    asked = ["report__municipality__slug", "report__cycle__year", "section"]
    return {
        "reports_submitted": list(
            ProgressReport.objects.filter(submitted_by=user).values(*report, "submitted_at")
        ),
        "reports_accepted": list(Snapshot.objects.filter(accepted_by=user).values(*report, "accepted_at")),
        "reports_to_read": list(ProgressReport.objects.filter(reviewer=user).values(*report)),
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
            ChangeRequest.objects.filter(asked_by=user).values(*asked, "text", "asked_at")
        ),
        "changes_answered": list(
            ChangeRequest.objects.filter(answered_by=user).values(*asked, "answer", "answered_at")
        ),
        "changes_settled": list(
            ChangeRequest.objects.filter(settled_by=user).values(*asked, "outcome", "settled_at")
        ),
        "extensions_asked_for": list(
            Extension.objects.filter(asked_by=user).values(
                "report__municipality__slug", "report__cycle__year", "reason", "asked_at"
            )
        ),
        "extensions_decided": list(
            Extension.objects.filter(decided_by=user).values(
                "report__municipality__slug", "report__cycle__year", "status", "answer", "decided_at"
            )
        ),
    }
