"""Every address, every person, reading and writing: what tests/access_table.py says is what the portal answers."""

import re
from contextlib import contextmanager
from importlib.util import find_spec, module_from_spec

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern

from municipalities.models import Member

from . import make
from .access_table import FORBIDDEN, HIDDEN, PEOPLE, REACHES, SIGN_IN, TABLE

NO_SUCH = {"slug": "no-such-town", "pk": 987_654_321}


def addresses(resolver=None, prefix=""):
    """Every pattern of the URLconf, by name; operators' raw data apart, which have one rule (test_admin)."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                yield from addresses(entry, prefix)
        elif isinstance(entry, URLPattern):
            yield entry.name


def test_every_address_is_in_the_table():
    names = list(addresses())
    assert None not in names, "an address has no name"
    assert set(names) == set(TABLE)


def test_every_line_speaks_of_everybody():
    for name, line in TABLE.items():
        assert set(line.answers) == set(line.posting or line.answers) == set(PEOPLE), name


@contextmanager
def undone():
    """What happens inside leaves no trace."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def client_of(scene, person):
    client = Client()
    if scene.people[person]:
        client.force_login(scene.people[person])
    return client


def ask(scene, person, method, name, arguments):
    return client_of(scene, person).generic(method, reverse(name, kwargs=arguments))


def what(response):
    """The answer in the table's words."""
    if response.status_code == 302 and "/sign-in/" in response["Location"]:
        return SIGN_IN
    return {403: FORBIDDEN, 404: HIDDEN, 405: "method not allowed"}.get(response.status_code, REACHES)


# allauth's pages send people on who have no business there; a redirect is an answer.
REACHED = {200, 302, 409}


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_answers(db, scene, name, method):
    line = TABLE[name]
    allowed = method in line.methods
    answers = (line.posting or line.answers) if method == "POST" else line.answers
    found = {}
    for person in PEOPLE:
        with undone():
            client = client_of(scene, person)
            before = written()
            response = client.generic(method, reverse(name, kwargs=scene.arguments[line.thing]))
            found[person] = what(response)
            if found[person] != REACHES or method != "POST":
                assert written() == before, f"{person}: {method} wrote something"
            if found[person] == REACHES:
                assert response.status_code in REACHED, (person, response.status_code)
    if allowed:
        assert found == answers
    else:
        assert REACHES not in found.values(), "a method the address does not know reaches somebody"


@pytest.mark.parametrize("name", [name for name, line in TABLE.items() if "GET" in line.methods])
def test_head_is_get_without_a_body(db, scene, name):
    line = TABLE[name]
    person = next((person for person in reversed(PEOPLE) if line.answers[person] == REACHES), "anonymous")
    with undone():
        got = ask(scene, person, "GET", name, scene.arguments[line.thing])
        head = ask(scene, person, "HEAD", name, scene.arguments[line.thing])
        assert head.status_code == got.status_code
        assert b"".join(head) == b""


def written():
    """Rows written so far in this transaction, by table; sessions and the cache apart."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 AND relname NOT IN ('django_session', 'portal_cache')"
            " ORDER BY relname"
        )
        return cursor.fetchall()


def test_a_write_is_noticed(db, scene):
    before = written()
    with undone():
        make.user("Somebody new")
        assert written() != before


OF_A_TOWN = [name for name, line in TABLE.items() if line.thing and HIDDEN in line.answers.values()]


@pytest.mark.parametrize("name", OF_A_TOWN)
def test_another_town_looks_like_no_town(db, scene, name):
    """The answer about a town that is not yours, byte for byte, is the answer about one that does not exist."""
    line = TABLE[name]
    method = "GET" if "GET" in line.methods else "POST"
    arguments = scene.arguments[line.thing]
    nowhere = arguments | {key: value for key, value in NO_SUCH.items() if key in arguments}
    assert nowhere != arguments
    for person in ["nora", "odile"]:
        with undone():
            theirs = ask(scene, person, method, name, arguments)
            nothing = ask(scene, person, method, name, nowhere)
        assert theirs.status_code == nothing.status_code == 404
        assert plain(theirs, arguments) == plain(nothing, nowhere)


def plain(response, arguments):
    """The page without what must differ: the form token, the nonce and the address asked for."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    text = re.sub(r'nonce="[^"]+"', "", text)
    for language in ["en", "fr"]:
        text = text.replace(response.wsgi_request.path.replace("/en/", f"/{language}/", 1), "PATH")
    for value in map(str, arguments.values()):
        text = re.sub(rf"/{re.escape(value)}(?=[/\"])", "/THING", text)
    headers = {
        k: v for k, v in response.headers.items() if k not in {"Content-Length", "Content-Security-Policy"}
    }
    return response.status_code, headers, text


def test_a_role_taken_away_counts_at_the_next_request(db, scene):
    client = Client()
    client.force_login(scene.people["lea"])
    page = reverse("workspace", kwargs=scene.arguments["town"])
    with undone():
        assert client.get(page).status_code == 200
        Member.objects.filter(user=scene.people["lea"]).delete()
        assert client.get(page).status_code == 404


@pytest.mark.parametrize("person", PEOPLE)
def test_raw_data_are_for_operators(db, scene, person):
    with undone():
        response = ask(scene, person, "GET", "admin:coalition_outgoingmessage_changelist", {})
    expected = {"anonymous": SIGN_IN, "ada": REACHES}.get(person, FORBIDDEN)
    assert what(response) == expected, response.get("Location")


@pytest.mark.parametrize("development", [True, False])
def test_development_pages_are_closed_in_production(settings, development):
    """The style page and the caught mails are addresses of a developer's machine only."""
    settings.DEVELOPMENT = development
    spec = find_spec("coalition.urls")
    urlconf = module_from_spec(spec)
    spec.loader.exec_module(urlconf)
    names = set(addresses(URLResolver(RegexPattern(r"^/"), urlconf)))
    assert "home" in names
    assert ({"style", "caught_mails", "caught_mail", "caught_mail_html"} <= names) is development
