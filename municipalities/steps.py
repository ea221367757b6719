"""The steps of an application. Each app says its own; a town may do them in any order."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Step:
    key: str
    title: str
    url_name: str  # takes the municipality's slug
    is_complete: Callable  # (application) -> bool
    answer: Callable  # (application) -> str, shown when checking one's answers
    facts: Callable  # (application) -> list: what the answer consists of, in no language
    is_required: bool = True

    def url(self, application):
        return reverse(self.url_name, args=[application.municipality.slug])

    def digest(self, application):
        """A digest of the answer as it stands: another one means another answer."""
        return hashlib.sha256(repr(self.facts(application)).encode()).hexdigest()
