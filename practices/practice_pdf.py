"""A published practice as a PDF, laid out by templates/pdf/practice.typ."""

import hashlib
import json

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition.i18n import speaking
from coalition.marks import STATUSES
from coalition.moments import say_day
from coalition.pdf import as_text, compile_pdf, mark_drawing
from coalition.templatetags.coalition_tags import FALLBACK_NOTES, in_language
from commitments.plan_pdf import evidence_contents, phrase

from . import reading
from .citing import address, citation

KEPT_FOR = 24 * 60 * 60  # seconds


def render_practice(practice, language):
    """The PDF's bytes: the same for the same facts, and kept for a day, since laying out takes a while."""
    with speaking(language):
        content = contents(practice)
        digest = hashlib.sha256(json.dumps(content, default=as_text, sort_keys=True).encode()).hexdigest()
        key = f"practice-pdf-{digest}"
        if (pdf := cache.get(key)) is None:
            pdf = compile_pdf("practice.typ", content, practice.changed_at)
            cache.set(key, pdf, KEPT_FOR)
        return pdf


def contents(practice):
    """Everything the layout says, in the active language."""
    facts = reading.facts(practice)
    return {
        "language": get_language(),
        "title": phrase(practice, "title"),
        "summary": phrase(practice, "summary"),
        "place": place(practice),
        "fallback_notes": {code: str(note) for code, note in FALLBACK_NOTES.items()},
        "facts": [[str(label), str(value)] for label, value in facts_of(practice) if value],
        "commitments": [
            {"title": str(each.short_title), "number": each.number, "mark": mark_drawing(each.number)}
            for each in practice.commitments.all()
        ],
        "parts": [{"title": str(part.title), "text": phrase(practice, part.name)} for part in facts["parts"]],
        "followings": [following_contents(each) for each in reading.followings(practice)],
        "links": [{"title": link.words, "address": link.address} for link in facts["links"]],
        "documents": [evidence_contents(document) for document in facts["documents"]],
        "address": address(practice),
        "words": {
            "coalition": _("Coalition of Inclusive Municipalities"),
            "practice": _("Good practice"),
            "document_title": in_language(practice, "title"),
            "invented": _("Invented for the demonstration.") if practice.is_invented else "",
            "commitments": _("Commitments it serves"),
            "followed": _("Who took it up, and what came of it"),
            "links": _("Links"),
            "documents": _("Documents"),
            "cite": _("How to cite it"),
            "citation": citation(practice),
            "page": _("Page"),
            "of": _("of"),
        },
    }


def place(practice):
    if practice.municipality:
        town = practice.municipality
        return f"{in_language(town, 'name')}, {town.province.name}"
    return f"{practice.place}, {practice.country.name}"


def facts_of(practice):
    return [
        (_("Began in"), practice.started_year),
        (_("Topics"), ", ".join(topic.title for topic in practice.topics.all())),
        (_("Whom to ask"), in_language(practice, "contact")),
        (_("Author"), practice.credit),
        (_("Licence or permission"), practice.licence),
        (_("Where it was first published"), practice.source),
        (_("Last changed on"), say_day(timezone.localdate(practice.changed_at))),
    ]


def following_contents(following):
    told = following.told
    return {
        "town": in_language(following.adoption.municipality, "name"),
        "year": told.year if told else None,
        "text": phrase(told, "text") if told else None,
        "outcome": outcome_in_words(told) if told else _("Nothing reported yet."),
    }


def outcome_in_words(told):
    """ "2025: done" """
    words = {"unconfirmed": _("Not said")}.get(told.outcome) or STATUSES[told.outcome][0]
    return _("%(year)s: %(outcome)s") % {"year": told.year, "outcome": str(words).lower()}
