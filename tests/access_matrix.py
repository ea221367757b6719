"""Asking every address as everybody, with every method: what tests/access_table.py says against what the portal answers.

A cell is one request. Its page is not drawn (drawing takes longer than all the rest): the status and where it leads
is what counts here; tests/test_access.py draws the pages that are allowed.
"""

import logging
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows import login
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, transaction
from django.template.backends.django import Template
from django.test import RequestFactory, override_settings
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from .access_table import (
    ALREADY_GONE,
    DECISIONS,
    EVERYBODY,
    FORBIDDEN,
    HIDDEN,
    REACHES,
    SECOND_FACTOR,
    SIGN_IN,
    TABLE,
    TAKEN_BACK,
    expected,
    is_of_the_secretariat,
)
from .sampling import share
from .scene import bring_in_the_others
from .signing_in import signed_in

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
COMMON = ["GET", "HEAD", "POST"]
# In French, and for what does not exist, each address asks one person of each four (tests/sampling.py).
PERSONS_TO_SHARE = 4
OWN, NONE, CROSSED = "own", "no such", "another town's under this town's address"
LACKING = "what this town lacks and another has"
NO_SUCH = {
    "slug": "no-such-town",
    "pk": 987_654_321,
    "number": 987,
    "year": 1999,
    "revision": 987,
    "version": 987,
    "token": "no-such",
    "part": "no-such",
}

# Newtown has signed nothing yet, and is no member.
OF_SIGNED_TOWNS = {"signature_certificate", "membership_certificate"}

NOT_ALLOWED, BROKEN = "method not allowed", "broken"
LEADS_TO = {
    "account_login": SIGN_IN,
    "mfa_index": SECOND_FACTOR,
    "mfa_reauthenticate": SECOND_FACTOR,
}
WITH_A_FACTOR = ("sam", "ada", "tess")


@dataclass(frozen=True)
class Cell:
    name: str
    person: str
    method: str
    language: str
    relation: str
    right: frozenset  # the answers that are right here

    def __str__(self):
        return f"{self.method} {self.name} ({self.relation}, {self.language}) as {self.person}"


def plan(name, foreign=()):
    """The cells of an address; `foreign`: kinds of things of which another town has one."""
    line = TABLE[name]
    for method in METHODS:
        for person in EVERYBODY if method in COMMON else some(name, EVERYBODY):
            yield Cell(name, person, method, "en", OWN, _right(name, person, method))
    for person in some(name, EVERYBODY):
        for method in COMMON:
            yield Cell(name, person, method, "fr", OWN, _right(name, person, method))
    if name in OF_SIGNED_TOWNS:
        yield Cell(name, "lea", "GET", "en", LACKING, frozenset([HIDDEN]))
    for method in ("GET", "POST"):
        if method not in line.methods:
            continue
        for person in some(name, EVERYBODY) if line.thing else ():
            yield Cell(name, person, method, "en", NONE, frozenset([_where_nothing_is(name, person, method)]))
        reach = [person for person in EVERYBODY if expected(name, person, method) == REACHES]
        for person in reach if line.thing in foreign else ():
            gone = {REACHES} if method == "POST" and name in ALREADY_GONE else set()
            yield Cell(name, person, method, "en", CROSSED, frozenset({HIDDEN} | gone))


def some(name, people):
    return share(people, list(TABLE).index(name), PERSONS_TO_SHARE)


def _right(name, person, method):
    line = TABLE[name]
    if method in line.methods or (method == "HEAD" and "GET" in line.methods):
        return frozenset([expected(name, person, method)])
    refused = {expected(name, person, known) for known in line.methods} - {REACHES}
    if is_of_a_framework(name):
        # Such views send people on before they look at the method, and say their methods when asked (OPTIONS).
        return frozenset([NOT_ALLOWED, REACHES, *refused])
    return frozenset([NOT_ALLOWED, *refused])


def _where_nothing_is(name, person, method):
    answer = expected(name, person, method)
    if answer in {SIGN_IN, SECOND_FACTOR}:
        return answer
    is_closed = is_of_the_secretariat(TABLE[name]) and not (person == "tess" and name in DECISIONS)
    # Of these, what they stand in is none either.
    is_gone_already = name in ALREADY_GONE and TABLE[name].thing not in {"question", "bulletin_item"}
    if is_closed and answer == REACHES and method == "POST" and is_gone_already:
        return REACHES
    return FORBIDDEN if answer == FORBIDDEN and is_closed else HIDDEN


@cache
def is_of_a_framework(name):
    views = [entry.callback for entry in patterns() if entry.name == name]
    return any(hasattr(view, "view_class") or view.__module__.startswith("allauth.") for view in views)


def patterns(resolver=None):
    """Every pattern of the URLconf; operators' raw data apart, which have one rule (test_access.py)."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                yield from patterns(entry)
        elif isinstance(entry, URLPattern):
            yield entry


def what(response):
    """The answer in the table's words."""
    status = response.status_code
    if status == 302:
        to = response["Location"]
        for name, answer in LEADS_TO.items():
            with translation.override(to[1:3]):
                if to.startswith(reverse(name)):
                    return answer
        return REACHES
    words = {403: FORBIDDEN, 404: HIDDEN, 405: NOT_ALLOWED, 200: REACHES, 409: REACHES}
    return words.get(status, BROKEN)


def written():
    """Rows written so far in this transaction, by table; sessions and the cache apart."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 AND relname NOT IN ('django_session', 'portal_cache')"
            " ORDER BY relname"
        )
        return cursor.fetchall()


def standing():
    """Every row as it stands, by table: what is left of what was written and taken back. Slower."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names()) - {"django_session", "portal_cache"}):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {quoted} t")
            found.append((table, cursor.fetchone()))
    return found


