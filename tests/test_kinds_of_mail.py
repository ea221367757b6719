"""The kinds of mail: each category in the code is registered, and says to its reader what it is."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from coalition import outbox
from coalition.outbox.categories import KINDS, Readers, Rhythm, always_to, chosen_by

from . import make

APPS = ["coalition", "municipalities", "commitments", "practices", "reports", "network"]
# Things whose mail has the name of their model (municipalities/letters.py), where no other category is named.
THINGS = {"application", "interest", "membership", "member", "invitation", "handover", "proposal"}


def written_in(tree):
    """Every category that a call, a default or a property names: as it stands, one of two, or a constant of the module."""
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

    def values(node):
        if isinstance(node, ast.Constant) and node.value:
            yield node.value
        elif isinstance(node, ast.Name) and node.id in constants:
            yield constants[node.id]
        elif isinstance(node, ast.IfExp):
            yield from (*values(node.body), *values(node.orelse))

    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "category":
            yield from values(node.value)
        if isinstance(node, ast.FunctionDef) and node.name == "category":
            for answer in ast.walk(node):
                if isinstance(answer, ast.Return):
                    yield from values(answer.value)
        if isinstance(node, ast.arguments):
            named = [*node.posonlyargs, *node.args]
            pairs = list(zip(named[len(named) - len(node.defaults) :], node.defaults, strict=True))
            pairs += [(arg, value) for arg, value in zip(node.kwonlyargs, node.kw_defaults, strict=True)]
            for arg, value in pairs:
                if arg.arg == "category" and value is not None:
                    yield from values(value)


def test_every_category_in_the_code_is_registered():
    files = [path for app in APPS for path in (settings.BASE_DIR / app).rglob("*.py")]
    found = {
        category
        for path in files
        if "migrations" not in path.parts
        for category in written_in(ast.parse(Path(path).read_text(encoding="utf-8")))
    }
    assert found >= {"account", "reminder", "bulletin", "trial", "practice", "arrival", "conversation"}
    assert (found | THINGS) - set(KINDS) == set()
    assert set(KINDS) - found - THINGS == set(), "no mail of this kind is written"


def test_mail_of_a_kind_that_nobody_registered_is_not_composed(db):
    with pytest.raises(LookupError, match="'surprise'"):
        make.mail(category="surprise")


def test_each_kind_says_what_it_is(db, sam, lea):
    for person in (sam, lea):
        chosen, always = chosen_by(person), always_to(person)
        assert {kind.key for kind in chosen}.isdisjoint(kind.key for kind in always)
        for kind in (*chosen, *always):
            assert kind.title and kind.sentence
        assert all(kind.why for kind in always)
        assert all(kind.rhythm in kind.rhythms for kind in chosen)
    ours = {kind.key for kind in KINDS.values() if kind.readers is Readers.SECRETARIAT}
    assert ours == {"alarm", "arrival"}
    assert ours.isdisjoint(kind.key for kind in (*chosen_by(lea), *always_to(lea)))


@pytest.mark.parametrize(
    "chosen, expected",
    [
        ({}, ("at_once", "daily", "at_once")),
        ({"practice": "weekly", "reminder": "never"}, ("weekly", "never", "at_once")),
        # What is not offered, or is no rhythm, is as if nothing was chosen; a service message always comes.
        ({"practice": "hourly", "reminder": "weekly", "account": "never"}, ("at_once", "daily", "at_once")),
    ],
)
def test_the_rhythm_is_the_person_s_own_where_the_kind_leaves_the_choice(nora, chosen, expected):
    nora.rhythms = chosen
    found = [outbox.rhythm_of(nora, category) for category in ("practice", "reminder", "account")]
    assert found == [Rhythm(each) for each in expected]
