"""What the pages of a review show, as plain facts for the templates."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.templatetags.coalition_tags import in_language
from coalition.threads import threads_of
from municipalities.access import is_own_town

from . import pages
from .conversation import thread_at
from .deadlines import secretariat_zone
from .differences import differences
from .last_year import LastYear
from .models import ChangeRequest, Submission
from .outline import Outline
from .rounds import days, rounds_of, sum_of
from .said import said_by, said_in


def review_facts(report, deeper=False):
    """What every page of a review shows; `deeper` for the pages under the review's own."""
    crumbs = pages.secretariat_crumbs()
    if deeper:
        address = reverse("review_report", args=[report.municipality.slug, report.cycle.year])
        crumbs.append((f"{in_language(report.municipality, 'name')} {report.cycle.year}", address))
    return {
        "report": report,
        "municipality": report.municipality,
        "cycle": report.cycle,
        "zone": secretariat_zone(),
        "crumbs": crumbs,
    }


@dataclass(frozen=True)
class SecondLook:
    """A request of the newest round: what came of its section since, and how many messages the town wrote there."""

    request: ChangeRequest
    part: object
    url: str  # on the page where the section is shown
    change: object  # PartChange since the last submission; None where that was not kept
    messages: int
    may_settle: bool

    @property
    def became(self):
        """ "" where the report is still with the town, or nothing can be said."""
        if self.change is None or self.request.resolved_at is None:
            return ""
        return "updated" if self.change.is_any else "unchanged"


@dataclass(frozen=True)
class Times:
    """With whom the report was how long in all, in days."""

    with_town: int
    with_secretariat: int


def review_page(report, user, now):
    """The whole review: what was asked and what came of it, what is new since, what differs from last year, everything."""
    outline, last, threads = Outline(report), LastYear(report), threads_of(report)
    is_own = is_own_town(user, report.municipality) or report.submitted_by_id == user.pk
    says = said_in(outline)
    since = _since_last_submission(report, outline, says)
    shown = _shown(report, outline, threads)
    rounds = rounds_of(outline, now)
    may_decide = report.status == report.Status.SUBMITTED and not is_own
    return {
        **review_facts(report),
        "outline": outline,
        "last": last,
        "differences": _changed(differences(said_by(last.report), says, outline.parts, is_year=True))
        if last.report
        else [],
        "asked": _second_looks(outline, shown, since, threads, may_decide),
        "since": _not_asked(since, outline) if since is not None else None,
        "answers": [
            {
                "shown": [one],
                "part": one["part"],
                "thread": thread_at(report, one["part"], threads, user, is_review=True),
            }
            for one in shown
        ],
        "rounds": rounds,
        "times": Times(days(sum_of(rounds, "with_town")), days(sum_of(rounds, "with_secretariat"))),
        "may_decide": may_decide,
        "is_own_town": is_own,
        "newest": report.snapshots.newest_revisions().defer("data").first(),
    }


def unanswered_requests(outline):
    """(title, request) of what is asked, is not answered, and whose section says what it said when it was asked."""
    waiting = [request for request in outline.requests if not request.reply]
    # The report is still in the round that was returned, so its own submission is the one to compare with.
    kept = waiting and Submission.of_round(outline.report)
    if not kept:
        return []
    changes = {
        change.part.key: change for change in differences(kept.answers, said_in(outline), outline.parts)
    }
    return [
        (change.part.title, request)
        for request in waiting
        if (change := changes.get(request.section)) and not change.is_any
    ]


def _since_last_submission(report, outline, says):
    """[PartChange] of every part; None in a first round, or where the last submission was not kept."""
    before = Submission.before(report)
    return differences(before.answers, says, outline.parts) if before else None


def _changed(changes):
    return [change for change in changes if change.is_any]


def _not_asked(since, outline):
    """What changed in sections that nobody asked about: those that were asked about stand with the request."""
    asked = {request.section for request in outline.newest_round}
    return [change for change in _changed(since) if change.part.key not in asked]


def _second_looks(outline, shown, since, threads, may_decide):
    changes = {change.part.key: change for change in since or []}
    here = {one["part"].key for one in shown}
    return [
        SecondLook(
            request=request,
            part=part,
            url=f"#part-{part.key}" if part.key in here else part.url,
            change=changes.get(part.key),
            messages=sum(
                not comment.is_of_secretariat and comment.written_at > request.asked_at
                for comment in threads[part.key]
            ),
            may_settle=may_decide and request.resolved_at is not None and not request.outcome,
        )
        for part in outline.parts
        for request in outline.newest_round
        if request.section == part.key
    ]


def _shown(report, outline, threads):
    """What every part says; parts that need nothing, say nothing and are not talked about are left out."""
    answers = [pages.answer(report, part) for part in outline.parts]
    return [one for one in answers if one["part"].is_needed or one["words"] or threads[one["part"].key]]


@dataclass(frozen=True)
class Holder:
    """Who has the report, for the page that gives it."""

    person: object
    is_reader: bool

    @property
    def said(self):
        if self.person is None:
            return _("Nobody has this report yet.")
        if self.is_reader:
            return _("You have this report.")
        return _("%(person)s has this report.") % {"person": self.person}


def holder(report, user):
    return Holder(report.reviewer, report.reviewer_id == user.pk)
