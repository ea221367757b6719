"""Turns what the verbs refuse into an answer a person can read."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from .workflow import WrongState


def answers(get_response):
    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if isinstance(exception, WrongState):
            reason = exception.reason or _("Its state changed in the meantime, so this can no longer be done.")
            return render(request, "409.html", {"reason": reason, "thing": exception.thing}, status=409)
        return None

    middleware.process_exception = process_exception
    return middleware
