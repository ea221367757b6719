"""Composing messages in the reader's language, and writing them as rows; and what the portal itself shows of them."""

import re
from html import unescape

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from .. import doorbell
from ..models import Notification, OutgoingMessage, SuppressedAddress, User
from .categories import Rhythm, kind_of, rhythm_of
from .composing import Stranger, Words
from .leaving import links

Status = OutgoingMessage.Status
BUTTON = re.compile(r"""<a\b(?=[^>]*\bclass="[^"]*\bbutton\b)[^>]*\bhref="([^"]*)\"""")
LONGEST_PATH = Notification._meta.get_field("path").max_length


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
    subject, text, html, *, key, category, to, context, at=None, reply_to="", unsubscribe_url="", url=None
):
    """The same from three templates anywhere, of which `html` may be None. `put` writes many of them at once.

    A POST to `unsubscribe_url` ends this kind of mail for `to`; to a User it is found here, and is blank only for a
    service message. `url`: where the portal leads whoever reads it there, if not to the address of its button.
    """
    kind = kind_of(category)
    person = to if isinstance(to, User) else None
    address, languages = _address_and_languages(to)
    preferences_url = ""
    if person and not kind.is_service:
        unsubscribe_url, preferences_url = links(person, category)
    known = {
        **context,
        "name": person.name if person else "",
        "site_url": settings.SITE_URL,
        "contact_email": settings.CONTACT_EMAIL,
        "unsubscribe_url": unsubscribe_url,
        "preferences_url": preferences_url,
        "service": kind.why if person else "",
    }
    words = Words.of(subject, text, html, languages, known)
    message = OutgoingMessage(
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
    message.leads_to = _path(url or _address_of_button(message.html))
    return message


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

    One to an address on the suppress list is written too, as kept back; and so is what its reader wants gathered, or
    not by mail at all. A person with an account finds it in the portal as well, whatever becomes of the mail.
    """
    suppressed = SuppressedAddress.objects.among(message.to_address for message in messages)
    for message in messages:
        if message.status == Status.QUEUED:
            message.status = _status_by_rhythm(message)
        if message.status == Status.QUEUED and message.to_address.lower() in suppressed:
            message.status = Status.SUPPRESSED
    OutgoingMessage.objects.bulk_create(messages, ignore_conflicts=True)
    # One ring is enough for a transaction, however many messages it writes.
    if all(function is not ring for _savepoints, function, _robust in connection.run_on_commit):
        transaction.on_commit(ring, robust=True)
    rows = OutgoingMessage.objects.in_bulk([message.key for message in messages], field_name="key")
    _notify(messages, rows)
    return rows


def replace(waiting, letter):
    """Whether the letter took the place of the message that waits; not once a sender has taken that one."""
    untouched = OutgoingMessage.objects.filter(
        pk=waiting.pk, status__in={Status.QUEUED, Status.GATHERED, Status.UNWANTED}, tries=0
    )
    if not untouched.update(subject=letter.subject, text=letter.text, html=letter.html):
        return False
    for notification in Notification.objects.filter(message=waiting):
        notification.renew()
    return True


def _status_by_rhythm(message):
    if message.recipient is None:
        return Status.QUEUED
    rhythm = rhythm_of(message.recipient, message.category)
    if rhythm == Rhythm.NEVER:
        return Status.UNWANTED
    is_at_once = rhythm == Rhythm.AT_ONCE or kind_of(message.category).is_gathering
    return Status.QUEUED if is_at_once else Status.GATHERED


def _notify(messages, rows):
    """Of each message once, also where the same key was written before."""
    found = [message for message in messages if message.recipient and kind_of(message.category).is_noticed]
    Notification.objects.bulk_create(
        [
            Notification(
                person_id=message.recipient.pk,
                message=rows[message.key],
                path=getattr(message, "leads_to", ""),
            )
            for message in found
        ],
        ignore_conflicts=True,
    )


def _address_of_button(html):
    found = BUTTON.search(html)
    return unescape(found[1]) if found else ""


def _path(address):
    """What follows the address of the portal; "" where it leads elsewhere, or names somebody's mailbox."""
    path = address.removeprefix(settings.SITE_URL)
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    names_somebody = "@" in path or "%40" in path
    return path if is_ours and not names_somebody and len(path) <= LONGEST_PATH else ""


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
