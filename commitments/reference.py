"""Loads reference/*.csv: the ten Common Commitments, the indicators and the Declaration.

The rule is that of municipalities/reference.py: what is missing is added, what stands is left alone.
"""

from datetime import date

from django.db import transaction

from municipalities.reference import FOLDER, put, rows

from .models import (
    CommitmentGroup,
    CommonCommitment,
    Declaration,
    Indicator,
    IndicatorVersion,
    SampleAction,
)

CROSS_CUTTING = "X"
# The year the coalition took its present name, so that members of earlier years can be recorded as signing.
IN_FORCE_FROM = date(2019, 1, 1)
# The first year that can be reported on: reports of any year find a definition.
DEFINED_FROM = 2004


def number(code):
    """ "C10" -> 10"""
    return int(code.removeprefix("C"))


@transaction.atomic
def load_groups(refresh=False):
    wanted = [
        {"code": row["code"], "title_en": row["title_en"], "title_fr": row["title_fr"]}
        for row in rows("commitment_groups")
    ]
    return put(CommitmentGroup, wanted, ["code"], refresh)


@transaction.atomic
def load_commitments(refresh=False):
    explanations = {row["code"]: row for row in rows("commitment_explanations")}
    wanted = [
        {
            "number": number(row["code"]),
            "group_id": row["group"],
            "title_en": row["title_en"],
            "title_fr": row["title_fr"],
            "short_title_en": row["short_en"],
            "short_title_fr": row["short_fr"],
            "explanation_en": explanations[row["code"]]["explanation_en"],
            "explanation_fr": explanations[row["code"]]["explanation_fr"],
            "is_confirmed_en": row["confirmed_en"] == "yes",
            "is_confirmed_fr": row["confirmed_fr"] == "yes",
            "wording_source": row["status"],
        }
        for row in rows("commitments")
    ]
    return put(CommonCommitment, wanted, ["number"], refresh)


@transaction.atomic
def load_sample_actions(refresh=False):
    wanted = [
        {
            "commitment_id": number(row["commitment"]),
            "position": int(row["position"]),
            "text_en": row["text_en"],
            "text_fr": row["text_fr"],
        }
        for row in rows("sample_actions")
    ]
    return put(SampleAction, wanted, ["commitment_id", "position"], refresh)


@transaction.atomic
def load_indicators(refresh=False):
    wanted = [
        {
            "code": row["code"],
            "commitment_id": None if row["commitment"] == CROSS_CUTTING else number(row["commitment"]),
            "direction": row["direction"],
            "trace": row["trace"],
        }
        for row in rows("indicators_catalogue")
    ]
    return put(Indicator, wanted, ["code"], refresh)


@transaction.atomic
def load_definitions(refresh=False):
    """Version 1 of each indicator. Once it stands it is never written again, `refresh` or not: readings belong to it."""
    parts = {row["code"]: row for row in rows("indicator_parts")}
    wanted = [definition(row, parts[row["code"]]) for row in rows("indicators_catalogue")]
    return put(IndicatorVersion, wanted, ["indicator_id", "number"])


def definition(row, part):
    """A line of the catalogue, and how its value is made, as fields of an IndicatorVersion."""
    made = {"indicator_id": row["code"], "number": 1, "from_year": DEFINED_FROM, "kind": part["kind"]}
    for name in ("per", "lowest", "highest"):
        made[name] = int(part[name]) if part[name] else None
    for name in ("counts_people", "uses_population", "asks_response_rate", "asks_served_by"):
        made[name] = part[name] == "yes"
    for language in ("en", "fr"):
        for name in ("name", "unit", "definition"):
            made[f"{name}_{language}"] = row[f"{name}_{language}"]
        for name in ("numerator", "denominator", "comparison"):
            made[f"{name}_label_{language}"] = part[f"{name}_{language}"]
    return made


@transaction.atomic
def load_declaration(refresh=False):
    """Version 1. Once it stands it is never written again, `refresh` or not: a new text is a new version."""
    wanted = {"version": 1, "in_force_from": IN_FORCE_FROM}
    for language in ("en", "fr"):
        title, _blank, text = (
            (FOLDER / f"declaration_1_{language}.txt").read_text(encoding="utf-8").partition("\n\n")
        )
        wanted |= {f"title_{language}": title.strip(), f"text_{language}": text.strip()}
    return put(Declaration, [wanted], ["version"])
