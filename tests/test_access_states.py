"""Every change of state, in every state of its thing, as tests/access_states.py says; and in its own town alone."""

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from municipalities.models import Municipality

from .access_matrix import Matrix, undone, written
from .access_states import AGAIN, CHANGES, GOES, GONE, OPEN, PUT, REFUSED, STATES
from .access_table import REACHES, TABLE, expected

CELLS = [
    (name, number, state)
    for name, changes in CHANGES.items()
    for number, change in enumerate(changes)
    for state in STATES[change.kind]
]


@pytest.fixture(scope="module")
def matrix(scene, django_db_blocker):
    with django_db_blocker.unblock():
        return Matrix(scene)


def ask(matrix, name, change, state):
    """(the answer in the words of the table, what of other towns changed)"""
    with matrix.portal(), undone():
        arguments = PUT[change.kind](matrix.scene, state)[TABLE[name].thing]
        data = {key: value(matrix.scene) if callable(value) else value for key, value in change.data.items()}
        before, elsewhere = written(), of_other_towns(matrix.scene)
        response = matrix.ask(change.person, "POST", reverse(name, kwargs=arguments), data)
        has_written = written() != before
        return word(response.status_code, has_written), of_other_towns(matrix.scene) != elsewhere


def word(status, has_written):
    if status in {404, 409}:
        return {404: GONE, 409: REFUSED}[status] if not has_written else f"{status}, and wrote"
    if status == 302:
        return GOES if has_written else AGAIN
    return OPEN if status == 200 and not has_written else f"{status}, wrote: {has_written}"


def of_other_towns(scene):
    """A digest of every row that says it is Rivermouth's or Hilltop's."""
    towns = list(
        Municipality.objects.filter(slug__in=["rivermouth-qc", "hilltop-on"]).values_list("pk", flat=True)
    )
    assert len(towns) == 2
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if "municipality" in {field.name for field in model._meta.fields} and not model._meta.proxy
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', count(*), md5(string_agg(t::text, '' ORDER BY t::text))"
                f" FROM {connection.ops.quote_name(table)} t WHERE municipality_id = ANY(%(towns)s)"
                for table in tables
            ),
            {"towns": towns},
        )
        return cursor.fetchall()


def wrong_states(matrix, name):
    """What is wrong at one address, one line each."""
    for number, change in enumerate(CHANGES.get(name, [])):
        for state in STATES[change.kind]:
            found, touched = ask(matrix, name, change, state)
            right = change.answers[state]
            if found not in ({OPEN, GOES, AGAIN} if right == OPEN else {right}):
                yield f"{name} ({number}), {change.kind} {state}, as {change.person}: {found}, not {right}"
            if touched and change.kind != "cycle":  # a reporting year is every town's
                yield f"{name}, {change.kind} {state}: another town's rows changed"


@pytest.mark.parametrize("name", CHANGES)
def test_states(db, matrix, name):
    wrong = list(wrong_states(matrix, name))
    assert not wrong, "\n".join(wrong)


def test_every_change_is_asked_by_somebody_who_may():
    for name, changes in CHANGES.items():
        for change in changes:
            assert expected(name, change.person, "POST") == REACHES, name
            assert set(change.answers) == set(STATES[change.kind]), name


def test_other_towns_have_rows_to_touch(db, matrix):
    assert sum(count for _table, count, _digest in of_other_towns(matrix.scene)) >= 5
