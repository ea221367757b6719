"""Signing up and in. The views are allauth's; the addresses are ours, in both languages."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import passkeys
from .views.account import SetUpSecondFactor, TurnOffApplication, profile
from .views.personal_data import delete_account, own_data, own_data_file
from .views.session import session, signed_in_again

urlpatterns = [
    path(_("profile/"), profile, name="profile"),
    path(_("data/"), own_data, name="own_data"),
    path(_("data/file/"), own_data_file, name="own_data_file"),
    path(_("deletion/"), delete_account, name="delete_account"),
    path(_("session/"), session, name="session"),
    path(_("signed-in-again/"), signed_in_again, name="signed_in_again"),
    path(_("sign-in/"), account.login, name="account_login"),
    path(_("sign-out/"), account.logout, name="account_logout"),
    path(_("inactive/"), account.account_inactive, name="account_inactive"),
    path(_("sign-up/"), account.signup, name="account_signup"),
    path(_("confirm-it-is-you/"), account.reauthenticate, name="account_reauthenticate"),
    path(_("e-mail/"), account.email, name="account_email"),
    path(_("confirm-e-mail/"), account.email_verification_sent, name="account_email_verification_sent"),
    path(_("password/"), account.password_change, name="account_change_password"),
    path(_("password/set/"), account.password_set, name="account_set_password"),
    path(_("password/reset/"), account.password_reset, name="account_reset_password"),
    path(
        _("password/reset/code/"),
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(_("password/reset/new/"), account.complete_password_reset, name="account_complete_password_reset"),
    path(
        _("password/reset/done/"),
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path(_("sign-in/second-factor/"), passkeys.SecondStep.as_view(), name="mfa_authenticate"),
    path(_("sign-in/passkey/"), passkeys.SignInWithPasskey.as_view(), name="mfa_login_webauthn"),
    path(_("second-factor/confirm-it-is-you/"), mfa.reauthenticate, name="mfa_reauthenticate"),
    path(_("second-factor/"), mfa.index, name="mfa_index"),
    path(_("second-factor/application/on/"), SetUpSecondFactor.as_view(), name="mfa_activate_totp"),
    path(_("second-factor/application/off/"), TurnOffApplication.as_view(), name="mfa_deactivate_totp"),
    path(_("second-factor/passkeys/add/"), passkeys.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        _("second-factor/passkeys/confirm-it-is-you/"),
        passkeys.ConfirmWithPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        _("second-factor/passkeys/<int:pk>/name/"),
        passkeys.RenamePasskey.as_view(),
        name="mfa_edit_webauthn",
    ),
    path(
        _("second-factor/passkeys/<int:pk>/removal/"),
        passkeys.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(_("second-factor/codes/"), recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        _("second-factor/codes/new/"),
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        _("second-factor/codes/download/"),
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
