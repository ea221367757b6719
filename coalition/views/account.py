from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from ..accounts import begin_second_factor, what_removal_means
from ..forms import ProfileForm
from ..http import reads_and_writes


@reads_and_writes
def profile(request):
    """What the person says of themself; from here to mail, the password, the address and the second factor."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = request.user
        person.revise(**form.cleaned_data)
        # The page that follows, and the next visit to "/", speak the language just chosen.
        with translation.override(person.language):
            messages.success(request, _("Your profile was saved."))
            answer = redirect("profile")
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            person.language,
            max_age=365 * 24 * 3600,
            secure=settings.IS_HTTPS,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
        return answer
    return render(request, "account/profile.html", {"form": form})


class SetUpSecondFactor(ActivateTOTPView):
    """allauth's page; it does not take setting up for a proof, nor ends sessions that have none."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        fours = (secret[start : start + 4] for start in range(0, len(secret), 4))
        return context | {"secret_in_fours": " ".join(fours)}

    def form_valid(self, form):
        answer = super().form_valid(form)
        mine = Authenticator.objects.filter(user=self.request.user)
        begin_second_factor(self.request, mine.get(type=Authenticator.Type.TOTP))
        return answer


class TurnOffApplication(DeactivateTOTPView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | what_removal_means(self.authenticator)
