"""The data of an accepted report are what their public JSON Schema says, in every shape there has been."""

import json
import re

import pytest

from reports.freezing import SCHEMA

from . import make
from .test_corrections import corrected

pytestmark = pytest.mark.django_db
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
KNOWN = {
    *("$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "items"),
    *("const", "enum", "pattern", "minimum", "maximum", "anyOf"),
}


def problems(value, schema, root, place="data"):
    """What of a value is not as the schema says; also what it says nothing of. Knows the words of KNOWN."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        found = [list(problems(value, one, root, place)) for one in schema["anyOf"]]
        yield from min(found, key=len)
        return
    kinds = schema.get("type", list(TYPES))
    kinds = [kinds] if isinstance(kinds, str) else kinds
    is_of_kind = any(
        isinstance(value, TYPES[kind]) and (kind != "integer" or not isinstance(value, bool))
        for kind in kinds
    )
    if not is_of_kind or value not in schema.get("enum", [value]) or value != schema.get("const", value):
        yield f"{place}: {value!r}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{place}: {value!r} is not {schema['pattern']}"
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{place}: {value!r} is out of range"
    if isinstance(value, dict):
        described = schema.get("properties", {})
        for name in set(schema.get("required", [])) - set(value):
            yield f"{place}.{name} is missing"
        for name in value:
            if name not in described:
                yield f"{place}.{name} is not described"
            else:
                yield from problems(value[name], described[name], root, f"{place}.{name}")
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from problems(item, schema["items"], root, f"{place}[{number}]")


def schema_of(client, version):
    answer = client.get(f"/schemas/report-{version}.json")
    assert answer["Content-Type"] == "application/schema+json"
    return json.loads(b"".join(answer.streaming_content))


def test_data_of_today_are_as_described(client, filed, sam, lea):
    first = filed.accept(sam)
    second = corrected(filed, lea, sam)
    third = make.filed(make.report(filed.municipality, by=lea, year=2027), by=lea).accept(sam)
    schema = schema_of(client, SCHEMA)
    for snapshot in (first, second, third):
        data = json.loads(client.get(snapshot.files()[0][1]).content)
        assert list(problems(data, schema, schema)) == []


def test_a_wrong_value_is_noticed(client, filed, sam):
    data = filed.accept(sam).data
    schema = schema_of(client, SCHEMA)
    data["ring"], data["actions"][0]["outcome"], data["more"] = "9", "lost", 1
    del data["overview"]["fr"]
    assert len(list(problems(data, schema, schema))) == 4


def test_every_schema_stays(client):
    for version in range(1, SCHEMA + 1):
        assert schema_of(client, version)["properties"]["schema"] == {"const": version}
    assert client.get(f"/schemas/report-{SCHEMA + 1}.json").status_code == 404


ADDED_BY_2 = {"number", "council", "questions"}
INDICATOR_OF_1 = ["code", "commitment", "name", "unit", "direction", "definition", "definition_version"]
INDICATOR_OF_1 += ["answer", "value", "note"]


def test_data_of_the_first_schema_are_still_read(client, filed, sam):
    """As they were frozen before council and the number were kept."""
    from reports.models import Snapshot

    made = filed.accept(sam)
    data = {name: value for name, value in made.data.items() if name not in ADDED_BY_2}
    data["schema"] = 1
    for told in (data, *data["commitments"], *data["actions"]):
        for name in [name for name in told if name == "evidence" or name.endswith("_versions")]:
            del told[name]
    data["indicators"] = [
        {name: line[name] for name in INDICATOR_OF_1} | {"previous": None} for line in data["indicators"]
    ]
    schema = schema_of(client, 1)
    assert list(problems(data, schema, schema)) == []
    Snapshot.objects.filter(pk=made.pk).update(is_newest=False)
    old = Snapshot(**{f.attname: getattr(made, f.attname) for f in Snapshot._meta.fields if f.name != "id"})
    old.data, old.revision, old.is_newest = data, 9, True
    old.save()
    for address in ("", "changes/", "revisions/9/actions/", "revisions/9/indicators/"):
        answer = client.get(f"/en/municipalities/lakeside-on/reports/2026/{address}")
        assert answer.status_code == 200
    assert b"numerator" in b"".join(answer), "of the last: columns that the first schema had not are empty"
