"""What is not kept for ever: the words of mail that went out long ago and what came back of it, sessions that are over and what was typed in them,
spreadsheets that were handed in and not taken over, and what readers said of pages."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Q
from django.db.models.functions import Coalesce

from .extensions import ExtensionPoint
from .models import (
    Bounce,
    KeptAnswers,
    Notification,
    Opinion,
    OutgoingMessage,
    SpreadsheetUpload,
    VisitorPost,
)

# called with (now): what an app keeps for a while only
tidiers = ExtensionPoint()

# Mail about accounts holds codes; an invitation, which goes to an address and not to a person, holds its link; what a
# visitor wrote is in the mailbox of whoever received it.
# Of other mail the words help to answer "what did you write to us?".
KEEP_CODES, KEEP_WORDS = timedelta(days=1), timedelta(days=90)
# What came back long ago says nothing of today; the suppress list stays.
KEEP_BOUNCES = timedelta(days=365)
# What a person was written, in the portal.
KEEP_NOTIFICATIONS = timedelta(days=365)
# Of an opinion about a page the count stays; its comment may name somebody, against all advice.
KEEP_COMMENTS = timedelta(days=365)


def tidy(now):
    """Empty the old messages, but keep that they were sent, to whom and when; the number emptied."""
    SessionStore.clear_expired()
    KeptAnswers.objects.expired(now).delete()
    SpreadsheetUpload.objects.past(now).delete()
    Opinion.objects.with_words().filter(given_at__lt=now - KEEP_COMMENTS).update(comment="")
    VisitorPost.objects.filter(at__lt=now - KEEP_CODES).delete()
    Bounce.objects.filter(at__lt=now - KEEP_BOUNCES).delete()
    Notification.objects.filter(at__lt=now - KEEP_NOTIFICATIONS).delete()
    for tidy_up in tidiers:
        tidy_up(now)
    settled = OutgoingMessage.objects.exclude(status=OutgoingMessage.Status.QUEUED)
    dated = settled.alias(settled_at=Coalesce("sent_at", "created_at"))
    goes_soon = Q(category__in=["account", "visitor"]) | Q(category="invitation", recipient=None)
    old = Q(settled_at__lt=now - KEEP_WORDS) | Q(goes_soon, settled_at__lt=now - KEEP_CODES)
    return dated.filter(old).exclude(text="", html="").update(text="", html="", reply_to="")
