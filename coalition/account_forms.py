"""django-allauth's forms with labels in our words: a sentence's capitals, "e-mail", and what a box does."""

from allauth.account import forms as account
from django.utils.translation import gettext_lazy as _

ADDRESS = _("E-mail address")
NEW, AGAIN = _("New password"), _("New password, once more")


class _Labelled:
    labels = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            self.fields[name].label = label


class LoginForm(_Labelled, account.LoginForm):
    labels = {"login": ADDRESS, "remember": _("Keep me signed in on this device")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The page has that link below: between the two fields, Tab would stop at it on the way to the password.
        self.fields["password"].help_text = ""


class SignupForm(_Labelled, account.SignupForm):
    labels = {"email": ADDRESS}


class AddEmailForm(_Labelled, account.AddEmailForm):
    labels = {"email": ADDRESS}


class ResetPasswordForm(_Labelled, account.ResetPasswordForm):
    labels = {"email": ADDRESS}


class ChangePasswordForm(_Labelled, account.ChangePasswordForm):
    labels = {"oldpassword": _("Current password"), "password1": NEW, "password2": AGAIN}


class SetPasswordForm(_Labelled, account.SetPasswordForm):
    labels = {"password1": NEW, "password2": AGAIN}


class ResetPasswordKeyForm(_Labelled, account.ResetPasswordKeyForm):
    labels = {"password1": NEW, "password2": AGAIN}
