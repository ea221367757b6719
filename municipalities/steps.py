"""The steps of an application. Each app says its own; a town may do them in any order."""

import hashlib
import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import strip_tags


@dataclass(frozen=True)
class Step:
    key: str
    title: str
    url_name: str  # takes the municipality's slug
    is_complete: Callable  # (application) -> bool
    answer: Callable  # (application) -> str, shown when checking one's answers
    facts: Callable  # (application) -> list: what the answer consists of, in no language
    is_required: bool = True
    has_file: bool = False  # kept in the column named as the key

    def url(self, application):
        return reverse(self.url_name, args=[application.municipality.slug])

    def is_begun(self, application):
        """Whether anything was answered."""
        return any(self.facts(application) or [])

    def say(self, application):
        """The answer as plain text."""
        answer = re.sub("<br ?/?>", "\n", str(self.answer(application)))
        return html.unescape(strip_tags(answer))

    def file_sha256(self, application):
        """Of the file handed in at this step; empty where it takes none."""
        document = getattr(application, self.key, None) if self.has_file else None
        return document.sha256 if document else ""

    def digest(self, application):
        """A digest of the answer as it stands: another one means another answer."""
        return hashlib.sha256(repr(self.facts(application)).encode()).hexdigest()
