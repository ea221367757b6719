"""Dates of the demonstration are counted from today, so that it is never out of date."""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import pgtrigger
from django.db.models import Max

from coalition.models import Event, Notification, OutgoingMessage

from ..deadlines import secretariat_zone

FIRST_MONTH = 7  # from July on, the year that is reported on is this year; before, last year
SHORTEST_TIME_LEFT = timedelta(days=60)
OPEN_FOR = timedelta(days=30)
NOON = time(12)
# Older mail counts as sent; newer mail is really sent, to addresses that do not exist.
RECENT = timedelta(days=30)


def date_back(membership, day):
    """The period of the membership that has just begun began on `day`."""
    *before, last = membership.periods.all()
    for former in before[-1:]:
        membership.periods.filter(pk=former.pk).update(until=day)
    membership.periods.filter(pk=last.pk).update(since=day, since_year=day.year, recorded_on=day)


class Calendar:
    def __init__(self, now):
        self.now = now
        self.today = now.date()
        self.year = self.today.year if self.today.month >= FIRST_MONTH else self.today.year - 1

    def day(self, text):
        """ "-3 04-12": April 12 three years before the reporting year that is open; "now-12": twelve days ago."""
        if text.startswith("now"):
            return self.today + timedelta(days=int(text.removeprefix("now")))
        years, month_and_day = text.split()
        month, day = map(int, month_and_day.split("-"))
        return date(self.year + int(years), month, day)

    def noon(self, text, zone=None):
        """There, or at the secretariat."""
        return datetime.combine(self.day(text), NOON, tzinfo=zone or secretariat_zone())

    def opening(self, year):
        """The day a year was opened: in October, unless the year that is open began later than that."""
        usual = date(year, 10, 1)
        return usual if year < self.year else min(usual, self.today - OPEN_FOR)

    def due(self, year):
        usual = date(year + 1, 3, 31)
        return usual if year < self.year else max(usual, self.today + SHORTEST_TIME_LEFT)

    @contextmanager
    def on(self, instant):
        """What the trail and the outbox say of what is done inside is dated `instant`."""
        events = Event.objects.aggregate(last=Max("pk"))["last"] or 0
        messages = OutgoingMessage.objects.aggregate(last=Max("pk"))["last"] or 0
        yield
        # The trail is closed to changes; these lines were written a moment ago, in this very transaction.
        with pgtrigger.ignore("coalition.Event:events_never_change"):
            Event.objects.filter(pk__gt=events).update(at=instant)
        written = OutgoingMessage.objects.filter(pk__gt=messages)
        written.update(created_at=instant)
        Notification.objects.filter(message__pk__gt=messages).update(at=instant)
        if instant < self.now - RECENT:
            written.update(status=OutgoingMessage.Status.SENT, sent_at=instant, tries=1)
