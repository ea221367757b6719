import logging

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from ..access import get_document

logger = logging.getLogger(__name__)


@require_safe
def document(request, pk):
    """The file, to be saved and never shown in place: it came from outside."""
    document = get_document(request.user, pk)
    try:
        content = document.file.open("rb")
    except FileNotFoundError:
        logger.error("The file of document %s is gone from the storage.", document.pk)
        raise Http404 from None
    response = FileResponse(
        content, as_attachment=True, filename=document.name, content_type=document.content_type
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
