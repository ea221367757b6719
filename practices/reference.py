"""Loads reference/*.csv: the topics and the countries of the good-practice library.

The rule is that of municipalities/reference.py: what is missing is added, what stands is left alone.
"""

from django.db import transaction

from commitments.extensions import reference_tables
from municipalities.reference import put, rows

from .models import Country, Topic


@transaction.atomic
def load_topics(refresh=False):
    wanted = [
        {"slug": row["slug"], "title_en": row["topic_en"], "title_fr": row["topic_fr"]}
        for row in rows("intercultural_topics")
    ]
    return put(Topic, wanted, ["slug"], refresh)


@transaction.atomic
def load_countries(refresh=False):
    wanted = [
        {"code": row["iso2"], "name_en": row["name_en"], "name_fr": row["name_fr"]}
        for row in rows("intercultural_countries")
    ]
    return put(Country, wanted, ["code"], refresh)


@reference_tables.register(order=10)
def tables():
    return {"topics of good practices": load_topics, "countries of good practices": load_countries}
