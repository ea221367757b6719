"""Passkeys and security keys: what django-allauth's forms check, in our words and safe from forged input.

Every passkey proves that its person was there (a PIN, a finger, a face), so one is good for both steps of signing in.
"""

import struct
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .text import clean_line

NOT_ACCEPTED = gettext_lazy("The passkey was not accepted. Please try again, or use another way.")
NOT_ADDED = gettext_lazy("The passkey could not be added. Please try again.")
# What parsing of a forged answer may raise besides a ValidationError.
MALFORMED = (ValueError, TypeError, LookupError, AttributeError, struct.error)


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self):
        """Passkeys belong to the public address for ever, whatever host a request names."""
        return {"id": urlsplit(settings.SITE_URL).hostname, "name": settings.MFA_TOTP_ISSUER}

    def generate_authenticator_name(self, user, type):
        number = user.authenticator_set.filter(type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    passwordless = None  # all are
    name = forms.CharField(
        label=gettext_lazy("Its name"),
        help_text=gettext_lazy("So that you know later which one it is, such as: office computer."),
        max_length=60,
        required=False,
    )

    def clean_name(self):
        return clean_line(super().clean_name())

    def clean(self):
        if not self.cleaned_data.get("credential"):
            self._errors.pop("credential", None)
            raise forms.ValidationError(NOT_ADDED)
        try:
            cleaned = super().clean()
            cleaned["credential"] = _known_parts(cleaned["credential"])
        except (forms.ValidationError, *MALFORMED):
            raise forms.ValidationError(NOT_ADDED) from None
        return cleaned


def _known_parts(credential):
    """What was checked, and nothing a forger may have put beside it."""
    response = credential["response"]
    extensions = credential.get("clientExtensionResults") or {}
    is_resident = (extensions.get("credProps") or {}).get("rk")
    return {
        "type": "public-key",
        "id": credential["id"],
        "rawId": credential["rawId"],
        "response": {name: response[name] for name in ("clientDataJSON", "attestationObject")},
        "clientExtensionResults": {"credProps": {"rk": bool(is_resident)}},
    }


class _Answer:
    """The answer of a passkey; whatever is wrong with it is said once, above the form."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except forms.ValidationError as error:
            is_about_passkey = getattr(error, "code", None) in {None, "incorrect_code"}
            self.add_error(None, NOT_ACCEPTED if is_about_passkey else error)
        except MALFORMED:
            self.add_error(None, NOT_ACCEPTED)
        return None

    def clean(self):
        if self._errors.pop("credential", None):  # nothing, or no JSON
            self.add_error(None, NOT_ACCEPTED)
        return super().clean()


class SecondStepForm(_Answer, webauthn.AuthenticateWebAuthnForm):
    pass


class SignInForm(_Answer, webauthn.LoginWebAuthnForm):
    pass


class ConfirmForm(_Answer, webauthn.ReauthenticateWebAuthnForm):
    pass


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    name = forms.CharField(label=gettext_lazy("Its name"), max_length=60)

    def clean_name(self):
        return clean_line(self.cleaned_data["name"]) or self.instance.wrap().name
