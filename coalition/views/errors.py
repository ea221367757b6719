"""The error pages that Django asks the project for."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import JsonResponse, QueryDict
from django.shortcuts import render

from ..http import wants_json


@login_not_required
def csrf_failure(request, reason=""):
    """The form was sent without its token: an expired page, a sign-in since, or cookies are off."""
    if wants_json(request):
        return JsonResponse({"reason": "token"}, status=403)
    return render(request, "csrf.html", status=403)


@login_not_required
def bad_request(request, exception):
    """What was sent cannot be read. That it is too much is the one reason a person can do something about."""
    if isinstance(exception, TooManyFieldsSent):
        request.GET = QueryDict()  # what could not be read is not read again by the page that says so
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)
