"""The error pages that Django asks the project for."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.shortcuts import render
from django.utils.translation import gettext as _


@login_not_required
def csrf_failure(request, reason=""):
    """The form was sent without its token: an expired page, or cookies are off."""
    return render(request, "csrf.html", status=403)


@login_not_required
def bad_request(request, exception):
    """What was sent cannot be read. Too much of it is the one reason a person can do something about."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    reason = _("More was sent than the portal takes at once. Shorten the text, or send fewer files.") if too_much else ""
    return render(request, "400.html", {"reason": reason}, status=413 if too_much else 400)
