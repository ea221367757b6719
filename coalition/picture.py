"""The picture beside an address that somebody shares (Open Graph): a ring and a name, drawn on the server."""

import hashlib
import json
from functools import lru_cache

import typst
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import ring as rings
from .pdf import COLOURS, FOLDER, INK, TRACK, clean, fonts

WIDTH, HEIGHT = 1200, 630
LAYOUT = FOLDER / "picture.typ"
A_YEAR = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
PORTAL_RING = "4341423213"  # the one of the home page


def facts(ring, name, words):
    """What the picture shows, as JSON text: the same text is the same picture."""
    drawing = rings.svg(ring, 400, colours=COLOURS, track=TRACK, ink=INK, decorative=True)
    shown = {
        "name": name,
        "words": words,
        "ring": str(drawing),
        "coalition": _("Coalition of Inclusive Municipalities"),
        "language": get_language(),
    }
    return json.dumps(clean(shown), ensure_ascii=False)


def portal_facts():
    return facts(
        PORTAL_RING, _("Coalition of Inclusive Municipalities"), _("against racism and discrimination")
    )


def mark(content):
    """Ten hexadecimal digits that change with anything the picture shows."""
    return hashlib.sha256(content.encode() + LAYOUT.read_bytes()).hexdigest()[:10]


@lru_cache(maxsize=32)
def draw(content):
    """The PNG, WIDTH x HEIGHT pixels. Whoever is sent an address fetches its picture at about the same time."""
    compiler = typst.Compiler(LAYOUT, root=FOLDER, font_paths=fonts())
    return compiler.compile(format="png", ppi=72, sys_inputs={"content": content})


def answer(request, content, cache=A_DAY):
    """The picture, or that it has not changed."""
    etag = f'"{mark(content)}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(draw(content), content_type="image/png")
    response["ETag"], response["Cache-Control"] = etag, cache
    return response
