"""Tasks only ring: none is told whose thing to work on, so none can be told another town's."""

import ast
import inspect

import pytest

from coalition.celery import app

from .test_house import HOUSE, MODULES

app.loader.import_default_modules()
TASKS = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


def test_there_are_tasks():
    assert {"coalition.tasks.send_mail", "reports.tasks.remind"} <= set(TASKS)


@pytest.mark.parametrize("name", sorted(TASKS))
def test_a_task_takes_no_arguments(name):
    assert not inspect.signature(TASKS[name].run).parameters


def test_every_task_of_ours_is_registered():
    """So that the test above sees it."""
    written = set()
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.FunctionDef):
                decorators = {ast.unparse(each).partition("(")[0] for each in node.decorator_list}
                if decorators & {"shared_task", "app.task", "celery.shared_task"}:
                    path = module.relative_to(HOUSE).with_suffix("")
                    written.add(".".join([*path.parts, node.name]))
    assert written == set(TASKS)
