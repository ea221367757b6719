"""What Django does to the database around a test, done more quickly: emptied, and given the tables of reference/.

Both write without triggers and foreign keys, which only PostgreSQL's superuser may; with a database of somebody
else's (DATABASE_URL) Django's own way is taken.
"""

from functools import cache

from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase

# Made by migrating, remembered by Django in the process.
STAY = {"django_migrations", "django_content_type", "auth_permission"}
PROVINCES = {'"municipalities_province"', '"municipalities_provinceevent"'}
flush = TransactionTestCase._fixture_teardown


def empty(test_case):
    """In the place of `TransactionTestCase._fixture_teardown`, which truncates every table: half a second each time."""
    if not _is_superuser():
        flush(test_case)
    elif tables := _with_rows(_tables()):
        _write([f"DELETE FROM {table}" for table in tables])


def load_reference():
    """Provinces, commitments, indicators, the Declaration, without members: loaded once, then put back as rows.

    Only a province may be there already: it is left alone, as by the loader.
    """
    rows = _reference_rows() if _is_superuser() else {}
    if not rows or _with_rows(set(rows) - PROVINCES):
        call_command("load_reference", verbosity=0, members=False)
        return
    puts = "INSERT INTO {0} SELECT * FROM json_populate_recordset(NULL::{0}, %s) ON CONFLICT DO NOTHING"
    _write([puts.format(table) for table in rows], rows.values())


@cache
def _reference_rows():
    """{table: its rows as JSON}"""
    with transaction.atomic():
        _write([f"DELETE FROM {table}" for table in _tables()])
        call_command("load_reference", verbosity=0, members=False)
        rows = {table: _rows(table) for table in _with_rows(_tables())}
        transaction.set_rollback(True)
    return rows


def _rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT json_agg(t)::text FROM {table} t")
        return cursor.fetchone()[0]


@cache
def _is_superuser():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone()[0]


@cache
def _tables():
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return tuple(connection.ops.quote_name(name) for name in sorted(set(names) - STAY))


def _with_rows(tables):
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [table for (table,) in cursor.fetchall()]


def _write(statements, parameters=()):
    statements = [
        "SET LOCAL session_replication_role = replica",
        *statements,
        "SET LOCAL session_replication_role = origin",
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("; ".join(statements), list(parameters))
