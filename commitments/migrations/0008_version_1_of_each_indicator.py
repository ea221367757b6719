"""What an indicator said becomes its version 1. How its value is made comes from the reference table, else its unit."""

import csv
import re

from django.conf import settings
from django.db import migrations

FROM_YEAR = 2004
PARTS = ["numerator", "denominator", "comparison"]
FLAGS = ["counts_people", "uses_population", "asks_response_rate", "asks_served_by"]


def parts_by_code():
    path = settings.BASE_DIR / "reference" / "indicator_parts.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def from_unit(unit):
    if unit == "yes or no":
        return {"kind": "yes_no"}
    if unit.startswith("percentage points"):
        return {"kind": "gap"}
    if unit.startswith("%"):
        return {"kind": "share"}
    if found := re.search(r"\b(\d+)-(\d+)\b", unit):
        return {"kind": "scale", "lowest": int(found[1]), "highest": int(found[2])}
    return {"kind": "number"}


def from_table(row):
    made = {"kind": row["kind"]}
    made |= {name: int(row[name]) for name in ("per", "lowest", "highest") if row[name]}
    made |= {name: row[name] == "yes" for name in FLAGS}
    for language in ("en", "fr"):
        made |= {f"{name}_label_{language}": row[f"{name}_{language}"] for name in PARTS}
    return made


def write_versions(apps, schema_editor):
    parts = parts_by_code()
    version_model = apps.get_model("commitments", "IndicatorVersion")
    for indicator in apps.get_model("commitments", "Indicator").objects.all():
        row = parts.get(indicator.code)
        words = {
            f"{name}{suffix}": getattr(indicator, f"{name}{suffix}") or ""
            for name in ("name", "unit", "definition")
            for suffix in ("", "_en", "_fr")
        }
        version_model.objects.create(
            indicator=indicator,
            number=indicator.version,
            from_year=FROM_YEAR,
            comparable_since=indicator.version,
            **words,
            **(from_table(row) if row else from_unit(words["unit_en"])),
        )


class Migration(migrations.Migration):
    dependencies = [("commitments", "0007_versions_of_indicators")]

    operations = [migrations.RunPython(write_versions, migrations.RunPython.noop)]
