"""A message as it leaves: MIME, with the headers that other machines read."""

from django.conf import settings
from django.core import mail

from . import mime


def as_mail(message):
    letter = mail.EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[message.to_address],
        reply_to=[answer_to] if (answer_to := _answer_to(message)) else None,
        headers=_own_headers(message),
    )
    if message.html:
        letter.attach_alternative(message.html, "text/html")
    return letter


def as_bytes(message):
    """The same, quickly (coalition/outbox/mime.py)."""
    return mime.as_bytes(headers(message), f"=_{message.pk}_part", message.text, message.html)


def headers(message):
    """{name: value} of what a mail program can show, besides the date of each try."""
    known = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "To": message.to_address,
        "Reply-To": _answer_to(message),
        "Subject": message.subject,
        **_own_headers(message),
    }
    return {name: value for name, value in known.items() if value}


def _answer_to(message):
    office = settings.CONTACT_EMAIL if settings.CONTACT_EMAIL != settings.DEFAULT_FROM_EMAIL else ""
    return message.reply_to or office


def _own_headers(message):
    own = {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": f"{message.language}-CA",
    }
    if message.unsubscribe_url:
        own["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        own["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return own
