"""Who of the secretariat has a report: so that two do not read the same one. Nobody has to have it to decide."""

from django.db import transaction
from django.utils.translation import gettext as _

from coalition.models import Event, User
from coalition.workflow import WrongState

from . import letters


def may_review(report):
    """The people of the secretariat who may decide on the report: not their own town's, nor what they submitted."""
    people = User.objects.secretariat().exclude(roles__municipality=report.municipality_id)
    return people.exclude(pk=report.submitted_by_id).order_by("name", "pk")


@transaction.atomic
def assign(report, by, to, read):
    """Give the report to a person, or to nobody. `read` is who had it on the page, a key or "": nobody takes it from a third one.

    Whether that changed something.
    """
    with report.held():
        had = report.reviewer
        if had == to:
            return False
        if str(had.pk if had else "") != read:
            raise WrongState(report, "assign", _taken_by(had))
        if report.status == report.Status.ACCEPTED:
            raise WrongState(report, "assign", _("This report is accepted: nobody has to read it any more."))
        report.reviewer = to
        report.save(update_fields=["reviewer"])
        if to is None:
            Event.record(report, "release", by, whom=had)
        else:
            event = Event.record(report, "assign", by, whom=to)
            if to != by:
                letters.tell_reviewer(report, event)
        return True


def _taken_by(person):
    if person is None:
        return _("It was released since you opened the page.")
    return _("%(person)s has taken it since you opened the page.") % {"person": person}
