"""What a snapshot holds of the indicators (freezing.py): the definition in force, and what the public may read.

    {"code", "commitment", "name", "unit", "kind", "per", "direction", "definition",
     "definition_version": 2, "comparable_since": 1,       the oldest version with whose readings it may be compared
     "numerator_label", "denominator_label", "comparison_label",                      bilingual, "" where not asked
     "answer": "value", "not_collected", "not_applicable", "unanswered" or "suppressed",
     "withheld": "below_10" or "revealing" where suppressed, else "",        small_cells.py says when
     "value": "12.5", "numerator", "denominator", "comparison",              null where suppressed or not given
     "period", "source", "confidence", "response_rate", "served_by", "note",
     "previous": {"year", "answer", "withheld", "value", "definition_version", "is_comparable"} or null}

Schema 1 had no kind, parts, remarks, comparability nor suppression.
"""

from decimal import Decimal

from .plain_facts import both, plain
from .small_cells import BELOW, Kind, is_few, why_withheld

SUPPRESSED = "suppressed"
LABELS = ["numerator_label", "denominator_label", "comparison_label"]
TEXTS = ["period", "source", "confidence", "served_by", "note"]


def indicator_facts(reading, before, year_before, population):
    """One reading; `before` is the line of the last accepted report, or None."""
    version = reading.version
    withheld = why_withheld(reading, population)
    names = ["value", "numerator", "denominator", "comparison"]
    return {
        "code": reading.indicator_id,
        "commitment": reading.indicator.commitment_id,
        "name": both(version, "name"),
        "unit": both(version, "unit"),
        "kind": version.kind,
        "per": version.per,
        "direction": reading.indicator.direction,
        "definition": both(version, "definition"),
        "definition_version": version.number,
        "comparable_since": version.comparable_since,
        **{name: both(version, name) for name in LABELS},
        "answer": SUPPRESSED if withheld else reading.answer,
        "withheld": withheld,
        **{name: None if withheld else plain(getattr(reading, name)) for name in names},
        "response_rate": plain(reading.response_rate),
        **{name: getattr(reading, name) for name in TEXTS},
        "previous": before and previous_facts(before, year_before, version),
    }


def previous_facts(before, year, version):
    answer, value, withheld = before["answer"], before["value"], before.get("withheld", "")
    # What was frozen before figures were withheld is not repeated.
    is_count = version.counts_people and version.kind == Kind.NUMBER
    if is_count and value is not None and is_few(Decimal(value)):
        answer, value, withheld = SUPPRESSED, None, BELOW
    return {
        "year": year,
        "answer": answer,
        "withheld": withheld,
        "value": value,
        "definition_version": before["definition_version"],
        "is_comparable": version.comparable_since <= before["definition_version"],
    }
