"""How long the session of a page still runs, and keeping it."""

from django.contrib.sessions.models import Session
from django.utils import timezone


def seconds_left(request):
    """Until the session ends, whatever another window did with it since; 0 where nobody is signed in."""
    if not request.user.is_authenticated:
        return 0
    ends = Session.objects.filter(pk=request.session.session_key).values_list("expire_date", flat=True)
    ends_at = ends.first()
    return max(int((ends_at - timezone.now()).total_seconds()), 0) if ends_at else 0


def extend(request):
    """From now on it runs as long as from the sign-in."""
    request.session.modified = True
    return request.session.get_expiry_age()
