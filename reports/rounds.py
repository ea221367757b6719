"""The rounds of a report, from its trail: who had it how long, what was asked, what came back."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from django.contrib.contenttypes.models import ContentType

from coalition.models import Event

from .models import ProgressReport

TOWN, SECRETARIAT, NOBODY = "town", "secretariat", ""
# verb -> with whom the report is from then on
GOES_TO = {"start": TOWN, "submit": SECRETARIAT, "return": TOWN, "accept": NOBODY, "correct": TOWN}


@dataclass
class Round:
    """From the town's work to the decision on what it submitted. `decision` is "return", "accept" or "" (not yet)."""

    revision: int
    number: int
    with_town: timedelta = timedelta()
    with_secretariat: timedelta = timedelta()
    submission: Event | None = None
    decision: Event | None = None
    requests: list = field(default_factory=list)

    @property
    def town_days(self):
        return days(self.with_town)

    @property
    def secretariat_days(self):
        return days(self.with_secretariat)

    @property
    def thanks(self):
        return self.decision.note if self.decision and self.decision.action == "accept" else ""


def rounds_of(outline, now):
    """Every round of a report, the newest first, with what was asked in it. One query."""
    report, titles = outline.report, {part.key: part.title for part in outline.parts}
    found = rounds_in(_events([report.pk])[report.pk], now)
    for request in outline.ever_asked:
        request.title = titles.get(request.section, request.section)
        for each in found:
            if (each.revision, each.number) == (request.revision, request.round):
                each.requests.append(request)
    return found[::-1]


def rounds_in(events, now):
    """The rounds that the lines of one report's trail tell of, oldest first; what goes on counts until `now`."""
    rounds, revision, since, holder = [], 1, None, NOBODY
    for event in events:
        _count(rounds, holder, since, event.at)
        if event.action == "correct":
            revision += 1
        if event.action in {"start", "correct"}:
            rounds.append(Round(revision, 1))
        elif not rounds:
            rounds.append(Round(revision, 1))  # of a trail whose beginning is not known
        if event.action == "submit":
            rounds[-1].submission = event
        elif event.action in {"return", "accept"}:
            rounds[-1].decision = event
        if event.action == "return":
            rounds.append(Round(revision, rounds[-1].number + 1))
        holder, since = GOES_TO[event.action], event.at
    _count(rounds, holder, since, now)
    return rounds


def _count(rounds, holder, since, until):
    if holder == TOWN:
        rounds[-1].with_town += max(until - since, timedelta())
    elif holder == SECRETARIAT:
        rounds[-1].with_secretariat += max(until - since, timedelta())


@dataclass(frozen=True)
class Pace:
    """Medians of the reports of a year that were submitted, in days; `count` of them, `returned` at least once."""

    count: int
    returned: int
    with_town: int
    with_secretariat: int


def pace_of(reports, now):
    """The Pace of these reports in their first revision, or None where none was submitted. Two queries."""
    told = [rounds_in(events, now) for events in _events(reports.values("pk")).values()]
    first = [[each for each in rounds if each.revision == 1] for rounds in told]
    submitted = [rounds for rounds in first if any(each.submission for each in rounds)]
    if not submitted:
        return None
    return Pace(
        count=len(submitted),
        returned=sum(len(rounds) > 1 for rounds in submitted),
        with_town=days(median(sum_of(rounds, "with_town") for rounds in submitted)),
        with_secretariat=days(median(sum_of(rounds, "with_secretariat") for rounds in submitted)),
    )


def sum_of(rounds, name):
    return sum((getattr(each, name) for each in rounds), timedelta())


def days(span):
    """Whole days, the last begun one too: what was there from morning to evening was there for a day."""
    return -(-span // timedelta(days=1))


def _events(reports):
    """{report: the lines of its trail that move it, oldest first}"""
    kind = ContentType.objects.get_for_model(ProgressReport)
    events = Event.objects.filter(content_type=kind, object_id__in=reports, action__in=GOES_TO)
    found = defaultdict(list)
    for event in events.select_related("actor").order_by("at", "pk"):
        found[event.object_id].append(event)
    return found
