"""What a town's feed says of its reports: each revision that was accepted."""

from django.utils.translation import gettext as _

from municipalities.extensions import feed_entries
from municipalities.feeds import FeedEntry

from .models import Snapshot


@feed_entries.register(order=20)
def accepted(municipality):
    return [
        FeedEntry(
            key=f"report-{snapshot.number}",
            title=title(snapshot),
            url=snapshot.get_absolute_url(),
            at=snapshot.accepted_at,
            text=snapshot.reason,
        )
        for snapshot in Snapshot.objects.of(municipality)
    ]


def title(snapshot):
    facts = {
        "town": snapshot.municipality.name,
        "year": snapshot.cycle.year,
        "number": snapshot.revision,
    }
    if snapshot.revision > 1:
        return _("%(town)s: progress report %(year)s, revision %(number)s") % facts
    return _("%(town)s: progress report %(year)s") % facts
