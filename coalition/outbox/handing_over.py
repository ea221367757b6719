"""One message over an SMTP connection that is open: what smtplib does in four exchanges, in two (RFC 2920)."""

import re
import smtplib
from contextlib import suppress

from django.core.mail.message import sanitize_address

STARTS_WITH_DOT = re.compile(rb"(?m)^\.")


def hand_over(smtp, sender, recipient, content):
    """Raises what `smtplib.SMTP.sendmail` raises; returns once the server has taken the message.

    Sender, recipient and "may I send?" go out together; `content` ends with a line's end. A server that refuses the recipient may still say that we may:
    then nothing is sent, and it answers that there is nobody to send it to.
    """
    sender, recipient = (sanitize_address(address, "utf-8") for address in (sender, recipient))
    content = STARTS_WITH_DOT.sub(b"..", content)
    size = f" SIZE={len(content)}" if smtp.has_extn("size") else ""
    smtp.send(
        f"MAIL FROM:{smtplib.quoteaddr(sender)}{size}\r\nRCPT TO:{smtplib.quoteaddr(recipient)}\r\nDATA\r\n"
    )
    from_sender, to_recipient, go_on = (_answer(smtp) for _command in range(3))
    is_taken = from_sender[0] == 250 and to_recipient[0] in (250, 251)
    if go_on[0] == 354:
        smtp.send(content + b".\r\n" if is_taken else b".\r\n")
        end = _answer(smtp)
    else:
        end = go_on
    if from_sender[0] != 250:
        _begin_anew(smtp)
        raise smtplib.SMTPSenderRefused(*from_sender, sender)
    if not is_taken:
        _begin_anew(smtp)
        raise smtplib.SMTPRecipientsRefused({recipient: to_recipient})
    if end[0] != 250:
        _begin_anew(smtp)
        raise smtplib.SMTPDataError(*end)


def _answer(smtp):
    """(code, words); a server that says 421 hangs up afterwards, whatever we asked."""
    code, words = smtp.getreply()
    if code == 421:
        smtp.close()
        raise smtplib.SMTPResponseException(code, words)
    return code, words


def _begin_anew(smtp):
    """One that hangs up instead has said why before."""
    with suppress(smtplib.SMTPServerDisconnected):
        smtp.rset()
