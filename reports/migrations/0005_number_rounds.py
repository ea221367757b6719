from django.db import migrations
from django.db.models import F

VERBS = ["submit", "return", "correct"]


def number(apps, schema_editor):
    """From the trail: how often each report was submitted, and of which submission each change was asked."""
    report_model = apps.get_model("reports", "ProgressReport")
    request_model = apps.get_model("reports", "ChangeRequest")
    content_types = apps.get_model("contenttypes", "ContentType").objects
    kind = content_types.filter(app_label="reports", model="progressreport").first()
    events = apps.get_model("coalition", "Event").objects.filter(content_type=kind, action__in=VERBS)
    told = {}
    for event in events.order_by("at", "pk"):
        told.setdefault(event.object_id, []).append(event)
    for report in report_model.objects.filter(pk__in=told):
        revision, round_ = 1, 0
        returns = []
        for event in told[report.pk]:
            if event.action == "correct":
                revision, round_ = revision + 1, 0
            elif event.action == "submit":
                round_ += 1
            else:
                returns.append((event.at, revision, round_))
        report_model.objects.filter(pk=report.pk).update(round=round_)
        for request in request_model.objects.filter(report=report):
            # The trail's line is written first, the requests a moment later in the same transaction.
            before = [(of_revision, of_round) for at, of_revision, of_round in returns if at <= request.asked_at]
            if before:
                of_revision, of_round = before[-1]
                request_model.objects.filter(pk=request.pk).update(revision=of_revision, round=of_round)
        settle_past(request_model.objects.filter(report=report), report)


def settle_past(requests, report):
    """What came back before the submission that waits, or that is accepted, was settled by the decision on it."""
    past = requests.exclude(resolved_at=None)
    if report.status == "submitted":
        past = past.filter(resolved_at__lt=report.submitted_at)
    past.update(outcome="settled", settled_at=F("resolved_at"))


def forget(apps, schema_editor):
    """Nothing to take back: the columns go with the migration before."""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0004_rounds_reviewers_and_thanks"),
        ("coalition", "0004_departures"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(number, forget)]
