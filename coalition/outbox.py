"""All outgoing mail: a row in the transaction that causes it, sent afterwards (docs/adr/0005-outbox.md).

    outbox.queue(
        key=f"application-{application.pk}-return-{event.pk}-{user.pk}",
        category="application", to=user, template="application_returned", context={"application": application},
    )

renders templates/mail/application_returned.subject, .txt and .html in the person's language. The templates extend
mail/base.txt and mail/base.html and fill their block `content`; besides the context they know `subject`, `name`
(of the reader, may be empty), `language`, `site_url` (links are `{{ site_url }}{% url ... %}`), `contact_email`,
`postal_address` and `unsubscribe_url` (blank for a service message).

What is promised: one row per key; nothing lost without a row that says so; a message goes out twice only when the
sender dies between the server's "250" and our commit, and then with the same Message-ID.
"""

import logging
import smtplib
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.db.models import F
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone

from . import doorbell
from .i18n import speaking
from .models import OutgoingMessage

logger = logging.getLogger(__name__)

Status = OutgoingMessage.Status
MINUTE = timedelta(minutes=1)
# How long after its nth failure a message waits: from a minute to 12 hours, a little over three days in all.
WAITS = [MINUTE * min(2**n, 12 * 60) for n in range(15)]
BATCH = 20
# A sender that dies keeps its batch for so long; one that is slow gives it back after half of it.
LEASE = timedelta(minutes=4)
FAULTS_BEFORE_STOPPING = 3


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
    """Write messages whose key is new, in one statement, and ring the sender on commit; {key: row} of all."""
    OutgoingMessage.objects.bulk_create(messages, ignore_conflicts=True)
    # One ring is enough for a transaction, however many messages it writes.
    if all(function is not ring for _savepoints, function, _robust in connection.run_on_commit):
        transaction.on_commit(ring, robust=True)
    return OutgoingMessage.objects.in_bulk([message.key for message in messages], field_name="key")


