"""The cast. Lea coordinates Lakeside, Eli contributes there, Vic looks on; Odile coordinates Rivermouth,
another town; Sam is the secretariat; Nora belongs nowhere yet.

Guards that are always on: an undefined template variable (pyproject.toml), a logged error, a naive date-time
or a connection to the outside fails the test.
"""

import json
import logging
import socket
import warnings

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from playwright.sync_api import sync_playwright

from coalition import announcements
from coalition.spreadsheets import book, parser
from municipalities.models import Role

from . import chromium, database, make, timing
from .browser import QUIET, Walker
from .scene import build_scene
from .signing_in import signed_in


@pytest.fixture
def lakeside(db):
    town = make.municipality("Lakeside", name_fr="Bord-du-Lac", slug="lakeside-on")
    make.membership(town)
    return town


@pytest.fixture
def rivermouth(db):
    town = make.municipality("Rivermouth", name_fr="Embouchure", slug="rivermouth-qc", province_code="QC")
    make.membership(town)
    return town


@pytest.fixture
def lea(lakeside):
    person = make.user("Lea Tran")
    make.member(lakeside, person, Role.COORDINATOR)
    return person


@pytest.fixture
def eli(lakeside):
    person = make.user("Eli Novak")
    make.member(lakeside, person, Role.CONTRIBUTOR)
    return person


@pytest.fixture
def vic(lakeside):
    person = make.user("Vic Osei")
    make.member(lakeside, person, Role.VIEWER)
    return person


@pytest.fixture
def odile(rivermouth):
    person = make.user("Odile Gagnon", language="fr")
    make.member(rivermouth, person, Role.COORDINATOR)
    return person


@pytest.fixture
def sam(db):
    return make.user("Sam Lavoie", is_secretariat=True)


@pytest.fixture
def nora(db):
    return make.user("Nora Diaz")


@pytest.fixture
def sign_in():
    """`sign_in(lea)` is a client of hers."""

    return signed_in


@pytest.fixture
def reference(db):
    """Provinces, the ten commitments, indicators, the Declaration: as the product loads them, without members."""
    database.load_reference()


@pytest.fixture
def filed(reference, lakeside, lea):
    """Lakeside's report of 2026, submitted: priorities 1 and 3, two actions."""
    make.priorities(lakeside, 1, 3)
    make.published_plan(lakeside, by=lea)
    return make.filed(make.report(lakeside, by=lea), by=lea)


@pytest.fixture
def read_here(monkeypatch):
    """Spreadsheets are read in this process: a process for each takes most of a second."""
    monkeypatch.setattr(
        book.confined, "run", lambda program, content, **_limits: json.dumps(parser.read(content))
    )


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """Towns, people and things in the states that the addresses need; built once, rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_scene()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True, scope="session")
def quick_passwords():
    """The hash of production is slow on purpose: half a second for each sign-in."""
    quick = "django.contrib.auth.hashers.MD5PasswordHasher"
    with override_settings(PASSWORD_HASHERS=[quick, *settings.PASSWORD_HASHERS]):
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_flush():
    """After a test that commits."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", database.empty)
        yield


@pytest.fixture(scope="session")
def browser():
    """Chromium, one for all the tests of a process: Playwright runs only once in each."""
    executable = chromium.path()  # before Playwright runs: it may ask Playwright too
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def walk(browser, live_server):
    """`walk("fr", "lea")` is a window of hers, in French."""
    walkers = []

    def begin(language, name, **context):
        walkers.append(Walker(browser, live_server.url, language, name, **context))
        return walkers[-1]

    yield begin
    for walker in walkers:
        walker.context.close()


# --- guards ---------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def fresh_cache(request):
    """Rate limits of one test do not reach the next."""
    uses = {"db", "transactional_db"} & set(request.fixturenames)
    for name in uses:
        request.getfixturevalue(name)  # first, so that it still stands when this is torn down
    yield
    if uses:
        cache.clear()


KEPT = (announcements.kept_notices, announcements.kept_features)


@pytest.fixture(autouse=True, scope="session")
def no_announcements():
    """Each process reads notices and features now and then, which no count of queries can stand."""
    with pytest.MonkeyPatch.context() as patch:
        for kept in KEPT:
            patch.setattr(kept, "_good_until", float("inf"))
        yield


@pytest.fixture(autouse=True)
def announcements_of_this_test(request, monkeypatch):
    """What one test wrote does not reach the next; `announcements_read` has them read."""
    reads = "announcements_read" in request.fixturenames
    for kept in KEPT:
        monkeypatch.setattr(kept, "_answer", [])
        monkeypatch.setattr(kept, "_good_until", 0.0 if reads else float("inf"))


@pytest.fixture
def announcements_read():
    """Notices and features are read from the database."""


@pytest.fixture(autouse=True)
def english_first():
    """The language of the last page of one test does not reach the next."""
    translation.activate("en")
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def logged_errors(caplog):
    """A logged error fails the test that did not expect it: take it out of `caplog.records` to say so."""
    yield
    errors = [r for r in caplog.get_records("call") if r.levelno >= logging.ERROR]
    assert not errors, f"logged: {[r.getMessage() for r in errors]}"


@pytest.fixture(autouse=True)
def closed_network(monkeypatch):
    """Only this machine answers."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {
            "127.0.0.1",
            "::1",
            "localhost",
        }:
            raise AssertionError(f"a test reached for {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True, scope="session")
def naive_datetimes_fail():
    warnings.filterwarnings("error", message=r".*received a naive datetime.*", category=RuntimeWarning)


# What one process cannot share with another, so that nobody waits for it at the end.
LONGEST = (
    "test_growth.py",
    "test_an_hour.py",
    "test_journey.py",
    "test_joining_journey.py",
    "test_people_journey.py",
)


def pytest_collection_modifyitems(items):
    """The longest first; the other processes take over from the end what is left (--dist worksteal)."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_terminal_summary(terminalreporter):
    """How much of the access matrix was tried, and where the time went."""
    cells = [
        value
        for report in terminalreporter.getreports("passed")
        for name, value in getattr(report, "user_properties", [])
        if name == "cells" and report.when == "call"
    ]
    if cells:
        terminalreporter.write_line(f"access matrix: {sum(cells):,} cells at {len(cells)} addresses")
    reports = [each for reports in terminalreporter.stats.values() for each in reports]
    spent = [(each.nodeid, each.duration) for each in reports if hasattr(each, "duration")]
    for line in timing.lines(spent):
        terminalreporter.write_line(line)
