"""The settings refuse to guess; only manage.py on a developer's machine fills in what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import Error

from coalition import checks
from coalition.embedded import environment

from .checks import PRODUCTION

PROJECT = Path(__file__).resolve().parent.parent
BARE = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}


def python(*arguments, **variables):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=BARE | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("module", ["coalition.settings", "coalition.wsgi"])
def test_without_an_environment_the_missing_variables_are_listed(module):
    done = python("-c", f"import {module}")
    assert done.returncode == 1
    for name in ["SECRET_KEY", "SITE_URL", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "MEDIA_ROOT"]:
        assert name in done.stderr.splitlines()[-1]


def test_in_production_manage_fills_nothing():
    done = python("manage.py", "check", PORTAL_ENV="production")
    assert done.returncode == 1
    assert "SECRET_KEY" in done.stderr


def test_a_configured_process_is_left_alone(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "given")
    monkeypatch.delenv("SITE_URL")
    environment.for_command(["migrate"])
    assert "SITE_URL" not in os.environ


def test_what_is_given_is_never_replaced(monkeypatch, tmp_path):
    given = {
        "DATABASE_URL": "postgres://ours@db/portal",
        "REDIS_URL": "redis://broker/3",
        "EMAIL_URL": "smtp://mail",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("MAIL_CATCHER", "")
    monkeypatch.delenv("MEDIA_ROOT")
    environment.fill(tmp_path)
    assert {name: os.environ[name] for name in given} == given
    assert os.environ["MEDIA_ROOT"] == str(tmp_path / "media")


def test_an_unknown_kind_of_environment_is_refused():
    done = python("-c", "import coalition.settings", **PRODUCTION | {"PORTAL_ENV": "staging"})
    assert "not 'staging'" in done.stderr


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"POSTAL_ADDRESS": ""}, "portal.E005"),
        ({"SITE_URL": "http://portal.example"}, "portal.E004"),
    ],
)
def test_a_deployment_is_checked(wrong, found):
    done = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION | wrong)
    assert done.returncode == 1
    assert found in done.stderr


def test_old_time_zone_data_are_noticed(monkeypatch):
    assert checks.time_zones_are_recent(None) == []
    monkeypatch.setattr(checks, "OFFSETS_OF_DECEMBER_2026", {"America/Vancouver": -8})
    assert [type(problem) for problem in checks.time_zones_are_recent(None)] == [Error]


def test_an_old_postgresql_is_noticed(db, monkeypatch):
    assert checks.database_is_postgresql(None, databases=["default"]) == []
    monkeypatch.setattr(checks, "OLDEST_POSTGRESQL", 99)
    assert [problem.id for problem in checks.database_is_postgresql(None, databases=["default"])] == [
        "portal.E003"
    ]
