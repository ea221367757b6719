"""Files and their previews, handed over after a permission check and by no other way."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..access import get_document, get_public_document

logger = logging.getLogger(__name__)

PRIVATE, PUBLIC = "private, no-store", "public, max-age=300"


@require_safe
def document(request, pk):
    document = get_document(request.user, pk)
    if document.is_locked:
        return render(request, "evidence/locked.html", {"document": document}, status=409)
    return hand_over(document, PRIVATE)


@require_safe
def document_preview(request, pk):
    return show_preview(get_document(request.user, pk), PRIVATE)


@login_not_required
@require_safe
def public_document(request, slug, pk):
    return hand_over(get_public_document(slug, pk), PUBLIC)


@login_not_required
@require_safe
def public_document_preview(request, slug, pk):
    return show_preview(get_public_document(slug, pk), PUBLIC)


def hand_over(document, caching):
    """The file, to be saved and never shown in place: it came from outside."""
    response = FileResponse(
        _open(document, document.file),
        as_attachment=True,
        filename=document.name,
        content_type=document.content_type,
    )
    return _guarded(response, caching)


def show_preview(document, caching):
    """The picture of the first page, which we drew ourselves."""
    if document.is_locked or not document.preview:
        raise Http404
    return _guarded(FileResponse(_open(document, document.preview), content_type="image/png"), caching)


def _open(document, file):
    try:
        return file.open("rb")
    except FileNotFoundError:
        logger.error("The file of document %s is gone from the storage.", document.pk)
        raise Http404 from None


def _guarded(response, caching):
    response["Cache-Control"] = caching
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
