"""Every address, every person, every method: what tests/access_table.py says is what the portal answers."""

import re
from dataclasses import replace
from importlib.util import find_spec, module_from_spec

import pytest
from django.contrib import admin
from django.urls import URLResolver, reverse
from django.urls.resolvers import RegexPattern
from django.utils import translation

from network.models import CalendarKey, Registration, Subscription

from . import make
from .access_matrix import CROSSED, NONE, Matrix, fingerprint, no_such, patterns, some, undone, what
from .access_table import (
    DECISIONS,
    EVERYBODY,
    FOR_PROGRAMS,
    FORBIDDEN,
    HIDDEN,
    PEOPLE,
    REACHES,
    SECOND_FACTOR,
    SIGN_IN,
    STANDS_LIKE,
    TABLE,
    expected,
)
from .sampling import share

LEAST_CELLS = 20_000
# Open to everybody, so that the view can say where to come back to after signing in.
LEADS_THERE_ITSELF = {"accept_invitation"}


@pytest.fixture(scope="module")
def matrix(scene, django_db_blocker):
    with django_db_blocker.unblock():
        return Matrix(scene)


# --- the table ------------------------------------------------------------------------------------------


def test_every_address_is_in_the_table():
    names = [entry.name for entry in patterns()]
    assert None not in names, "an address has no name"
    assert set(names) == set(TABLE)


def test_every_line_speaks_of_everybody():
    for name, line in TABLE.items():
        assert set(line.answers) == set(line.posting or line.answers) == set(PEOPLE), name
    assert set(STANDS_LIKE.values()) <= set(PEOPLE)
    assert set(TABLE) >= DECISIONS


def test_every_address_opens_to_somebody_and_is_closed_to_somebody():
    """Or it is for everybody: no line holds only denials, which would prove nothing of the view behind it."""
    for name, line in TABLE.items():
        for method in line.methods:
            answers = {expected(name, person, method) for person in EVERYBODY}
            is_public = answers == {REACHES}
            within_a_flow = answers == {SIGN_IN}  # reached from the step before, which test_accounts.py walks
            is_for_programs = name in FOR_PROGRAMS and answers == {FORBIDDEN}
            differs = REACHES in answers and answers != {REACHES}
            assert is_public or within_a_flow or is_for_programs or differs, name


def test_pages_are_closed_unless_marked_as_open():
    """Django's own middleware asks for a sign-in wherever a view does not say otherwise."""
    opened = {entry.name for entry in patterns() if not getattr(entry.callback, "login_required", True)}
    for name, line in TABLE.items():
        if line.answers["anonymous"] == SIGN_IN and expected(name, "nora") != SIGN_IN:
            assert name not in opened - LEADS_THERE_ITSELF or name.startswith(("account_", "mfa_")), name
        if name not in opened:
            assert line.answers["anonymous"] == SIGN_IN, name


def test_what_follows_a_town_in_an_address_is_tried_with_another_towns(scene, matrix):
    for name, line in TABLE.items():
        arguments = scene.arguments[line.thing]
        if "slug" in arguments and arguments.keys() & {"pk", "year"} and line.answers["anonymous"] == SIGN_IN:
            assert line.thing in scene.foreign, f"{name}: what has Rivermouth that Lakeside has not?"


# --- the cells ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLE)
def test_answers(db, matrix, name, record_property):
    cells = matrix.plan(name)
    wrong = matrix.try_all(cells)
    assert not wrong, "\n".join(wrong[:20])
    record_property("cells", len(cells))


def test_there_are_cells_enough(matrix):
    cells = [cell for name in TABLE for cell in matrix.plan(name)]
    of = {kind: sum(cell.relation == kind for cell in cells) for kind in (NONE, CROSSED)}
    print(f"{len(cells)} cells, {of}, at {len(TABLE)} addresses")
    assert len(cells) >= LEAST_CELLS
    assert all(of.values())


def test_a_wrong_answer_is_noticed(db, matrix, monkeypatch):
    assert not matrix.try_all(matrix.plan("workspaces"))
    monkeypatch.setitem(TABLE, "workspaces", replace(TABLE["workspaces"], answers=TABLE["home"].answers))
    assert matrix.try_all(matrix.plan("workspaces"))


def test_a_write_is_noticed(db, matrix, monkeypatch):
    ask = matrix.ask

    def ask_and_write(*asked):
        make.user("Somebody new")
        return ask(*asked)

    monkeypatch.setattr(matrix, "ask", ask_and_write)
    assert matrix.try_all(matrix.plan("about")) == ["something was written that may not be"]


# --- pages, drawn ---------------------------------------------------------------------------------------

READERS_TO_SHARE = 2
READERS = ["anonymous", "nora", "vic", "eli", "lea", "sam", "tess"]
# What Rivermouth and Hilltop are called and have written: nothing of it is on a page of Lakeside or Newtown.
OF_OTHER_TOWNS = re.compile(r"rivermouth|hilltop|\babel|canary", re.IGNORECASE)


# Words on a page that everybody reads, for some of its readers only.
ONLY_FOR = {"municipality": ("Minutes for members", {"vic", "eli", "lea", "odile", "sam", "tess"})}


