"""A message as it leaves: MIME, with the headers that other machines read."""

from email.utils import parseaddr
from functools import lru_cache

from django.conf import settings
from django.core import mail
from django.utils.translation import gettext

from ..i18n import speaking
from . import mime
from .flowed import flowed


class FlowedMail(mail.EmailMultiAlternatives):
    def message(self):
        made = super().message()
        text = made.get_payload(0) if made.is_multipart() else made
        text.set_param("format", "flowed")
        return made


def as_mail(message):
    letter = FlowedMail(
        message.subject,
        flowed(message.text),
        _sender(settings.DEFAULT_FROM_EMAIL, message.language),
        to=[message.to_address],
        reply_to=[answer_to] if (answer_to := _answer_to(message)) else None,
        headers=_own_headers(message),
    )
    if message.html:
        letter.attach_alternative(message.html, "text/html")
    return letter


def as_bytes(message):
    """The same, quickly (coalition/outbox/mime.py)."""
    return mime.as_bytes(headers(message), f"=_{message.pk}_part", flowed(message.text), message.html)


def headers(message):
    """{name: value} of what a mail program can show, besides the date of each try."""
    known = {
        "From": _sender(settings.DEFAULT_FROM_EMAIL, message.language),
        "To": message.to_address,
        "Reply-To": _answer_to(message),
        "Subject": message.subject,
        **_own_headers(message),
    }
    return {name: value for name, value in known.items() if value}


@lru_cache
def _sender(configured, language):
    """With the name that a mailbox shows: the configured one, or that of the coalition in the reader's language."""
    name, address = parseaddr(configured)
    if name:
        return configured
    with speaking(language):
        return f'"{gettext("Coalition of Inclusive Municipalities")}" <{address}>'


def _answer_to(message):
    office = settings.CONTACT_EMAIL if settings.CONTACT_EMAIL != settings.DEFAULT_FROM_EMAIL else ""
    return message.reply_to or office


def _own_headers(message):
    own = {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": _languages(message),
    }
    if message.unsubscribe_url:
        own["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        own["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return own


def _languages(message):
    return ", ".join(f"{language}-CA" for language in message.languages)
