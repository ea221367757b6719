"""A pytest plugin (`-p tests.servers`): real PostgreSQL and Valkey for the tests, before Django reads its settings.

DATABASE_URL and REDIS_URL from outside are used instead. Each pytest-xdist worker has a database of its
own on both servers. Migrating takes longer than most tests, so it is done once for each state of the
migrations: the migrated cluster is kept in the state folder, and each session works on a copy.
"""

import atexit
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {
    "PORTAL_ENV": "development",
    "SECRET_KEY": "only-for-the-tests-only-for-the-tests-only-for-the-tests",
    "SITE_URL": "http://localhost:8000",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "EMAIL_URL": "memorymail://",
    "DEFAULT_FROM_EMAIL": "portal@coalition.example",
    "POSTAL_ADDRESS": "Coalition Portal, 1 Example Street, Ottawa, Ontario K1A 0A0",
    "MAIL_PROVIDER": "postmark",
    "MAIL_PROVIDER_SECRET": "provider:only-for-the-tests",
    "SECOND_FACTOR_REQUIRED": "0",
    "PYTHONTZPATH": "",
    "DJANGO_SETTINGS_MODULE": "coalition.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright's own loop runs in the thread of the tests
}
TEMPLATE = "PORTAL_TEST_TEMPLATE"  # tells the workers which database to copy theirs from


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    asked = early_config.known_args_namespace
    if asked.version or asked.help:
        return (yield)
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        _own_broker_database(int(worker.removeprefix("gw")) + 1)
        # Or one process would see the files of another as written by what it tries.
        os.environ["MEDIA_ROOT"] = f"{os.environ['MEDIA_ROOT']}-{worker}"
    else:
        _prepare()
    result = yield  # Django reads its settings here
    if TEMPLATE in os.environ:
        from django.db import connection

        connection.settings_dict["TEST"]["TEMPLATE"] = os.environ[TEMPLATE]
    return result


def _prepare():
    folder = Path(tempfile.mkdtemp(prefix="portal-tests-"))
    folder.chmod(0o755)  # PostgreSQL runs under another account when the tests run as root
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # not a hook of pytest: it may fail before any
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("MEDIA_ROOT", str(folder / "media"))
    os.environ["MAIL_CATCHER"] = str(folder / "mail")

    from coalition.embedded.postgres import DATABASE, Postgres
    from coalition.embedded.valkey import Valkey
    from coalition.messages_catalogue import compile_stale

    compile_stale()
    if "REDIS_URL" not in os.environ:
        os.environ["REDIS_URL"] = _start(Valkey(folder, throwaway=True))
    if "DATABASE_URL" not in os.environ:
        postgres = Postgres(folder, throwaway=True)
        copy_migrated_cluster(postgres.data)
        os.environ["DATABASE_URL"] = _start(postgres)
        os.environ[TEMPLATE] = DATABASE


def _start(service):
    service.acquire()
    atexit.register(service.release)
    return service.url


def copy_migrated_cluster(target):
    """Put the data of a stopped PostgreSQL with every migration applied into the new folder `target`."""
    from coalition.embedded.state import state_folder

    kept = state_folder() / "tests"
    kept.mkdir(exist_ok=True)
    digest = hashlib.sha256()
    for path in sorted([*PROJECT.glob("*/migrations/*.py"), PROJECT / "requirements-dev.txt"]):
        digest.update(path.name.encode() + path.read_bytes())
    cluster = kept / digest.hexdigest()[:16]
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not cluster.exists():
            for old in kept.glob("*/"):
                shutil.rmtree(old)
            _make_migrated_cluster(kept / "new", cluster)
        subprocess.run(["cp", "-a", cluster, target], check=True)


def _make_migrated_cluster(folder, cluster):
    from coalition.embedded.postgres import Postgres

    folder.mkdir()
    folder.chmod(0o755)
    postgres = Postgres(folder, throwaway=True)
    postgres.remove = (postgres.sockets,)
    postgres.acquire()
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"],
        cwd=PROJECT,
        env=os.environ | {"DATABASE_URL": postgres.url},
        capture_output=True,
        text=True,
    )
    postgres.release()
    if done.returncode:
        raise pytest.UsageError(f"The test database could not be migrated:\n{done.stderr}")
    postgres.data.rename(cluster)
    shutil.rmtree(folder)


def _own_broker_database(number):
    url = os.environ["REDIS_URL"]
    pattern = r"(virtual_host=)\d+" if "virtual_host=" in url else r"(://[^/]+/?)\d*$"
    os.environ["REDIS_URL"] = re.sub(pattern, rf"\g<1>{number}", url)
