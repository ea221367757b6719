"""What views ask of a request."""

from django.views.decorators.http import require_http_methods

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])


def wants_json(request):
    """Whether a script of ours asks, which reads no page."""
    return request.headers.get("Accept", "") == "application/json"


def typed(request):
    """What a form is bound to: what was sent, or nothing while it is only looked at."""
    return request.POST if request.method == "POST" else None
