"""Accessible PDFs (PDF/UA-1), laid out by templates/pdf/*.typ.

A layout gets its content as JSON and sets it as plain text: nothing anybody wrote is ever read as markup.
"""

import json
import unicodedata
from datetime import date
from functools import cache

import typst
from django.conf import settings

from . import marks
from . import ring as rings
from .templatetags.coalition_tags import long_date

FOLDER = settings.BASE_DIR / "templates" / "pdf"
# The light theme's commitment colours (static/css/tokens.css), which are legible on paper.
COLOURS = [
    "#a8353a",
    "#a74901",
    "#8b6001",
    "#516c00",
    "#066d3d",
    "#0b6e6f",
    "#09658d",
    "#324ca7",
    "#6c3c9a",
    "#9b336c",
]
FONT = "Atkinson Hyperlegible Next"
TRACK, INK = "#e3e1da", "#515e5e"
KEPT_CONTROLS = {"\n"}


def compile_pdf(template, content, timestamp):
    """The bytes of templates/pdf/<template>, shown `content` (JSON's types and dates): the same for the same facts.

    Dates are said in the active language. `timestamp` is when the document was made, with its zone.
    """
    compiler = typst.Compiler(FOLDER / template, root=FOLDER, font_paths=fonts())
    options = {
        "format": "pdf",
        "sys_inputs": {"content": json.dumps(clean(content), default=as_text)},
        "timestamp": timestamp.replace(microsecond=0),
    }
    try:
        return compiler.compile(pdf_standards=["ua-1"], **options)
    except typst.TypstError:
        # A character that no font of ours can draw (an emoji, a rare script): the standard refuses it. The file
        # is still tagged and the character can still be copied and read aloud, so the document is not held up.
        return compiler.compile(**options)


def png_of(drawing):
    """The bytes of an SVG drawing as PNG, for files that cannot hold the drawing itself."""
    compiler = typst.Compiler(FOLDER / "drawing.typ", root=FOLDER, font_paths=fonts())
    return compiler.compile(format="png", ppi=200, sys_inputs={"drawing": drawing})


@cache
def fonts():
    return typst.Fonts(include_system_fonts=False, font_paths=[FOLDER / "fonts"])


def ring_drawing(ring):
    return rings.svg(
        ring, 200, colours=COLOURS, track=TRACK, ink=INK, font=FONT, numbers=True, decorative=True
    )


def mark_drawing(number):
    path, middle = marks.COMMITMENT_SHAPES[number]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" font-family="{FONT}"'
        f' font-weight="700" font-size="19"><path fill="{COLOURS[number - 1]}" d="{path}"/>'
        f'<text x="20" y="{middle}" dy=".36em" fill="#fff" text-anchor="middle">{number}</text></svg>'
    )


def clean(thing):
    """Without control and invisible direction characters: they cannot be drawn, and could reverse other words."""
    if isinstance(thing, str):
        text = (
            unicodedata.normalize("NFC", thing)
            .replace("\r\n", "\n")
            .replace("\u2028", "\n")
            .replace("\t", " ")
        )
        return "".join(
            c
            for c in text
            if c in KEPT_CONTROLS or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
        )
    if isinstance(thing, dict):
        return {key: clean(value) for key, value in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [clean(value) for value in thing]
    return thing


def as_text(value):
    """How JSON says dates: in words, in the active language."""
    if isinstance(value, date):
        return long_date(value)
    raise TypeError(f"{value!r} has no place in a PDF")
