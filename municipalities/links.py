"""The links of the evidence registers, tried by a worker (coalition/links.py says how)."""

from coalition import links

from .models import Document


def try_due(now):
    return links.try_all(Document.objects.links_due(now))
