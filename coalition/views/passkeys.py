"""allauth's pages for passkeys, with what they leave open: who may see whose, and what setting one up ends."""

from allauth.account.decorators import reauthentication_required
from allauth.account.views import BaseReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode
from django.views.generic.edit import FormView

from ..accounts import begin_second_factor, what_removal_means
from ..passkeys import NOT_ACCEPTED


class AddPasskey(webauthn.AddWebAuthnView):
    def get_context_data(self, **kwargs):
        options = auth.begin_registration(self.request.user, passwordless=True)
        return FormView.get_context_data(self, **kwargs) | {"js_data": {"creation_options": options}}

    def form_valid(self, form):
        passkey, new_codes = flows.add_authenticator(self.request, **form.cleaned_data)
        begin_second_factor(self.request, passkey)
        return redirect("mfa_view_recovery_codes" if new_codes else "mfa_index")


class _OwnPasskey:
    """Somebody else's is not there, before anything else is asked."""

    success_url = reverse_lazy("mfa_index")

    def dispatch(self, request, *args, **kwargs):
        self.passkey = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        return reauthentication_required(super().dispatch)(request, *args, **kwargs)


class RemovePasskey(_OwnPasskey, webauthn.RemoveWebAuthnView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | what_removal_means(self.passkey)


class RenamePasskey(_OwnPasskey, webauthn.EditWebAuthnView):
    pass


class ConfirmWithPasskey(webauthn.ReauthenticateWebAuthnView):
    form_invalid = FormView.form_invalid  # allauth's goes to the sign-in page

    def get_context_data(self, **kwargs):
        options = auth.begin_authentication(self.request.user)
        return BaseReauthenticateView.get_context_data(self, **kwargs) | {
            "js_data": {"request_options": options}
        }


class SignInWithPasskey(webauthn.LoginWebAuthnView):
    def form_invalid(self, form):
        messages.error(self.request, NOT_ACCEPTED)
        after = self.request.POST.get("next")
        return redirect(reverse("account_login") + (f"?{urlencode({'next': after})}" if after else ""))


class SecondStep(AuthenticateView):
    def get_context_data(self, **kwargs):
        kinds = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        context = super().get_context_data(**kwargs)
        return context | {
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
            "has_application": Authenticator.Type.TOTP in kinds,
            "has_errors": any(form and form.errors for form in (self.auth_form, self.webauthn_form)),
        }