def written_among(keys):
    """Those of the keys that were written before."""
    return set(OutgoingMessage.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def cancel(prefix):
    """Keep back the waiting messages whose key begins with `prefix`; how many there were."""
    return OutgoingMessage.objects.filter(status=Status.QUEUED, key__startswith=prefix).update(
        status=Status.CANCELLED
    )


def ring():
    """Ask a worker to send now. Without one, the next `send_mail` of beat or of cron finds the messages."""
    doorbell.ring("coalition.tasks.send_mail")


@dataclass(frozen=True)
class Failure:
    """Why a message did not leave, and what follows."""

    error: str
    is_final: bool = False  # no use in trying again
    is_of_connection: bool = False  # it must be opened anew


class NoConnection(Exception):
    """The mail server cannot be reached or refuses us: nothing can be sent now."""


def deliver(seconds=None):
    """Send what is due, until nothing is or `seconds` have passed; how many were sent, deferred, failed."""
    started, done, faults = time.monotonic(), Counter(sent=0, deferred=0, failed=0), 0
    server = Server()
    try:
        while faults < FAULTS_BEFORE_STOPPING and (seconds is None or time.monotonic() - started < seconds):
            batch = _claim(timezone.now())
            if not batch:
                break
            faults += _send_batch(server, batch, done)
    except NoConnection as problem:
        logger.warning("The mail server does not answer: %s", problem)
    finally:
        server.close()
    return dict(done)


class Server:
    """One connection, opened when first needed and after each fault."""

    def __init__(self):
        self._connection = None

    def send(self, message):
        """None once the server has taken the message, else the Failure."""
        if self._connection is None:
            self._open()
        try:
            self._connection.send_messages([_as_mail(message)])
        except Exception as problem:
            failure = classify(problem)
            if failure.is_of_connection:
                self.close()
            return failure
        return None

    def _open(self):
        connection = mail.get_connection(timeout=settings.EMAIL_TIMEOUT)
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as problem:
            raise NoConnection(type(problem).__name__) from problem
        self._connection = connection

    def close(self):
        if self._connection is not None:
            try:
                self._connection.close()
            except (OSError, smtplib.SMTPException):
                logger.info("The mail server closed first.")
            self._connection = None


def classify(problem):
    """The Failure that an exception of sending means."""
    text = f"{type(problem).__name__}: {problem}"[:1000]
    match problem:
        case smtplib.SMTPRecipientsRefused():
            code = max(code for code, _answer in problem.recipients.values())
            return Failure(text, is_final=code >= 500, is_of_connection=code == 421)
        case smtplib.SMTPSenderRefused():  # our own address or rights: not the message's fault
            return Failure(text, is_of_connection=problem.smtp_code == 421)
        case smtplib.SMTPResponseException():
            return Failure(text, is_final=problem.smtp_code >= 500, is_of_connection=problem.smtp_code == 421)
        case OSError():  # smtplib.SMTPException is one, and so are time-outs
            return Failure(text, is_of_connection=True)
        case _:  # an address or a header that cannot be written
            return Failure(text, is_final=True)


@transaction.atomic
def _claim(now):
    """Take the next messages. The next try is written before this one, so that a sender may die at any moment."""
    due = OutgoingMessage.objects.filter(status=Status.QUEUED, next_try_at__lte=now)
    batch = list(due.select_for_update(skip_locked=True, no_key=True).order_by("next_try_at", "pk")[:BATCH])
    OutgoingMessage.objects.filter(pk__in=[message.pk for message in batch]).update(
        next_try_at=now + LEASE, tries=F("tries") + 1
    )
    for message in batch:
        message.tries += 1
    return batch


def _send_batch(server, batch, done):
    """Send one after the other, each settled by itself; the number of broken connections."""
    started, faults = timezone.now(), 0
    for position, message in enumerate(batch):
        if faults == FAULTS_BEFORE_STOPPING or timezone.now() - started > LEASE / 2:
            _give_back(batch[position:])
            break
        try:
            failure = server.send(message)
        except NoConnection as problem:
            for unsent in batch[position:]:
                done[_defer(unsent, Failure(str(problem), is_of_connection=True))] += 1
            raise
        if failure is None:
            _settle(message, status=Status.SENT, sent_at=timezone.now(), last_error="")
            done["sent"] += 1
        else:
            faults += failure.is_of_connection
            done[_defer(message, failure)] += 1
    return faults


def _defer(message, failure):
    """Write down the failure and the next try, if any; "deferred" or "failed"."""
    if failure.is_final or message.tries > len(WAITS):
        logger.warning("Message %s was given up after %s tries.", message.pk, message.tries)
        _settle(message, status=Status.FAILED, last_error=failure.error)
        return "failed"
    _settle(message, next_try_at=timezone.now() + WAITS[message.tries - 1], last_error=failure.error)
    return "deferred"


def _give_back(messages):
    OutgoingMessage.objects.filter(pk__in=[message.pk for message in messages]).update(
        next_try_at=timezone.now(), tries=F("tries") - 1
    )


def _settle(message, **changes):
    OutgoingMessage.objects.filter(pk=message.pk).update(**changes)


def _as_mail(message):
    office = settings.CONTACT_EMAIL if settings.CONTACT_EMAIL != settings.DEFAULT_FROM_EMAIL else ""
    answer_to = message.reply_to or office
    headers = {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": f"{message.language}-CA",
    }
    if message.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter = mail.EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[message.to_address],
        reply_to=[answer_to] if answer_to else None,
        headers=headers,
    )
    if message.html:
        letter.attach_alternative(message.html, "text/html")
    return letter


def _postal_address(language):
    return (language == "fr" and settings.POSTAL_ADDRESS_FR) or settings.POSTAL_ADDRESS


def render_text(name, context):
    """A text template: nothing is escaped, since nothing is mark-up."""
    return get_template(name).template.render(Context(context, autoescape=False))


def _paragraphs(text):
    """Blank lines as a person would leave them: one between paragraphs."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before) + "\n"
