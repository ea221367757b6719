"""Breaking the doors of the portal, one at a time: the machinery of tests/mutations.py."""

import logging
import sys
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from unittest.mock import patch

from django.db.models import ForeignKey, QuerySet
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import Exact, In
from django.shortcuts import get_object_or_404

from coalition import accounts
from coalition.models import User
from municipalities.models import Member, Municipality, Role

from . import test_access, test_access_states
from .access_matrix import Matrix, patterns
from .access_table import EVERYBODY, FORBIDDEN, HIDDEN, TABLE, expected

MUTATIONS = ["sign-in", "secretariat", "factor", "role", "town", "object", "decider"]
OURS = ("coalition.", "municipalities.", "commitments.", "reports.")


class Watch:
    """What the doors ask; and, for one mutation, what they no longer ask."""

    def __init__(self):
        self.depth = 0  # in how many doors we are
        self.broken = None
        self.asked = set()

    def asks(self, mutation):
        """Whether this question is to be answered "yes" without looking."""
        self.asked.add(mutation)
        return self.broken == mutation


@contextmanager
def watching():
    """Every door of the portal reports to the Watch that this gives."""
    watch = Watch()

    def door(function):
        @wraps(function)
        def watched(*args, **kwargs):
            watch.depth += 1
            try:
                return function(*args, **kwargs)
            finally:
                watch.depth -= 1

        return watched

    def says_whose(lookup):
        """The mutation that this condition of a query stands against, if any."""
        field = getattr(lookup.lhs, "target", None)
        if not watch.depth or field is None or not field.model.__module__.startswith(OURS):
            return None
        if isinstance(field, ForeignKey) and field.remote_field.model in {Municipality, User}:
            return "town" if field.model is Member else "object"
        return None

    def condition(lookup_class):
        as_sql = lookup_class.as_sql

        def watched(self, compiler, connection):
            sql = as_sql(self, compiler, connection)
            question = says_whose(self)
            return ("TRUE", []) if question and watch.asks(question) else sql

        return patch.object(lookup_class, "as_sql", watched)

    get = QuerySet.get

    def get_one(self, *args, **kwargs):
        """Where a broken door finds several, it takes another town's: an error would be no proof."""
        if watch.depth and watch.broken in {"town", "object"}:
            found = self.filter(*args, **kwargs).last()
            if found is not None:
                return found
        return get(self, *args, **kwargs)

    from_db = Member.from_db.__func__

    def member(cls, db, names, values):
        made = from_db(cls, db, names, values)
        if watch.depth and watch.asks("role"):
            made.role = Role.COORDINATOR
        return made

    factor, decider = accounts.has_second_factor, Municipality.refuse_decider

    def has_second_factor(user):
        return watch.asks("factor") or factor(user)

    def refuse_decider(self, user, *others):
        if not watch.asks("decider"):
            decider(self, user, *others)

    modules = [module for name, module in sys.modules.items() if name.startswith(OURS)]
    doors = {
        function
        for module in modules
        if module.__name__.endswith(".access")
        for name, function in vars(module).items()
        if name.startswith("get_") and getattr(function, "__module__", "") == module.__name__
    } | {get_object_or_404}
    with ExitStack() as stack:
        for lookup in {Exact, In, RelatedExact, RelatedIn}:
            if "as_sql" in vars(lookup):
                stack.enter_context(condition(lookup))
        stack.enter_context(patch.object(QuerySet, "get", get_one))
        stack.enter_context(patch.object(Member, "from_db", classmethod(member)))
        stack.enter_context(patch.object(accounts, "has_second_factor", has_second_factor))
        stack.enter_context(patch.object(Municipality, "refuse_decider", refuse_decider))
        for function in doors:
            watched = door(function)
            for module in modules:
                for name, value in list(vars(module).items()):
                    if value is function:
                        stack.enter_context(patch.object(module, name, watched))
        yield watch


@contextmanager
def broken(watch, pattern, mutation):
    """The view of this pattern with one of its doors open."""
    view = pattern.callback
    if mutation == "sign-in":

        def opened(*args, **kwargs):
            return view(*args, **kwargs)

        opened.login_required = False
        changed = opened
    elif mutation == "secretariat":
        changed = without_secretariat(view)
    else:
        changed = view
        watch.broken = mutation
    logging.disable()  # what stands behind an open door may break
    with patch.object(pattern, "callback", changed):
        try:
            yield
        finally:
            watch.broken = None
            logging.disable(logging.NOTSET)


