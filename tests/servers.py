"""A pytest plugin (`-p tests.servers`): real PostgreSQL and Valkey for the tests, before Django reads its settings.

DATABASE_URL and REDIS_URL from outside are used instead. Each pytest-xdist worker has a database of its
own on both servers.
"""

import atexit
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest

ENVIRONMENT = {
    "PORTAL_ENV": "development",
    "SECRET_KEY": "only-for-the-tests-only-for-the-tests-only-for-the-tests",
    "SITE_URL": "http://localhost:8000",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "EMAIL_URL": "memorymail://",
    "DEFAULT_FROM_EMAIL": "portal@coalition.example",
    "POSTAL_ADDRESS": "Coalition Portal, 1 Example Street, Ottawa, Ontario K1A 0A0",
    "SECOND_FACTOR_REQUIRED": "0",
    "PYTHONTZPATH": "",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright's own loop runs in the thread of the tests
}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    asked = early_config.known_args_namespace
    if not (asked.version or asked.help):
        worker = os.environ.get("PYTEST_XDIST_WORKER")
        if worker:
            _own_broker_database(int(worker.removeprefix("gw")) + 1)
        else:
            _prepare()
    return (yield)


def _prepare():
    folder = Path(tempfile.mkdtemp(prefix="portal-tests-"))
    folder.chmod(0o755)  # PostgreSQL runs under another account when the tests run as root
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # not a hook of pytest: it may fail before any
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("MEDIA_ROOT", str(folder / "media"))
    os.environ["MAIL_CATCHER"] = str(folder / "mail")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings")

    from coalition.embedded.postgres import Postgres
    from coalition.embedded.valkey import Valkey
    from coalition.messages_catalogue import compile_stale

    compile_stale()
    for variable, kind in {"DATABASE_URL": Postgres, "REDIS_URL": Valkey}.items():
        if variable not in os.environ:
            service = kind(folder, throwaway=True)
            service.acquire()
            atexit.register(service.release)
            os.environ[variable] = service.url


def _own_broker_database(number):
    url = os.environ["REDIS_URL"]
    pattern = r"(virtual_host=)\d+" if "virtual_host=" in url else r"(://[^/]+/?)\d*$"
    os.environ["REDIS_URL"] = re.sub(pattern, rf"\g<1>{number}", url)
