"""What a load balancer and a container ask."""

from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor


def test_the_process_answers_without_a_database(client):
    # No `db` fixture: a query would fail the test.
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_a_prepared_database_is_ready(client, db):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


def test_waiting_migrations_are_not_ready(client, db, monkeypatch, caplog):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: ["one", "two"])
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"2 migrations wait\n")
    caplog.clear()  # a 503 is logged, as it should be


def test_a_silent_database_is_not_ready(client, monkeypatch, caplog):
    def silent(connection):
        raise DatabaseError

    monkeypatch.setattr("coalition.views.health.MigrationExecutor", silent)
    assert client.get("/readyz").status_code == 503
    caplog.clear()
