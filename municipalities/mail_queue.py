"""What the queue of the secretariat says of mail that does not leave or comes back."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.outbox.alarms import troubles

from .extensions import queue_sources
from .panels import QueueRow


@queue_sources.register(order=70)
def mail_in_trouble():
    return [_row(trouble) for trouble in troubles(timezone.now())]


def _row(trouble):
    title, status, query, next_step = _words(trouble)
    page = "suppressed_addresses" if trouble.kind == "returning" else "outgoing_mail"
    return QueueRow(
        kind=_("Mail"),
        kind_key="mail",
        municipality=None,
        title=title % {"count": trouble.count},
        url=reverse(page) + query,
        status=status,
        since=trouble.since,
        next_step=next_step,
    )


def _words(trouble):
    match trouble.kind:
        case "server":
            return (
                ngettext(
                    "The mail server takes nothing: %(count)d message waits",
                    "The mail server takes nothing: %(count)d messages wait",
                    trouble.count,
                ),
                "deferred",
                "?state=queued",
                _("Tell whoever runs the portal; mail leaves by itself afterwards"),
            )
        case "failed":
            return (
                ngettext("%(count)d message given up", "%(count)d messages given up", trouble.count),
                "failed",
                "?state=failed",
                _("See why; try again or leave it unsent"),
            )
        case _:
            return (
                ngettext(
                    "%(count)d address gets no mail any more",
                    "%(count)d addresses get no mail any more",
                    trouble.count,
                ),
                "suppressed",
                "?state=new",
                _("Ask the municipality for the right address"),
            )
