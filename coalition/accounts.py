"""How allauth behaves here: its mail goes through the outbox, and people land on the page they come for."""

import uuid

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from . import outbox
from .i18n import speaking
from .models import User


class Adapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix, email, context):
        """Queue it in the language of the reader or, where nobody has the address, of the page it was asked for on."""
        # Nothing in what the page answers says whether the address is known: only the mail does.
        person = User.objects.filter(email__iexact=email).first() or context.get("user")
        reader = person or (email, self.request.LANGUAGE_CODE)
        key = f"account:{template_prefix.rpartition('/')[2]}:{uuid.uuid4()}"
        outbox.put([compose_account_mail(template_prefix, reader, email, context, key=key)])

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def get_login_redirect_url(self, request):
        return reverse("secretariat" if request.user.is_secretariat else settings.LOGIN_REDIRECT_URL)

    get_signup_redirect_url = get_login_redirect_url

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code of your authenticator application, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        return [
            {**method, "description": words.get(method["id"], method["description"])}
            for method in super().get_reauthentication_methods(user)
        ]

    def get_password_change_redirect_url(self, request):
        return reverse("profile")


def compose_account_mail(template_prefix, reader, email, context, *, key):
    """The mail of <template_prefix>_subject.txt and _message.txt, in the language of the reader.

    Its text is written once, as paragraphs; mail/words.html makes the HTML of them.
    """
    has_account = isinstance(reader, User)
    with speaking(reader if has_account else reader[1]):
        known = {"code": "", **context, "email": email, "site_url": settings.SITE_URL}
        words = outbox.render_text(f"{template_prefix}_message.txt", known)
    message = outbox.compose_from(
        f"{template_prefix}_subject.txt",
        "mail/words.txt",
        "mail/words.html",
        key=key,
        category="account",
        to=reader,
        context={
            **known,
            "paragraphs": _paragraphs(words),
            "paragraph_break": "\n\n",
            "has_account": has_account,
        },
    )
    message.to_address = email  # perhaps a new address of theirs
    return message


def has_second_factor(user):
    """Whether the person has one and gave it in this session; a password alone opens no such door."""
    return not settings.SECOND_FACTOR_REQUIRED or (user.has_proved_second_factor and is_mfa_enabled(user))


def has_proved(request, user):
    """Whether a passkey, a number of the application or a recovery code was given in this session."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def needs_second_factor(user):
    """Whether pages of the person's work stay closed without one."""
    return settings.SECOND_FACTOR_REQUIRED and (user.is_secretariat or user.is_staff)


def second_factors(user):
    """What the person set up; recovery codes only stand in for one of these."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)


def what_removal_means(authenticator):
    """For the page that asks whether to remove it: is it the last one, and does the person's work need one?"""
    is_last = not second_factors(authenticator.user).exclude(pk=authenticator.pk).exists()
    return {"is_last": is_last, "is_needed": is_last and needs_second_factor(authenticator.user)}


def lead_to_second_factor(request, why):
    """To set it up, with the reason; where it is set up, to give it in this session too."""
    kinds = set(second_factors(request.user).values_list("type", flat=True))
    if kinds:
        page = "mfa_reauthenticate" if Authenticator.Type.TOTP in kinds else "mfa_reauthenticate_webauthn"
        return redirect(f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}")
    messages.warning(request, why)
    return redirect("mfa_index")


def begin_second_factor(request, authenticator):
    """The session that set it up has just given it. The person's others, opened with the password alone, end."""
    post_authentication(request, authenticator, reauthenticated=True)
    end_sessions(request.user, but=request.session.session_key)


def end_sessions(user, *, but=None):
    """Sign the person out everywhere, `but` in one session."""
    running = Session.objects.filter(expire_date__gt=timezone.now())
    for session in running.exclude(session_key=but).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def acts_for_secretariat(user):
    """Whether the person may do what the secretariat does: it is their work, and they sign in in two steps."""
    return user.is_secretariat and has_second_factor(user)


def _paragraphs(words):
    lines = [line.strip() for line in words.strip().splitlines()]
    return [part.strip() for part in "\n".join(lines).split("\n\n") if part.strip()]
