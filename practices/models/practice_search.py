"""The full text of a practice in two languages: what PostgreSQL keeps to search it, and what it is asked."""

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from coalition.full_text import CONFIGURATIONS

VECTORS = {"en": "search_english", "fr": "search_french"}


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
