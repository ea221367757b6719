"""Going round the pages of the access table: who opens each, at which address, in which state of the scene."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from commitments.models import ActionPlan
from municipalities.models import Application
from reports.models import ChangeRequest, ProgressReport

from .access_table import REACHES, TABLE
from .signing_in import signed_in

# Who goes round: whoever has least to do with the page comes last, so that lists are seen by those they are for.
ROUNDS = ["lea", "sam", "ada", "anonymous"]
# Pages that a signed-in person is only sent away from.
FOR_STRANGERS = {"account_login", "account_signup", "account_reset_password"}


def submit_the_report(scene):
    ProgressReport.objects.filter(
        municipality__slug=scene.arguments["year"]["slug"], cycle__year=2026
    ).update(status="submitted", submitted_at=timezone.now(), submitted_by=scene.people["lea"])


def submit_the_application(scene):
    Application.objects.filter(pk=scene.arguments["application"]["pk"]).update(
        status="submitted", submitted_at=timezone.now() - timedelta(days=1)
    )


def remove_the_draft_plan(scene):
    ActionPlan.objects.being_written().filter(municipality__slug=scene.arguments["town"]["slug"]).delete()


def return_the_report(scene):
    submit_the_report(scene)
    ProgressReport.objects.filter(
        municipality__slug=scene.arguments["year"]["slug"], cycle__year=2026
    ).update(status="returned")
    ChangeRequest.objects.filter(pk=scene.arguments["change_request"]["pk"]).update(
        resolved_at=None, outcome=""
    )


# The scene's report and application are drafts; these pages are about what was handed in.
PREPARED = {
    "review_report": submit_the_report,
    "return_report": submit_the_report,
    "accept_report": submit_the_report,
    "answer_request": return_the_report,
    "review_application": submit_the_application,
    "return_application": submit_the_application,
    "approve_application": submit_the_application,
}


def names(method):
    """The addresses of the table that answer the method with something for somebody, raw files apart."""
    return [name for name, line in TABLE.items() if method in line.methods and reader(name)]


def reader(name, method="GET"):
    """Who opens the page; None where nobody gets further than the sign-in page."""
    if name in FOR_STRANGERS:
        return "anonymous"
    line = TABLE[name]
    answers = (line.posting or line.answers) if method == "POST" else line.answers
    return next((person for person in ROUNDS if answers[person] == REACHES), None)


def address(scene, name, language="en", **arguments):
    with translation.override(language):
        return reverse(name, kwargs=scene.arguments[TABLE[name].thing] | arguments)


def client_of(scene, name, method="GET", **options):
    return signed_in(scene.people[reader(name, method)], **options)


@contextmanager
def in_its_state(scene, name, prepare=None):
    """The scene as the page needs it, or as `prepare` makes it; what happens inside leaves no trace."""
    with transaction.atomic():
        if prepare := prepare or PREPARED.get(name):
            prepare(scene)
        yield
        transaction.set_rollback(True)
