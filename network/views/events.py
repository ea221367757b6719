"""Events as everybody finds and reads them, and the calendars to follow."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from coalition.calendars import feed_response
from coalition.markdown import render as as_html

from ..access import get_calendar_key, get_event
from ..event_calendars import calendar_of, personal_calendar, public_calendar
from ..event_facts import facts
from ..feeds import EventsFeed
from ..models import Gathering
from ..when import say_for

PAGE_SIZE = 30
PAST = "past"


@login_not_required
@require_safe
@gzip_page
def events(request):
    """What is coming, the next first; what is past, the last first; of one kind where one is asked for."""
    now = timezone.now()
    is_past = request.GET.get("when") == PAST
    kind = request.GET.get("kind", "")
    kind = kind if kind in Gathering.Kind.values else ""
    public = Gathering.objects.public()
    known = public.past(now) if is_past else public.coming(now)
    there = set(known.order_by().values_list("kind", flat=True))
    page = Paginator(known.filter(kind=kind) if kind else known, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "count": page.paginator.count,
        "is_past": is_past,
        "kind": kind,
        "kinds": [
            (value, label) for value, label in Gathering.Kind.choices if value in there or value == kind
        ],
        "crumbs": [],
    }
    return render(request, "network/events.html", context)


@login_not_required
@require_safe
@gzip_page
def events_feed(request):
    return EventsFeed()(request)


@login_not_required
@require_safe
@gzip_page
def event(request, slug):
    gathering, now, language = get_event(slug), timezone.now(), get_language()
    # Without the cookie nobody is signed in, and looking would make the page vary by it.
    is_known = request.user.is_authenticated
    span = (gathering.starts_at, gathering.ends_at, gathering.time_zone)
    context = {
        "gathering": gathering,
        "html": as_html(getattr(gathering, f"description_{language}") or "", language),
        "facts": facts(gathering),
        "when_for_reader": say_for(request.user, *span) if is_known else "",
        "is_known": is_known,
        "is_open": gathering.is_open(now),
        "is_over": gathering.ends_at <= now,
        "places_left": gathering.places_left() if gathering.is_open(now) else None,
        "changed_on": timezone.localdate(gathering.changed_at),
        "crumbs": [(_("Events"), reverse("events"))],
    }
    return render(request, "network/event.html", context)


@login_not_required
@require_safe
def event_calendar(request, slug):
    """The event to take along."""
    gathering = get_event(slug)
    response = feed_response(request, calendar_of(gathering), is_public=True)
    response["Content-Disposition"] = content_disposition_header(True, f"{gathering.slug}.ics")
    return response


@login_not_required
@require_safe
def events_calendar(request):
    """All events to follow."""
    return feed_response(request, public_calendar(), is_public=True)


@login_not_required
@require_safe
def followed_calendar(request, token):
    """One's own, at an address that only its owner knows; an application cannot sign in."""
    return feed_response(request, personal_calendar(get_calendar_key(token).person), is_public=False)
