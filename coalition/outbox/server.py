"""The mail server: one connection, and what its answers mean."""

import logging
import re
import smtplib
from dataclasses import dataclass

from django.conf import settings
from django.core import mail

from .handing_over import hand_over
from .letters import as_bytes, as_mail

logger = logging.getLogger(__name__)

# RFC 3463: 5.1 speaks of the address, 5.2 of the mailbox, 5.4 of the way there; 5.7 and others of the message or of us.
ENHANCED = re.compile(r"\b5\.(\d{1,3})\.(\d{1,3})\b")
OF_THE_ADDRESS = {"1", "2", "4"}
MAILBOX_FULL = ("2", "2")


@dataclass(frozen=True)
class Failure:
    """Why a message did not leave, and what follows."""

    error: str
    is_final: bool = False  # no use in trying again
    is_of_connection: bool = False  # it must be opened anew
    is_of_server: bool = False  # not the message's fault: any other would fare no better
    is_of_address: bool = False  # any other message to it would fare no better
    is_refusal: bool = False  # of the recipient, for good


class NoConnection(Exception):
    """The mail server cannot be reached or refuses us: nothing can be sent now."""


class Server:
    """One connection, opened when first needed and after each fault."""

    def __init__(self):
        self._connection = None

    def send(self, message):
        """None once the server has taken the message, else the Failure."""
        if self._connection is None:
            self._open()
        try:
            self._hand_over(message)
        except Exception as problem:
            failure = classify(problem, message.to_address)
            if failure.is_of_connection:
                self.close()
            return failure
        return None

    def _hand_over(self, message):
        smtp = getattr(self._connection, "connection", None)
        if isinstance(smtp, smtplib.SMTP) and smtp.has_extn("pipelining"):
            hand_over(smtp, settings.DEFAULT_FROM_EMAIL, message.to_address, as_bytes(message))
        else:
            self._connection.send_messages([as_mail(message)])

    def _open(self):
        connection = mail.get_connection(timeout=settings.EMAIL_TIMEOUT)
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as problem:
            raise NoConnection(describe(problem)) from problem
        self._connection = connection

    def close(self):
        if self._connection is not None:
            try:
                self._connection.close()
            except (OSError, smtplib.SMTPException):
                logger.info("The mail server closed first.")
            self._connection = None


def classify(problem, address=""):
    """The Failure that an exception of sending means."""
    error = describe(problem, address)
    match problem:
        case smtplib.SMTPRecipientsRefused():
            code, answer = max(problem.recipients.values())
            is_final = code >= 500
            return Failure(
                error,
                is_final=is_final,
                is_of_connection=code == 421,
                is_refusal=is_final,
                is_of_address=is_final and speaks_of_the_address(code, _text(answer)),
            )
        case smtplib.SMTPSenderRefused():  # our own address or rights: not the message's fault
            return Failure(error, is_of_connection=problem.smtp_code == 421, is_of_server=True)
        case smtplib.SMTPResponseException():
            return Failure(
                error, is_final=problem.smtp_code >= 500, is_of_connection=problem.smtp_code == 421
            )
        case OSError():  # smtplib.SMTPException is one, and so are time-outs
            return Failure(error, is_of_connection=True)
        case _:  # an address or a header that cannot be written
            return Failure(error, is_final=True)


def speaks_of_the_address(code, answer):
    """Whether a refusal for good means that no mail will ever arrive there: not policy, and not a mailbox that is full."""
    if found := ENHANCED.search(answer):
        return found[1] in OF_THE_ADDRESS and found.groups() != MAILBOX_FULL
    return code != 552


def describe(problem, address=""):
    """The kind of the problem and the server's words, without the address, which stands elsewhere and may have to go."""
    match problem:
        case smtplib.SMTPRecipientsRefused():
            code, answer = max(problem.recipients.values())
            words = f"{code} {_text(answer)}"
        case smtplib.SMTPResponseException():
            words = f"{problem.smtp_code} {_text(problem.smtp_error)}"
        case _:
            words = str(problem)
    if address:
        words = re.sub(re.escape(address), "…", words, flags=re.IGNORECASE)
    return f"{type(problem).__name__}: {words}"[:1000].replace("\0", "")


def _text(answer):
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
