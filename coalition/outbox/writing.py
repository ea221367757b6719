"""Composing messages in the reader's language, and writing them as rows."""

from django.conf import settings
from django.db import connection, transaction
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone

from .. import doorbell
from ..i18n import speaking
from ..models import OutgoingMessage, SuppressedAddress

Status = OutgoingMessage.Status


def queue(*, key, category, to, template, context, at=None):
    """Write a message to `to`, a User or (address, language), to be sent at `at` or at once; the row.

    The same key twice writes no second row: the first one is the answer.
    """
    return put([compose(key=key, category=category, to=to, template=template, context=context, at=at)])[key]


def compose(*, template, **message):
    """The message in the reader's language, not yet written; the rest as for `compose_from`."""
    names = [f"mail/{template}.{part}" for part in ("subject", "txt", "html")]
    return compose_from(*names, **message)


def compose_from(
    subject, text, html, *, key, category, to, context, at=None, reply_to="", unsubscribe_url=""
):
    """The same from three templates anywhere, of which `html` may be None. `put` writes many of them at once.

    A POST to `unsubscribe_url` ends this kind of mail for `to`; the templates may link there.
    """
    address, language, name = (*to, "") if isinstance(to, tuple) else (to.email, to.language, to.name)
    with speaking(language):
        known = {
            **context,
            "name": name,
            "language": language,
            "site_url": settings.SITE_URL,
            "contact_email": settings.CONTACT_EMAIL,
            "postal_address": _postal_address(language),
            "unsubscribe_url": unsubscribe_url,
        }
        known["subject"] = " ".join(render_text(subject, known).split())
        return OutgoingMessage(
            key=key,
            category=category,
            recipient=None if isinstance(to, tuple) else to,
            to_address=address,
            reply_to=reply_to,
            unsubscribe_url=unsubscribe_url,
            language=language,
            subject=known["subject"][:250],
            text=_paragraphs(render_text(text, known)),
            html=get_template(html).render(known) if html else "",
            next_try_at=at or timezone.now(),
        )


def put(messages):
    """Write messages whose key is new, in one statement, and ring the sender on commit; {key: row} of all.

    One to an address on the suppress list is written too, as kept back.
    """
    suppressed = SuppressedAddress.objects.among(message.to_address for message in messages)
    for message in messages:
        if message.status == Status.QUEUED and message.to_address.lower() in suppressed:
            message.status = Status.SUPPRESSED
    OutgoingMessage.objects.bulk_create(messages, ignore_conflicts=True)
    # One ring is enough for a transaction, however many messages it writes.
    if all(function is not ring for _savepoints, function, _robust in connection.run_on_commit):
        transaction.on_commit(ring, robust=True)
    return OutgoingMessage.objects.in_bulk([message.key for message in messages], field_name="key")


def written_among(keys):
    """Those of the keys that were written before."""
    return set(OutgoingMessage.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def cancel(prefix):
    """What is not sent yet, or was not to be, of the messages whose key begins with `prefix`, never will be; how many."""
    unsent = {Status.QUEUED, Status.FAILED, Status.SUPPRESSED}
    return OutgoingMessage.objects.filter(status__in=unsent, key__startswith=prefix).update(
        status=Status.CANCELLED
    )


def ring():
    """Ask a worker to send now. Without one, the next `send_mail` of beat or of cron finds the messages."""
    doorbell.ring("coalition.tasks.send_mail")


def _postal_address(language):
    return (language == "fr" and settings.POSTAL_ADDRESS_FR) or settings.POSTAL_ADDRESS


def render_text(name, context):
    """A text template: nothing is escaped, since nothing is mark-up."""
    return get_template(name).template.render(Context(context, autoescape=False))


def _paragraphs(text):
    """Blank lines as a person would leave them: one between paragraphs."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before) + "\n"
