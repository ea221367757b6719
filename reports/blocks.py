"""The parts a paper is made of, as plain facts that a PDF and a Word file can both show.

A span is a text with its language, and a note where that is not the language of the paper around it.
"""

from django.utils.text import capfirst
from django.utils.translation import get_language

from coalition.templatetags.coalition_tags import FALLBACK_NOTES

from .reading import Words


def span(words):
    """A text of this half's own language, or a town's Words with their note."""
    if isinstance(words, Words):
        note = str(FALLBACK_NOTES[words.language]) if words.is_fallback and words else ""
        return {"text": words.text, "language": words.language, "note": note}
    return {"text": str(words), "language": get_language(), "note": ""}


def heading(text, level=1):
    return {"kind": "heading", "level": level, "text": capfirst(str(text))}


def text(words):
    return {"kind": "text", "span": span(words)}


def listing(items, is_ordered=False):
    return {"kind": "list", "is_ordered": is_ordered, "items": [span(item) for item in items]}


def table(header, rows, widths):
    """`widths` say how the columns share the page; the first column that is no number names its row."""
    return {
        "kind": "table",
        "header": [str(title) for title in header],
        "rows": [[span(cell) for cell in row] for row in rows],
        "widths": widths,
    }
