"""What is not kept for ever: the words of mail that went out long ago, sessions that are over and what was typed in them,
spreadsheets that were handed in and not taken over, and what readers said of pages."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Q
from django.db.models.functions import Coalesce

from .models import KeptAnswers, Opinion, OutgoingMessage, SpreadsheetUpload

# Mail about accounts holds codes; an invitation, which goes to an address and not to a person, holds its link.
# Of other mail the words help to answer "what did you write to us?".
KEEP_CODES, KEEP_WORDS = timedelta(days=1), timedelta(days=90)
# Of an opinion about a page the count stays; its comment may name somebody, against all advice.
KEEP_COMMENTS = timedelta(days=365)


def tidy(now):
    """Empty the old messages, but keep that they were sent, to whom and when; the number emptied."""
    SessionStore.clear_expired()
    KeptAnswers.objects.expired(now).delete()
    SpreadsheetUpload.objects.past(now).delete()
    Opinion.objects.with_words().filter(given_at__lt=now - KEEP_COMMENTS).update(comment="")
    settled = OutgoingMessage.objects.exclude(status=OutgoingMessage.Status.QUEUED)
    dated = settled.alias(settled_at=Coalesce("sent_at", "created_at"))
    opens_something = Q(category="account") | Q(category="invitation", recipient=None)
    old = Q(settled_at__lt=now - KEEP_WORDS) | Q(opens_something, settled_at__lt=now - KEEP_CODES)
    return dated.filter(old).exclude(text="", html="").update(text="", html="")