def fingerprint(name):
    """What a request that may not write must leave as it is: rows (the outbox is one table of them) and files."""
    folder = Path(settings.MEDIA_ROOT)
    rows = standing() if name in TAKEN_BACK else written()
    return rows, sorted(map(str, folder.rglob("*"))) if folder.exists() else []


@contextmanager
def undone():
    """What happens inside leaves no trace."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Matrix:
    def __init__(self, scene):
        end = bring_in_the_others(scene)
        self.scene = scene
        self.answers, self.paths, self.known = Counter(), {}, {}
        self.factory = RequestFactory()
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.handler.load_middleware()
        with self.portal():
            self.cookies = {person: session_of(scene.people[person], person) for person in EVERYBODY}
            town = scene.arguments["town"]
            for person in ["remy", "dina"]:  # their sessions run
                assert self.ask(person, "GET", reverse("workspace", kwargs=town)).status_code == 200
        end()
        self.known = {}

    @contextmanager
    def remembered(self):
        """Who a session names is asked of Django once for each person, not for each of some hundred cells."""

        def once(look_up, key):
            if key not in self.known:
                self.known[key] = look_up()
            return copy(self.known[key])

        find_session, get_user = SessionStore._get_session_from_db, AuthenticationBackend.get_user
        with (
            patch.object(
                SessionStore,
                "_get_session_from_db",
                lambda store: once(lambda: find_session(store), store.session_key),
            ),
            patch.object(
                AuthenticationBackend,
                "get_user",
                lambda backend, key: once(lambda: get_user(backend, key), int(key)),
            ),
        ):
            yield

    @contextmanager
    def portal(self, is_drawn=False):
        """The portal as production sets it, its pages drawn or not."""
        with ExitStack() as stack:
            stack.enter_context(
                override_settings(
                    SECOND_FACTOR_REQUIRED=True, ACCOUNT_RATE_LIMITS=False, MFA_RATE_LIMITS=False
                )
            )
            stack.enter_context(self.remembered())
            if not is_drawn:
                stack.enter_context(patch.object(Template, "render", lambda *args, **kwargs: ""))
            quiet = logging.getLogger("django.request")
            before, quiet.level = quiet.level, logging.ERROR
            stack.callback(setattr, quiet, "level", before)
            yield

    def ask(self, person, method, path, data=None):
        request = WSGIRequest(
            self.factory.generic(method, path).environ
            if data is None
            else self.factory.post(path, data).environ
        )
        request._dont_enforce_csrf_checks = True
        if cookie := self.cookies[person]:
            request.COOKIES[settings.SESSION_COOKIE_NAME] = cookie
        return self.handler.get_response(request)

    def path(self, cell):
        key = (cell.name, cell.relation, cell.language)
        if key not in self.paths:
            self.paths[key] = self._path(cell)
        return self.paths[key]

    def _path(self, cell):
        thing = TABLE[cell.name].thing
        arguments = self.scene.arguments[thing]
        if cell.relation == NONE:
            arguments = no_such(cell.name, arguments)
        elif cell.relation == CROSSED:
            arguments = arguments | self.scene.foreign[thing]
        elif cell.relation == LACKING:
            arguments = self.scene.arguments["applicant"]
        with translation.override(cell.language):
            return reverse(cell.name, kwargs=arguments)

    def plan(self, name):
        return list(plan(name, self.scene.foreign))

    def try_all(self, cells, *, is_first_enough=False):
        """What is wrong, one line each: an answer that is not the table's, or one that wrote and may not."""
        cells = list(cells)
        wrong = []
        with self.portal(), undone():
            name = cells[0].name if cells else ""
            before = fingerprint(name)
            for cell in cells:
                if not may_write(cell):
                    wrong += self._try(cell)
                    if wrong and fingerprint(name) != before:
                        wrong.append(f"{cell}: wrote something")
                        before = fingerprint(name)
                    if wrong and is_first_enough:
                        return wrong
            if not wrong and fingerprint(name) != before:
                wrong.append("something was written that may not be")
            for cell in cells:
                if may_write(cell):
                    with undone():
                        wrong += self._try(cell)
                    if wrong and is_first_enough:
                        return wrong
        return wrong

    def _try(self, cell):
        response = self.ask(cell.person, cell.method, self.path(cell))
        found = what(response)
        if found == SECOND_FACTOR and is_of_a_framework(cell.name):
            found = REACHES  # the pages of the second factor lead to each other
        self.answers[found] += 1
        for close in response._resource_closers:  # response.close() would end the transaction too
            close()
        if found not in cell.right:
            yield f"{cell}: {found} ({response.status_code}), not {' or '.join(sorted(cell.right))}"


def may_write(cell):
    return REACHES in cell.right and cell.relation == OWN and cell.method not in {"GET", "HEAD"}


def no_such(name, arguments):
    """The same address of a thing that does not exist: another town where it names one."""
    keys = {"slug"} if "slug" in arguments else set(NO_SUCH)
    nowhere = arguments | {key: value for key, value in NO_SUCH.items() if key in arguments and key in keys}
    return nowhere if nowhere != arguments else arguments | dict.fromkeys(arguments, "nothing")


def session_of(person, name):
    """The cookie of somebody signed in; whoever has a second factor gave it."""
    if person is None:
        return None
    client = signed_in(person)
    if name in WITH_A_FACTOR:
        session = client.session
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "password", "at": time.time()},
            {"method": "mfa", "type": "totp", "at": time.time()},
        ]
        session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value
