"""The error pages that Django asks the project for."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.shortcuts import render


@login_not_required
def csrf_failure(request, reason=""):
    """The form was sent without its token: an expired page, or cookies are off."""
    return render(request, "csrf.html", status=403)


@login_not_required
def bad_request(request, exception):
    """What was sent cannot be read. That it is too much is the one reason a person can do something about."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)
