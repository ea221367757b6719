"""What a town and the secretariat write to each other at the sections of a report, until it is accepted."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.accounts import acts_for_secretariat
from coalition.models import Comment, Event
from coalition.threads import count_comments, write_comment
from coalition.workflow import WrongState
from municipalities.models import Role

from . import letters
from .forms.conversation import MessageForm

MOST_A_DAY = 60  # messages of one person about one report


@transaction.atomic
def write(report, part, by, text):
    """Write to the other side about a section. A second click writes once."""
    with report.held():
        check_open(report)
        comment, is_new = write_comment(report, part.key, by, text)
        if is_new:
            _check_pace(report, by)
            Event.record(report, "comment", by, note=part.key)
            letters.tell_of_message(report, comment)
    return comment


def check_open(report):
    if not is_open(report):
        raise WrongState(report, "comment", _("This report is accepted, so nothing is added to it."))


def is_open(report):
    return report.status != report.Status.ACCEPTED


def thread_at(report, part, threads, user, *, is_review=False):
    """report/thread.html: what was written about the section, and the form to add to it while that is open."""
    may_write = is_review or report.municipality.role >= Role.CONTRIBUTOR
    return {
        "step": part,
        "comments": threads[part.key],
        "form": MessageForm(auto_id=f"message-{part.key}-%s") if may_write and is_open(report) else None,
        "url": reverse("report_message", args=[report.municipality.slug, report.cycle.year, part.key]),
        "is_review": is_review or acts_for_secretariat(user),
    }


def threads(report, outline):
    """(part, how many messages) where there are some, for a page on which the sections are not listed."""
    counts = count_comments(report)
    return [(part, counts[part.key]) for part in outline.parts if counts[part.key]]


def _check_pace(report, by):
    """WrongState where the person has written all day long; what is written now counts."""
    since = timezone.now() - timedelta(days=1)
    if Comment.objects.about(report).filter(author=by, written_at__gt=since).count() > MOST_A_DAY:
        raise WrongState(report, "comment", _("You have written very many messages today. Go on tomorrow."))
