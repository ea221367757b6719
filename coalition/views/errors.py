"""The error pages that Django asks the project for."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def csrf_failure(request, reason=""):
    """The form was sent without its token: an expired page, or cookies are off."""
    return render(request, "csrf.html", status=403)
