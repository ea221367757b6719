"""Tables made in one step are those that Django's operations would have made one after the other."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from pgtrigger.compiler import Trigger, UpsertTriggerSql
from pgtrigger.migrations import AddTrigger

from coalition.create_together import CreateTogether

pytestmark = pytest.mark.django_db(transaction=True)

REFUSE = UpsertTriggerSql(
    func="RAISE EXCEPTION 'never';",
    hash="0",
    operation="DELETE",
    pgid="pgtrigger_refuse_1",
    table="toys_child",
    when="BEFORE",
)


def key():
    return models.BigAutoField(primary_key=True)


def operations():
    child, parent = ("id", key()), ("id", key())
    return [
        migrations.CreateModel("Child", [child]),
        migrations.CreateModel("Parent", [parent, ("name", models.CharField(max_length=5))]),
        migrations.AddField("child", "parent", models.ForeignKey("toys.Parent", on_delete=models.CASCADE)),
        migrations.AddIndex("parent", models.Index(fields=["name"], name="parent_name")),
        migrations.AddConstraint("child", models.UniqueConstraint(fields=["parent"], name="one_child")),
        AddTrigger("child", Trigger(name="refuse", sql=REFUSE)),
    ]


def forwards(operations):
    """The states before and after, with the tables made."""
    before = ProjectState()
    before.apps  # noqa: B018 (drawn, as in a migration)
    state = before.clone()
    for operation in operations:
        earlier, state = state, state.clone()
        operation.state_forwards("toys", state)
        with connection.schema_editor() as editor:
            operation.database_forwards("toys", editor, earlier, state)
    return before, state


def description():
    """{table: its columns, constraints and triggers}, as PostgreSQL writes them."""
    ask = """
        SELECT c.relname,
               (SELECT array_agg(format('%%s %%s', attname, format_type(atttypid, atttypmod)) ORDER BY attname)
                  FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0),
               (SELECT array_agg(pg_get_constraintdef(oid) ORDER BY conname) FROM pg_constraint WHERE conrelid = c.oid),
               (SELECT array_agg(indexdef ORDER BY indexname) FROM pg_indexes WHERE tablename = c.relname),
               (SELECT array_agg(tgname ORDER BY tgname) FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal)
          FROM pg_class c WHERE c.relname LIKE 'toys%%' AND c.relkind = 'r' ORDER BY 1
    """
    with connection.cursor() as cursor:
        cursor.execute(ask, [])
        return cursor.fetchall()


def test_the_tables_are_the_same_and_go_again():
    together = CreateTogether(operations())
    before, after = forwards([together])
    made = description()
    with connection.schema_editor() as editor:
        together.database_backwards("toys", editor, after, before)
    assert description() == []

    _before, after = forwards(operations())
    one_by_one = description()
    with connection.schema_editor() as editor:
        together.database_backwards("toys", editor, after, before)
    assert made == one_by_one
    assert [row[0] for row in made] == ["toys_child", "toys_parent"] and "pgtrigger_refuse_1" in made[0][4]
