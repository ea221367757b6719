"""Where the mail provider tells what became of mail (coalition/outbox/providers.py)."""

import logging

from anymail.exceptions import AnymailWebhookValidationFailure
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponseBadRequest, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ..outbox.providers import listener

logger = logging.getLogger(__name__)


@csrf_exempt
@login_not_required
@require_POST
def mail_events(request):
    """Only for who knows the secret, and nowhere without a provider."""
    listen = listener()
    if listen is None:
        raise Http404
    try:
        return listen(request)
    except AnymailWebhookValidationFailure as problem:
        logger.warning("A mail event was refused: %s", problem)
        return HttpResponseForbidden("Not from whom we know.\n", content_type="text/plain")
    except SuspiciousOperation as problem:
        logger.warning("A mail event was not understood: %s", problem)
        return HttpResponseBadRequest("Not understood.\n", content_type="text/plain")
