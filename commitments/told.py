"""What an accepted report says of an action: the shape in which reports hands it to practices (extensions.py)."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class ToldAction:
    """Texts in both languages, under <name>_en and <name>_fr; `outcome` is a state that {% status %} knows."""

    municipality_id: int
    lineage: uuid.UUID
    year: int
    outcome: str
    commitments: list[int]
    title_en: str
    title_fr: str
    description_en: str
    description_fr: str
    text_en: str
    text_fr: str
    address: str  # of the action in the report

    @property
    def says_what_happened(self):
        """Whether it went on or was done in the year, so that there is something to tell others."""
        return self.outcome in {"done", "updated"}
