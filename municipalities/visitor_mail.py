"""What visitors write to a town or to the secretariat: it goes on by mail, and only that somebody wrote is kept."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from coalition import outbox
from coalition.models import Event
from coalition.visitors import DAY


@transaction.atomic
def write_to_town(municipality, readers, nonce, language, **said):
    """To each of the coordinators in their language; the answer goes to the visitor alone. Once for each nonce.

    `said` is name, email and text. The trail says once a day that somebody wrote, and not who or what.
    """
    prefix = f"visitor-{municipality.pk}-{nonce}"
    context = {"municipality": municipality, "written_in": language}
    _send(prefix, readers, "visitor_to_town", said, context)
    told = Event.objects.about(municipality).filter(action="receive_message", at__gt=timezone.now() - DAY)
    if not told.exists():
        Event.record(municipality, "receive_message", None)


def write_to_secretariat(nonce, language, about, **said):
    """To the office of the secretariat, in the language of the page; `about` says of what, in words."""
    office = (settings.CONTACT_EMAIL, language)
    _send(f"contact-{nonce}", [office], "visitor_to_secretariat", said, {"about": about})


def _send(prefix, readers, template, said, context):
    outbox.put(
        [
            outbox.compose(
                key=f"{prefix}-{getattr(reader, 'pk', 'office')}",
                category="visitor",
                to=reader,
                template=template,
                context=context | {"said": said},
                reply_to=said["email"],
            )
            for reader in readers
        ]
    )
