"""Pages and previews of files: made by a worker in a process of its own (first_page.py), never in a request."""

import logging
import time
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from coalition import confined

from .models import Document

logger = logging.getLogger(__name__)

DRAWING = Path(__file__).with_name("first_page.py")
PATIENCE = 30  # seconds, reading and starting included
LARGEST_PREVIEW = 8 * 1024 * 1024  # bytes: 800 x 1600 pixels in full colour are less
MOST_PAGES = 1_000_000


def draw_waiting(seconds=100):
    """Draw what has no preview yet; how many were tried."""
    started, tried = time.monotonic(), 0
    for document in Document.objects.to_draw()[:200]:
        if time.monotonic() - started > seconds:
            break
        keep(document, *_look_whatever_it_is(document))
        tried += 1
    return tried


def _look_whatever_it_is(document):
    """A file that breaks the looking is drawn as little as one that cannot be: else it comes first again and again."""
    try:
        return look_at(document)
    except Exception:
        logger.exception("The file of document %s could not be looked at.", document.pk)
        return None, b""


def look_at(document):
    """(number of pages or None, PNG or b"") of a document's file."""
    try:
        with document.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        logger.warning("The file of document %s is gone from the storage.", document.pk)
        return None, b""
    found = draw(content)
    if found is None:
        logger.info("Document %s cannot be drawn.", document.pk)
        return None, b""
    return found


def draw(content):
    """(number of pages or None, PNG or b""), or None where the file is more than the process may bear."""
    said = confined.run(DRAWING, content, patience=PATIENCE)
    number, _line_end, png = (said or b"").partition(b"\n")
    if not number.isdigit() or len(number) > 7 or len(png) > LARGEST_PREVIEW:
        return None
    pages = int(number)
    return (pages if 0 < pages <= MOST_PAGES else None), png


@transaction.atomic
def keep(document, pages, png):
    """Keep what was found, once: of two workers the second leaves no second picture."""
    row = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    if row.drawn_at:
        return
    row.pages, row.drawn_at = pages, timezone.now()
    if png:
        row.preview.save("preview.png", ContentFile(png), save=False)
    row.save(update_fields=["pages", "drawn_at", "preview"])
