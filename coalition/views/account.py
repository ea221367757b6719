from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

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
