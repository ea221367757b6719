from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..http import reads_and_writes
from ..sessions import extend, seconds_left


@login_not_required
@never_cache
@reads_and_writes
def session(request):
    """For static/js/session.js: who is signed in and for how long. A POST makes the session begin anew."""
    if not request.user.is_authenticated:
        return JsonResponse({"person": None})
    seconds = extend(request) if request.method == "POST" else seconds_left(request)
    return JsonResponse({"person": str(request.user.pk), "seconds": seconds, "token": get_token(request)})


@require_safe
def signed_in_again(request):
    """Where a second window ends in which somebody signed in, while the first holds what they typed."""
    return render(request, "account/signed_in_again.html", {"crumbs": []})
