"""Sentences of Django and django-allauth that our catalogue says in Canadian French: "courriel", "Ko", no space before "?".

Nothing imports this. The project's catalogue comes before those of packages, and `manage.py messages` finds the
sentences here.
"""

from django.utils.translation import gettext_noop

SIZES = [gettext_noop("%s KB"), gettext_noop("%s MB"), gettext_noop("%s GB")]

SIGN_IN = [
    gettext_noop("Forgot your password?"),
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("This account is currently inactive."),
    gettext_noop("Incorrect code."),
    gettext_noop("Invalid or expired key."),
    gettext_noop("Successfully signed in as %(name)s."),
    gettext_noop("You have signed out."),
]

PASSWORDS = [
    gettext_noop("Please type your current password."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("The password reset token was invalid."),
    gettext_noop("Password successfully changed."),
    gettext_noop("Password successfully set."),
]

ADDRESSES = [
    gettext_noop("A user is already registered with this email address."),
    gettext_noop("The email address is not assigned to any user account."),
    gettext_noop("This email address is already associated with this account."),
    gettext_noop("You cannot add more than %d email addresses."),
    gettext_noop("You cannot remove your primary email address."),
    gettext_noop("You cannot remove your primary email address (%(email)s)."),
    gettext_noop("Your primary email address must be verified."),
    gettext_noop("Confirmation email sent to %(email)s."),
    gettext_noop("You have confirmed %(email)s."),
    gettext_noop("Unable to confirm %(email)s because it is already confirmed by a different account."),
    gettext_noop("Removed email address %(email)s."),
    gettext_noop("Primary email address set."),
]

TWO_STEPS = [
    gettext_noop("Authenticator code"),
    gettext_noop("Authenticator app activated."),
    gettext_noop("Authenticator app deactivated."),
    gettext_noop("A new set of recovery codes has been generated."),
    gettext_noop("You cannot activate two-factor authentication until you have verified your email address."),
    gettext_noop("You cannot add an email address to an account protected by two-factor authentication."),
    gettext_noop("You cannot deactivate two-factor authentication."),
    gettext_noop("You cannot generate recovery codes without having two-factor authentication enabled."),
]
