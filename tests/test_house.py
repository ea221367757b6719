"""Rules of the house that a machine can read. STYLE in docs/architecture.md and CONTRIBUTING.md says why."""

import ast
import re
import tomllib
from pathlib import Path

import pghistory
from django.apps import apps

from .checks import project_files

HOUSE = Path(__file__).resolve().parent.parent
APPS = ["coalition", "municipalities", "commitments", "practices", "reports", "network"]
MODULES = [f for app in APPS for f in (HOUSE / app).rglob("*.py") if "migrations" not in f.parts]
VIEWS = [f for f in MODULES if "views" in f.parts]
LONGEST = 300
UNWELCOME = {"services.py", "utils.py", "helpers.py", "mixins.py", "signals.py"}
ALWAYS_WRITE = {"save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITE_IN_QUERIES = {"create", "update"}  # a dictionary has an update() too

# Models without row history, and why.
NOT_IN_HISTORY = {
    "reports.ReportText": "made from the snapshot, can be made anew",
    "reports.ActionCount": "made from the snapshot, can be made anew",
    "reports.IndicatorAnswer": "made from the snapshot, can be made anew",
    "coalition.Event": "is itself the trail; triggers refuse changes",
    "coalition.Departure": "is the trace that is left of a deleted account; written once",
    "coalition.Translation": "is kept by triggers from rows that are in it",
    "coalition.OutgoingMessage": "holds its own state; bodies are removed after a while, history would keep them",
    "coalition.Notification": "holds its own state; its words are those of a message",
    "coalition.Bounce": "what a mail server said once; written once, for a year",
    "coalition.SpreadsheetUpload": "is kept for a week at most; what it changes is in the history of what it changes",
    "commitments.CommitmentGroup": "three rows of reference data, changed only by a release",
    "practices.Topic": "22 rows of reference data, changed only by a release",
    "practices.Country": "30 rows of reference data, changed only by a release",
    "municipalities.Reminder": "is itself the log of what was told; written once",
    "municipalities.Snooze": "is what somebody wants to hear of some days later",
    "municipalities.Province": "thirteen rows of reference data, changed only by a release",
    "reports.Submission": "never changes: triggers refuse it",
    "coalition.PageLink": "is what a worker found at an address; the pages that lead there are in it",
    "coalition.KeptAnswers": "what somebody typed and has not saved, for an hour",
    "coalition.VisitorPost": "counts what visitors send, for a day",
    "reports.SavingPage": "an open page of a browser, for two days; what it saved is in the history of that",
    "reports.Snapshot": "never changes: triggers refuse it",
    "reports.FiledPack": "never changes: triggers refuse it",
}


def test_the_house_is_read():
    assert len(MODULES) > 60 and len(VIEWS) > 10


def test_a_module_is_one_thing():
    assert not [str(module) for module in MODULES if module.name in UNWELCOME]
    lines = {str(module.relative_to(HOUSE)): module.read_text().count("\n") for module in MODULES}
    too_long = {module: number for module, number in lines.items() if number > LONGEST}
    assert not too_long, "are they two things?"


def writes(source):
    """The calls in a source that write to the database."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ast.unparse(node.func)
            in_query = re.search(r"\bobjects\b|\.(filter|all|exclude)\(", called)
            if node.func.attr in ALWAYS_WRITE or (node.func.attr in WRITE_IN_QUERIES and in_query):
                yield called


def test_a_write_is_recognized():
    source = "Town.objects.create(a=1); town.save(); Town.objects.filter(a=1).update(a=2); {}.update(b=1)"
    assert len(list(writes(source))) == 3


def test_views_do_not_write():
    writing = {str(view.relative_to(HOUSE)): list(writes(view.read_text())) for view in VIEWS}
    assert not {view: calls for view, calls in writing.items() if calls}


def test_a_lock_does_not_wait_for_foreign_keys():
    """FOR UPDATE waits for every insert that refers to the row, and two such transactions wait for each other."""
    locking = [module for module in MODULES if "select_for_update" in module.read_text()]
    assert len(locking) > 3
    for module in locking:
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".select_for_update"):
                assert "no_key=True" in ast.unparse(node), f"{module}:{node.lineno}"


def test_every_model_is_in_the_row_history_or_says_why_not():
    tracked = {m.pgh_tracked_model._meta.label for m in apps.get_models() if hasattr(m, "pgh_tracked_model")}
    ours = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in APPS and not issubclass(model, pghistory.models.Event)
    }
    assert tracked
    assert ours - tracked == set(NOT_IN_HISTORY)


def test_every_translated_column_is_in_the_row_history():
    for model in apps.get_models():
        if hasattr(model, "pgh_tracked_model"):
            kept = {f.name for f in model._meta.get_fields()}
            both = {f.name for f in model.pgh_tracked_model._meta.fields if f.name.endswith(("_en", "_fr"))}
            assert both <= kept, model


def test_every_dependency_has_a_reason():
    listed = [
        line
        for line in (HOUSE / "pyproject.toml").read_text().splitlines()
        if re.match(r'\s+"[a-z].*[><=]', line)
    ]
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())
    groups = project["dependency-groups"].values()
    assert len(listed) == len(project["project"]["dependencies"]) + sum(len(group) for group in groups)
    assert all(re.search(r"# \w+", line) for line in listed)


def test_no_committed_file_names_a_package_registry():
    hosts = [
        ".".join(parts) for parts in [("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org")]
    ]
    for path in project_files():
        if path.suffix not in {".woff2", ".ttf", ".png", ".pdf", ".mo", ".xlsx"}:
            text = path.read_text()
            assert not any(host in text for host in hosts), path
