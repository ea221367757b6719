"""The full text of a practice in two languages: what PostgreSQL keeps to search it, and what it is asked."""

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models

# Each language is read twice: with its accents, which its word endings need, and without, as people type.
CONFIGURATIONS = {"en": ("english", "english_folded"), "fr": ("french", "french_folded")}

VECTORS = {"en": "search_english", "fr": "search_french"}


def query_in(language, words):
    """What somebody typed, as a query of this language: "quoted words", or, and -without are understood."""
    plain, folded = (
        SearchQuery(words, config=config, search_type="websearch") for config in CONFIGURATIONS[language]
    )
    return plain | folded


def vector(language):
    """The texts of one language as PostgreSQL searches them; the title weighs most, then what it is about."""
    weights = {"A": ["title"], "B": ["summary", "subjects"], "C": ["how", "effect"]}
    weights["D"] = ["why", "beginning", "learned"]
    parts = [
        SearchVector(f"{name}_{language}", weight=weight, config=config)
        for config in CONFIGURATIONS[language]
        for weight, names in weights.items()
        for name in names
    ]
    whole = parts[0]
    for part in parts[1:]:
        whole += part
    return models.GeneratedField(expression=whole, output_field=SearchVectorField(), db_persist=True)
