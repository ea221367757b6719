"""The deadline of a report and the extension asked for: what the town's pages and the secretariat's queue show."""

from django.urls import reverse
from django.utils.translation import gettext as _

from municipalities.extensions import queue_sources
from municipalities.panels import QueueRow

from .deadlines import say_due
from .models import Extension


def deadline_facts(report, now):
    """What report/deadline.html shows, in one query."""
    newest = report.extensions.order_by("-asked_at", "-pk").first()
    is_asked = newest is not None and newest.status == newest.Status.ASKED
    return {
        "is_late": report.is_late(now),
        "closes": say_due(report.closes_at, report.municipality),
        "more_time_asked": newest if is_asked else None,
        "more_time_answered": newest if newest and not is_asked else None,
    }


@queue_sources.register(order=25)
def extensions_asked_for():
    waiting = Extension.objects.waiting().select_related("report__cycle", "report__municipality__province")
    return [
        QueueRow(
            kind=_("More time for a report"),
            heading=_("More time asked for"),
            kind_key="extensions",
            municipality=extension.municipality,
            title=str(extension.report.cycle),
            url=reverse("decide_extension", args=[extension.municipality.slug, extension.report.cycle.year]),
            status="asked",
            since=extension.asked_at,
            next_step=_("Give more time or decline"),
        )
        for extension in waiting
    ]
