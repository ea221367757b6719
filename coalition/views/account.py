from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..accounts import begin_second_factor
from ..forms import ProfileForm


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    """The person's name and language; from here to the password, the address and the second factor."""
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

    def form_valid(self, form):
        answer = super().form_valid(form)
        begin_second_factor(self.request)
        return answer
