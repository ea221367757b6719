"""What a form does not ask, posting does not change: every column of every model, at every address that takes a form.

Each form is sent twice from the same state, once as it is and once with all our models' columns added to it, with
values that somebody would like (accepted, public, coordinator, another town's key). The database must look the same.
"""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from coalition import visitors
from municipalities.models import Municipality

from .access_matrix import is_of_a_framework, undone
from .access_table import HIDDEN, TABLE
from .rounds import address
from .scene import bring_in_the_others
from .test_access_states import of_other_towns
from .test_hostile_input import POSTED, WITHOUT_FIELDS, form_at, send, stage

OURS = {"coalition", "municipalities", "commitments", "practices", "reports", "network"}
MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in OURS and not hasattr(model, "pgh_tracked_model")
]
# Differ from one time to the next whatever is posted: random, or made of the keys of new rows.
FROZEN = {"data", "pdf_en", "pdf_fr", "pdf_en_sha256", "pdf_fr_sha256"}  # say the instant of acceptance
PASSING = FROZEN | {
    "token_sha256",
    "token",
    "lineage",
    "key",
    "text",
    "html",
    "object_id",
    "path",
    "row_id",
    "file",
    "pdf",
    "sha256",
    "last_login",
}
NAMES = sorted(name for name in POSTED if not is_of_a_framework(name))
wrote = Counter()


@pytest.fixture(scope="module")
def forged(scene, django_db_blocker):
    """name of a column -> a value to wish for"""
    with django_db_blocker.unblock():
        bring_in_the_others(scene)()
        return {name: value for model in MODELS for name, value in wishes(model)}


def wishes(model):
    elsewhere = Municipality.objects.get(slug="rivermouth-qc").pk
    for field in model._meta.concrete_fields:
        if field.is_relation:
            remote = field.remote_field.model
            rows = remote._base_manager.order_by("pk")
            if "municipality" in {column.name for column in remote._meta.fields}:
                rows = rows.filter(municipality=elsewhere)
            key = elsewhere if remote is Municipality else rows.values_list("pk", flat=True).last()
            yield field.name, key or 1
            yield field.attname, key or 1
        elif isinstance(field, models.BooleanField):
            yield field.name, "on"
        elif field.choices:
            yield field.name, field.choices[-1][0]
        elif isinstance(field, models.DateField):
            yield field.name, timezone.localdate() + timedelta(days=3)
        elif isinstance(field, models.IntegerField | models.DecimalField):
            yield field.name, 3
        else:
            yield field.name, "Forged"


def filled(form):
    """The form as somebody sends it who answers everything."""
    answers = {
        "email": "somebody@example.org",
        "date": timezone.localdate().isoformat(),
        "number": "1",
        "url": "https://www.example.org/",
        "tel": "613 555 0100",
    }
    values = form.typed() if form else {}
    for name, field in form.fields.items() if form else ():
        if field.kind not in {"file", "button"} and name != "leave_empty" and not any(values[name]):
            chosen = [option for option in field.options if option][:1]
            values[name] = chosen if field.options else [answers.get(field.kind, "Words")]
    return values


def everything(tops):
    """All rows of ours, without what passes; the key of a new row is only "new"."""
    columns = {model: [field for field in model._meta.concrete_fields if stays(field)] for model in MODELS}
    relations = {
        model._meta.label: [
            (place, tops[field.remote_field.model])
            for place, field in enumerate(fields)
            if field.is_relation and isinstance(field.target_field, models.IntegerField)
        ]
        for model, fields in columns.items()
    }
    found = {model._meta.label: [] for model in MODELS}
    for label, values in union(
        f"SELECT '{model._meta.label}', ARRAY[{', '.join(f'{quoted(field.column)}::text' for field in fields)}]"
        f" FROM {quoted(model._meta.db_table)}"
        for model, fields in columns.items()
    ):
        for place, top in relations[label]:
            if values[place] and int(values[place]) > top:
                values[place] = "new"
        found[label].append([str(value) for value in values])
    return {label: sorted(rows) for label, rows in found.items()}


def stays(field):
    is_key = field.primary_key and field.name == "id"
    return not is_key and not isinstance(field, models.DateTimeField) and field.name not in PASSING


def newest_keys():
    keyed = [
        model
        for model in apps.get_models()
        if isinstance(model._meta.pk, models.IntegerField | models.ForeignKey | models.OneToOneField)
    ]
    keys = union(
        f"SELECT {place}, max({quoted(model._meta.pk.column)}) FROM {quoted(model._meta.db_table)}"
        for place, model in enumerate(keyed)
    )
    return {keyed[place]: key or 0 for place, key in keys}


def union(selects):
    """The rows of many tables, asked for at once."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects))
        return cursor.fetchall()


def quoted(name):
    return connection.ops.quote_name(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_the_form_does_not_ask_stays(db, scene, forged, name, monkeypatch):
    monkeypatch.setattr(visitors, "SOONEST", 0)
    with stage(scene, name) as client:
        form = None if name in WITHOUT_FIELDS else form_at(scene, client, name)
        values = filled(form)
        more = {column: [str(value)] for column, value in forged.items() if not is_asked(name, column, form)}
        assert len(more) > 100
        tops, answers = newest_keys(), []
        untouched, elsewhere = everything(tops), of_other_towns(scene)
        for sent in (values, more | values):
            with undone():
                status = send(client, address(scene, name), sent, form).status_code
                answers.append((status, everything(tops)))
                is_a_towns = TABLE[name].answers["odile"] == HIDDEN
                assert not is_a_towns or of_other_towns(scene) == elsewhere
        (plainly, after), (with_more, after_more) = answers
        assert with_more == plainly
        differing = [label for label in after if after[label] != after_more[label]]
        assert not differing, differing
        wrote[after != untouched] += 1


def is_asked(name, column, form):
    """Also under a prefix: the forms of a report's section are several on one page."""
    if (name, column) == ("match_proposal", "municipality"):  # the secretariat's answer: any town
        return True
    fields = " ".join(form.fields) if form else ""
    return bool(re.search(rf"(^|[-_ ]){re.escape(column)}($|[-_ ])", fields))


def test_some_of_the_forms_were_good_enough_to_be_kept(db):
    """A form that is refused proves nothing; run with the tests above."""
    assert not wrote or wrote[True] >= min(15, wrote.total() // 3), wrote
