"""How allauth behaves here: its mail goes through the outbox, and people land on the page they come for."""

import uuid

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.urls import reverse

from . import outbox
from .i18n import speaking
from .models import User


class Adapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix, email, context):
        """Queue <template_prefix>_subject.txt and _message.txt in the reader's language.

        A message is written once, as paragraphs; mail/words.html makes the HTML of them.
        """
        # Nothing in what the page answers says whether the address is known: only the mail does.
        person = User.objects.filter(email__iexact=email).first() or context.get("user")
        reader = person or (email, self.request.LANGUAGE_CODE)
        with speaking(person or self.request.LANGUAGE_CODE):
            known = {"code": "", **context, "email": email, "site_url": settings.SITE_URL}
            words = outbox.render_text(f"{template_prefix}_message.txt", known)
        message = outbox.compose_from(
            f"{template_prefix}_subject.txt",
            "mail/words.txt",
            "mail/words.html",
            key=f"account:{template_prefix.rpartition('/')[2]}:{uuid.uuid4()}",
            category="account",
            to=reader,
            context={**known, "paragraphs": _paragraphs(words), "paragraph_break": "\n\n"},
        )
        message.to_address = email  # perhaps a new address of theirs
        outbox.put([message])

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def get_login_redirect_url(self, request):
        return reverse("secretariat" if request.user.is_secretariat else settings.LOGIN_REDIRECT_URL)

    get_signup_redirect_url = get_login_redirect_url

    def get_password_change_redirect_url(self, request):
        return reverse("profile")


def has_second_factor(user):
    return not settings.SECOND_FACTOR_REQUIRED or is_mfa_enabled(user)


def _paragraphs(words):
    lines = [line.strip() for line in words.strip().splitlines()]
    return [part.strip() for part in "\n".join(lines).split("\n\n") if part.strip()]
