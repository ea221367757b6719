"""The words of a mail, from its three templates: in one language or, where the reader's is not known, in both."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from ..i18n import other_language, speaking
from ..models.outgoing_message import BETWEEN_SUBJECTS, BETWEEN_TEXTS
from ..text import clean_line
from .styling import styled

LONGEST_SUBJECT = 250
# What mail programs show beside the subject; where it is shorter they would go on with whatever comes next.
PREHEADER = 140
NOTHING_TO_SEE = "\N{COMBINING GRAPHEME JOINER}\N{NO-BREAK SPACE}"
LINK = re.compile(r"(?:[^\n]*:\n)? *https?://\S+")


@dataclass(frozen=True)
class Stranger:
    """Somebody without an account who chose no language: is written to in both, in the likelier one first."""

    address: str
    likelier: str

    @property
    def languages(self):
        return [self.likelier, other_language(self.likelier)]


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str = ""

    @classmethod
    def of(cls, subject, text, html, languages, known):
        """From the names of the templates, of which that of `html` may be None, and what they know besides the language."""
        letters = [
            _letter(subject, text, html, known, language, languages[place + 1 :])
            for place, language in enumerate(languages)
        ]
        room = (LONGEST_SUBJECT + len(BETWEEN_SUBJECTS)) // len(letters) - len(BETWEEN_SUBJECTS)
        subject = BETWEEN_SUBJECTS.join(letter.subject[:room] for letter in letters)
        words = BETWEEN_TEXTS.join(letter.text.rstrip() for letter in letters) + "\n"
        return cls(subject, words, _framed(subject, letters, languages) if html else "")


def _letter(subject, text, html, known, language, further):
    with speaking(language):
        known = {
            **known,
            "language": language,
            "postal_address": _postal_address(language),
            "other_below": _say_other(further),
        }
        known["subject"] = clean_line(render_text(subject, known))
        return Words(
            known["subject"],
            _paragraphs(render_text(text, known)),
            get_template(html).render(known) if html else "",
        )


def _say_other(further):
    """To whoever reads the other language, in that language: that it comes, too."""
    for language in further:
        with speaking(language):
            # Translators: stands above the text in the other language. In French: "Le texte français suit…"
            return {"language": language, "words": gettext("The text in English is further down.")}
    return None


def _framed(subject, letters, languages):
    preheader = _preheader(letters[0].text, skipping=len(languages))
    frame = {
        "subject": subject,
        "language": languages[0],
        "halves": [mark_safe(letter.html) for letter in letters],  # made by templates, which escape
        "preheader": preheader,
        "filling": NOTHING_TO_SEE * (PREHEADER - len(preheader)),
    }
    return styled(render_to_string("mail/frame.html", frame))


def _preheader(text, skipping):
    """How the text begins after the greeting and, in a mail of two languages, after what says so; without links."""
    content = LINK.sub("", text.partition("\n--\n")[0])
    words = " ".join(" ".join(content.split("\n\n")[skipping:]).split())
    return words if len(words) <= PREHEADER else words[:PREHEADER].rpartition(" ")[0] + "…"


def _postal_address(language):
    return (language == "fr" and settings.POSTAL_ADDRESS_FR) or settings.POSTAL_ADDRESS


def render_text(name, context):
    """A text template: nothing is escaped, since nothing is mark-up."""
    return get_template(name).template.render(Context(context, autoescape=False))


def _paragraphs(text):
    """Blank lines as a person would leave them: one between paragraphs."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before) + "\n"
