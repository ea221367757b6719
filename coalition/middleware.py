"""Turns what the verbs refuse into an answer a person can read; what doors and caches must know of a session."""

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from .accounts import has_proved
from .workflow import WrongState


def second_factor(get_response):
    """Doors are given the person, not the request: the person brings along what this session has proved."""

    def middleware(request):
        def find():
            # Without the cookie nobody is signed in, and looking would make all that is public vary by it.
            if settings.SESSION_COOKIE_NAME not in request.COOKIES:
                return AnonymousUser()
            user = get_user(request)
            if user.is_authenticated:
                user.has_proved_second_factor = has_proved(request, user)
            return user

        request.user = SimpleLazyObject(find)
        return get_response(request)

    return middleware


def answers(get_response):
    def middleware(request):
        response = _keep_private(request, get_response(request))
        if response.status_code == 405 and not response.streaming and not response.content:
            return _keep_private(request, _explain_405(request, response))
        return response

    def process_exception(request, exception):
        if isinstance(exception, WrongState):
            reason = exception.reason or _(
                "Its state changed in the meantime, so this can no longer be done."
            )
            return render(request, "409.html", {"reason": reason, "thing": exception.thing}, status=409)
        return None

    middleware.process_exception = process_exception
    return middleware


def _keep_private(request, response):
    """No copy stays in a shared computer's browser, or anywhere between, of what a person reads signed in."""
    # Without the cookie nobody is signed in, and looking would make every public page vary by it.
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _explain_405(request, response):
    """Somebody arrives, after signing in again or by the language link, at an address that only takes a form."""
    answer = render(request, "405.html", status=405)
    answer["Allow"] = response["Allow"]
    return answer
