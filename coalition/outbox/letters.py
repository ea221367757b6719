"""A message as it leaves: MIME, with the headers that other machines read."""

from django.conf import settings
from django.core import mail


def as_mail(message):
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
