"""Composing messages in the reader's language, and writing them as rows."""

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from .. import doorbell
from ..models import OutgoingMessage, SuppressedAddress, User
from .composing import Stranger, Words

Status = OutgoingMessage.Status


def queue(*, key, category, to, template, context, at=None):
    """Write a message to `to`, a User, (address, language that was chosen) or Stranger, to be sent at `at` or at once; the row.

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
    person = to if isinstance(to, User) else None
    address, languages = _address_and_languages(to)
    known = {
        **context,
        "name": person.name if person else "",
        "site_url": settings.SITE_URL,
        "contact_email": settings.CONTACT_EMAIL,
        "unsubscribe_url": unsubscribe_url,
    }
    words = Words.of(subject, text, html, languages, known)
    return OutgoingMessage(
        key=key,
        category=category,
        recipient=person,
        to_address=address,
        reply_to=reply_to,
        unsubscribe_url=unsubscribe_url,
        language=languages[0],
        is_bilingual=len(languages) > 1,
        subject=words.subject,
        text=words.text,
        html=words.html,
        next_try_at=at or timezone.now(),
    )


def _address_and_languages(to):
    match to:
        case User():
            return to.email, [to.language]
        case Stranger():
            return to.address, to.languages
        case (address, language):
            return address, [language]


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