def without_secretariat(view):
    """The view without @secretariat_only, or None where it has no such door."""
    inner, is_guarded = view, False
    while hasattr(inner, "__wrapped__") and inner.__code__.co_name == "guarded":
        is_guarded = is_guarded or inner.__code__.co_qualname.startswith("secretariat_only.")
        inner = inner.__wrapped__
    return inner if is_guarded else None


# Behind the first question whether somebody signed in, allauth asks a second time: opening the first opens nothing.
ASKED_TWICE = {"own_data", "own_data_file", "delete_account"}
# The verb asks for the role again; these pages show of the application only whose it is, and these of the plan only that
# there is one; this one shows a button; these are found by whoever uploaded them alone.
OPENS_NOTHING = {
    ("withdraw_invitation", "role"),
    ("renew_invitation", "role"),
    ("model_resolution", "object"),
    ("model_resolution_docx", "object"),
    ("find_plan_to_copy", "object"),
    ("plan_template", "object"),
    ("interest_letter", "factor"),
    ("plan_upload", "factor"),
    ("report_workbook_upload", "factor"),
}
# They ask who decides only to show or hide a button; what decides asks again.
ASKED_TO_SHOW = {"review_application"}


def has_door(pattern, mutation):
    if mutation == "sign-in":
        is_asked_twice = pattern.name in ASKED_TWICE or pattern.name.startswith("mfa_")
        return getattr(pattern.callback, "login_required", True) and not is_asked_twice
    if (pattern.name, mutation) in OPENS_NOTHING:
        return False
    if mutation == "decider":
        return pattern.name not in ASKED_TO_SHOW
    if mutation == "secretariat":
        return without_secretariat(pattern.callback) is not None
    return True


@dataclass
class Mutant:
    name: str
    mutation: str
    killed_by: str = ""


class Run:
    """Each mutant of each address, and the first cell that noticed it."""

    def __init__(self, scene):
        self.matrix = Matrix(scene)
        self.patterns = {entry.name: entry for entry in patterns()}

    def is_ours(self, name):
        return self.patterns[name].callback.__module__.startswith(OURS)

    def mutants(self, name):
        """The mutants of one address, each tried."""
        pattern = self.patterns[name]
        with watching() as watch:
            sound = [self.first_complaint(name, 0)]  # what each way of looking says before anything is broken
            asked = set(watch.asked) | {"sign-in", "secretariat"}
            for mutation in MUTATIONS:
                if (
                    mutation not in asked
                    or not has_door(pattern, mutation)
                    or not self.forbids(name, mutation)
                ):
                    continue
                mutant = Mutant(name, mutation)
                for way in range(len(WAYS)):
                    if way == len(sound):
                        sound.append(self.first_complaint(name, way))
                    assert not sound[way], f"{name} is wrong before anything is broken: {sound[way]}"
                    with broken(watch, pattern, mutation):
                        mutant.killed_by = self.first_complaint(name, way)
                    if mutant.killed_by:
                        break
                yield mutant

    def forbids(self, name, mutation):
        """Whether the table lets the door close on anybody: a page for every viewer has no role to open."""
        answers = {expected(name, person, method) for person in EVERYBODY for method in TABLE[name].methods}
        return {"role": FORBIDDEN, "town": HIDDEN}.get(mutation, next(iter(answers))) in answers

    def first_complaint(self, name, way):
        return next(iter(WAYS[way](self.matrix, name)), "")


def by_cells(matrix, name):
    known = TABLE[name].methods
    cells = [cell for cell in matrix.plan(name) if cell.language == "en" and cell.method in known]
    return matrix.try_all(cells, is_first_enough=True)


# Cheapest first.
WAYS = [by_cells, test_access_states.wrong_states, test_access.wrong_drawings]


def report(mutants):
    """The table of what was noticed; the mutants that were not."""
    tried, noticed = Counter(), Counter()
    for mutant in mutants:
        tried[mutant.mutation] += 1
        noticed[mutant.mutation] += bool(mutant.killed_by)
    print(f"{'broken':<12}{'tried':>7}{'noticed':>9}")
    for mutation in MUTATIONS:
        print(f"{mutation:<12}{tried[mutation]:>7}{noticed[mutation]:>9}")
    print(f"{'all':<12}{tried.total():>7}{noticed.total():>9}")
    missed = [mutant for mutant in mutants if not mutant.killed_by]
    for mutant in missed:
        print(f"NOT NOTICED: {mutant.mutation} of {mutant.name}")
    return missed