def wrong_drawings(matrix, name):
    """English for who sees something else than another, French for one of them."""
    line = TABLE[name]
    yield from shown_to_others(matrix, name)
    if "GET" not in line.methods:
        return
    readers = [person for person in READERS if expected(name, person) == REACHES]
    place = list(TABLE).index(name)
    for language, person in [("en", person) for person in share(readers, place, READERS_TO_SHARE)] + [
        ("fr", person) for person in readers[-1:]
    ]:
        with matrix.portal(is_drawn=True), undone(), translation.override(language):
            before = fingerprint(name)
            response = matrix.ask(person, "GET", reverse(name, kwargs=matrix.scene.arguments[line.thing]))
            # allauth's pages send people on who have no business there; a redirect is an answer.
            if response.status_code not in {200, 302, 409}:
                yield f"GET {name} as {person}, {language}, drawn: {response.status_code}"
            if fingerprint(name) != before:
                yield f"GET {name} as {person}, {language}, drawn: wrote something"
            is_of_a_town = line.answers["odile"] == HIDDEN and not response.streaming
            leaked = is_of_a_town and OF_OTHER_TOWNS.search(response.content.decode(errors="replace"))
            if leaked:
                yield f"GET {name} as {person}, {language}, drawn: {leaked[0]!r} is another town's"


def shown_to_others(matrix, name):
    words, readers = ONLY_FOR.get(name, ("", EVERYBODY))
    for person in EVERYBODY if words else []:
        with matrix.portal(is_drawn=True), undone():
            path = reverse(name, kwargs=matrix.scene.arguments[TABLE[name].thing])
            is_shown = words in matrix.ask(person, "GET", path).content.decode()
        if is_shown != (person in readers):
            yield f"GET {name} as {person}: {'shows' if is_shown else 'lacks'} {words!r}"


@pytest.mark.parametrize("name", [name for name, line in TABLE.items() if "GET" in line.methods])
def test_pages_are_drawn_for_everybody_who_may_read_them(db, matrix, name):
    wrong = list(wrong_drawings(matrix, name))
    assert not wrong, "\n".join(wrong)


OF_A_TOWN = [name for name, line in TABLE.items() if line.thing and HIDDEN in line.answers.values()]
STRANGERS = [("en", "odile"), ("fr", "odile")]
MORE_STRANGERS = ["nora", "remy", "suzy"]  # shared out among the addresses


@pytest.mark.parametrize("name", OF_A_TOWN)
def test_another_town_looks_like_no_town(db, matrix, name):
    """The answer about a town that is not yours, byte for byte, is the answer about one that does not exist."""
    line = TABLE[name]
    method = "GET" if "GET" in line.methods else "POST"
    arguments = matrix.scene.arguments[line.thing]
    nowhere = no_such(name, arguments)
    assert nowhere != arguments
    for language, person in STRANGERS + [("en", person) for person in some(name, MORE_STRANGERS)]:
        if expected(name, person, method) != HIDDEN:
            continue
        with matrix.portal(is_drawn=True), translation.override(language):
            asked = [reverse(name, kwargs=kwargs) for kwargs in (arguments, nowhere)]
            theirs, nothing = (matrix.ask(person, method, path) for path in asked)
        assert theirs.status_code == nothing.status_code == 404
        assert plain(theirs, asked[0], arguments) == plain(nothing, asked[1], nowhere)


def plain(response, path, arguments):
    """The page without what must differ: the form token, the nonce and the address asked for."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    text = re.sub(r'nonce="[^"]+"', "", text)
    text = text.replace(path, "PATH")
    for value in map(str, arguments.values()):
        text = re.sub(rf"/{re.escape(value)}(?=[/\"])", "/THING", text)
    apart = {"Content-Length", "Content-Security-Policy"}
    headers = {name: value for name, value in response.headers.items() if name not in apart}
    return response.status_code, headers, text


# --- beside the table -----------------------------------------------------------------------------------


@pytest.mark.parametrize("person", EVERYBODY)
def test_raw_data_are_for_operators(db, matrix, person):
    """With a second factor: Omar, who has none, is led to set one up."""
    with matrix.portal(is_drawn=True), undone():
        response = matrix.ask(person, "GET", reverse("admin:coalition_outgoingmessage_changelist"))
    answers = {"anonymous": SIGN_IN, "dina": SIGN_IN, "ada": REACHES, "omar": SECOND_FACTOR}
    assert what(response) == answers.get(person, FORBIDDEN), response.get("Location")


def test_raw_data_are_drawn_without_what_opens_the_pages_of_others(db, matrix):
    secrets = [
        *Subscription.objects.values_list("token", flat=True),
        *Registration.objects.values_list("token", flat=True),
        *CalendarKey.objects.values_list("token", flat=True),
    ]
    assert secrets
    drawn = 0
    with matrix.portal(is_drawn=True), undone():
        for model in admin.site._registry:
            start = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            row = model._default_manager.first()
            for path in [reverse(f"{start}_changelist"), row and reverse(f"{start}_change", args=[row.pk])]:
                if path:
                    page = matrix.ask("ada", "GET", path)
                    assert page.status_code == 200, path
                    assert not [secret for secret in secrets if secret in page.content.decode()], path
                    drawn += 1
    assert drawn > 30


@pytest.mark.parametrize("development", [True, False])
def test_development_pages_are_closed_in_production(settings, development):
    """The style page and the caught mails are addresses of a developer's machine only."""
    settings.DEVELOPMENT = development
    spec = find_spec("coalition.urls")
    urlconf = module_from_spec(spec)
    spec.loader.exec_module(urlconf)
    names = {entry.name for entry in patterns(URLResolver(RegexPattern(r"^/"), urlconf))}
    assert "home" in names
    assert ({"style", "caught_mails", "caught_mail", "caught_mail_html"} <= names) is development
