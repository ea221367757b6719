"""One message a day at most to each person, of all their matters in all their towns (docs/adr/0047).

Celery beat asks every quarter of an hour. What was said is in the log (models/reminder.py), written with the message, so
that a round that was missed is made up, and nothing is said twice by two workers or by a clock that steps back.
"""

from dataclasses import dataclass, replace
from itertools import groupby

from django.db import transaction
from django.urls import reverse
from django.utils.translation import ngettext

from coalition import outbox
from coalition.i18n import speaking
from coalition.models import OutgoingMessage, User

from ..models import Member, Reminder
from .planning import Known, State, by_person, clocks_of, decide, gather, is_office_hour_somewhere

BATCH = 100  # people in one transaction
MOST_A_DAY = 5  # written anew, where something was done before the message left


def write(at):
    """Put into the outbox what is due now; how many messages that were."""
    people = [due.person.pk for due in find_due(at)]
    return sum(_write(people[start : start + BATCH], at) for start in range(0, len(people), BATCH))


@dataclass(frozen=True)
class Due:
    """What becomes of a person's matters on a day of theirs, and the number of the message that says it."""

    person: User
    today: object
    number: int
    decisions: list
    is_apart: bool = False  # the portal alone shows what is due, so that what is new is a message of its own

    def parts(self):
        """One message of everything; two for whoever does without reminders by mail, who finds them in the portal."""
        new = [one for one in self.decisions if not one.matter.is_to_do]
        if not new or len(new) == len(self.decisions) or outbox.is_by_mail(self.person, "reminder"):
            return [self]
        to_do = [one for one in self.decisions if one.matter.is_to_do]
        return [replace(self, decisions=to_do), replace(self, decisions=new, is_apart=True)]


def find_due(at, people=None):
    """The Due of everybody, or of the people whose keys are named, but of those who were written to today."""
    if not is_office_hour_somewhere(at):
        return []
    towns = people and list(Member.objects.filter(user__in=people).values_list("municipality", flat=True))
    found = by_person(gather(at, towns))
    if people is not None:
        found = {person: pairs for person, pairs in found.items() if person.pk in people}
    known, clocks = Known.of(at.date(), people), clocks_of(found)
    decided = []
    for person, pairs in found.items():
        if clocks[person.pk].is_office_hour(at):
            today = clocks[person.pk].today(at)
            if decisions := decide(pairs, person, today, known):
                decided.append((person, today, decisions))
    numbers = _numbers([(person, today) for person, today, _decisions in decided])
    return [
        Due(person, today, numbers[person.pk], decisions)
        for person, today, decisions in decided
        if numbers[person.pk]
    ]


@transaction.atomic
def _write(people, at):
    """Decide once more, holding these people: another worker, who has some of them, is not repeated."""
    held = User.objects.filter(pk__in=people).order_by("pk").select_for_update(skip_locked=True, no_key=True)
    due = find_due(at, set(held.values_list("pk", flat=True)))
    digests = [Digest(part, at) for each in due for part in each.parts()]
    messages = [digest.message() for digest in digests if digest.entries]
    written = outbox.put(messages) if messages else {}
    Reminder.objects.bulk_create([row for digest in digests for row in digest.rows(written)])
    return len(messages)


def key_of(person, today, number):
    return f"digest:{person.pk}:{today.isoformat()}:{number}"


def _numbers(people):
    """{person's key: number of their next message}; None where one of the day was written, and not kept back."""
    keys = {
        person.pk: [key_of(person, today, number) for number in range(1, MOST_A_DAY + 1)]
        for person, today in people
    }
    written = OutgoingMessage.objects.filter(key__in=[key for each in keys.values() for key in each])
    states = dict(written.values_list("key", "status"))
    numbers = {}
    for person, theirs in keys.items():
        former = [states[key] for key in theirs if key in states]
        is_free = len(former) < MOST_A_DAY and set(former) <= {OutgoingMessage.Status.CANCELLED}
        numbers[person] = len(former) + 1 if is_free else None
    return numbers


@dataclass(frozen=True)
class Entry:
    """A matter as the message tells it."""

    heading: str
    said: object


def context_of(entries):
    """What the template is told of one Entry or more, the most pressing first, in the language that is spoken."""
    return {
        "headline": _headline(entries),
        "towns": _by_town(entries),
        "alone": entries[0].said if len(entries) == 1 else None,
        "is_only_new": False,
    }


def _headline(entries):
    first, more = entries[0].said.subject, len(entries) - 1
    if not more:
        return first
    return ngettext(
        "%(matter)s, and %(count)s more matter", "%(matter)s, and %(count)s more matters", more
    ) % {
        "matter": first,
        "count": more,
    }


def _by_town(entries):
    """[(name of the town, [Said])], that with the most pressing matter first; "" for what is of no town."""
    order = {heading: place for place, heading in enumerate(dict.fromkeys(each.heading for each in entries))}
    entries = sorted(entries, key=lambda entry: order[entry.heading])
    return [
        (heading, [entry.said for entry in group])
        for heading, group in groupby(entries, key=lambda entry: entry.heading)
    ]


class Digest:
    """What one person is told, in their language, the most pressing first."""

    def __init__(self, due, at):
        self.due, self.at = due, at
        decisions = sorted(due.decisions, key=lambda one: one.matter.urgency)
        self.decisions = decisions
        with speaking(due.person):
            matters = {one.matter.key: one for one in decisions}
            self.said = {key: one.matter.said(one.call, due.today, at) for key, one in matters.items()}
            self.entries = [
                Entry(one.matter.heading, self.said[one.matter.key])
                for one in decisions
                if one.state == State.TOLD
            ]
            self.context = context_of(self.entries) if self.entries else {}

    @property
    def key(self):
        return key_of(self.due.person, self.due.today, self.due.number) + (
            ":new" if self.due.is_apart else ""
        )

    @property
    def category(self):
        """Of what is only new, the portal has shown each part already."""
        is_to_do = any(one.matter.is_to_do for one in self.decisions if one.state == State.TOLD)
        return "reminder" if is_to_do else "digest"

    def message(self):
        return outbox.compose(
            key=self.key,
            category=self.category,
            to=self.due.person,
            template="digest",
            context=self.context | {"is_only_new": self.category == "digest"},
            url=self.entries[0].said.url if len(self.entries) == 1 else reverse("my_reminders"),
        )

    def rows(self, written):
        """For the log; `written` are the messages by key."""
        return [
            Reminder(
                person=self.due.person,
                municipality=one.matter.municipality,
                matter=one.matter.key,
                step=one.step,
                day=one.day,
                state=one.state,
                title=self.said[one.matter.key].title[:250],
                language=self.due.person.language,
                at=self.at,
                message=written[self.key] if one.state == State.TOLD else None,
            )
            for one in self.decisions
        ]
