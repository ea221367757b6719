"""What the invented people have read of their notifications, and how often mail comes to one of them."""

from datetime import timedelta

from django.db.models import F

from coalition import outbox
from coalition.models import Notification
from coalition.outbox import Rhythm
from coalition.tidying import KEEP_NOTIFICATIONS

DAY = timedelta(days=1)
READ_AFTER = timedelta(days=14)
CHOICES = {"camille": {"arrival": Rhythm.DAILY, "conversation": Rhythm.DAILY}}


def read(calendar, users):
    """At the end of the story: the last two weeks are unread."""
    Notification.objects.filter(at__lt=calendar.now - KEEP_NOTIFICATIONS).delete()
    Notification.objects.filter(at__lt=calendar.now - READ_AFTER).update(read_at=F("at") + DAY)
    for name, rhythms in CHOICES.items():
        outbox.choose(users[name], rhythms)
