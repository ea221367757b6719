"""The trail in words."""

import ast

from django.apps import apps

from coalition.models import Event
from coalition.trail import TRAIL_WORDS, trail_of
from coalition.workflow import Workflow
from municipalities.models import Application, Role

from . import make
from .test_house import HOUSE, MODULES


def test_every_verb_of_every_workflow_has_words():
    workflows = [model for model in apps.get_models() if issubclass(model, Workflow)]
    assert len(workflows) >= 4
    missing = {
        (model._meta.label_lower, verb)
        for model in workflows
        for verb in model.TRANSITIONS
        if (model._meta.label_lower, verb) not in TRAIL_WORDS
    }
    assert not missing


# What the code calls the things it records, where it is not `self`.
NAMES = {
    "suppressed": "coalition.suppressedaddress",
    "page": "coalition.page",
    "application": "municipalities.application",
    "invitation": "municipalities.invitation",
    "document": "municipalities.document",
    "service": "municipalities.localservice",
    "town": "municipalities.municipality",
    "proposal": "municipalities.proposal",
    "interest": "municipalities.interest",
    "message": "municipalities.bulkmessage",
    "note": "municipalities.note",
    "membership": "municipalities.membership",
    "municipality": "municipalities.municipality",
    "into": "municipalities.municipality",
    "municipality.membership": "municipalities.membership",
    "signature": "commitments.signature",
    "bulletin": "network.bulletin",
    "gathering": "network.gathering",
    "practice": "practices.practice",
    "original": "practices.practice",
    "revision": "practices.practice",
    "plan": "commitments.actionplan",
    "self.plan": "commitments.actionplan",
    "former": "commitments.actionplan",
    "version": "commitments.indicatorversion",
    "cycle": "reports.reportingcycle",
    "self.cycle": "reports.reportingcycle",
    "report": "reports.progressreport",
    "extension": "reports.extension",
}
# They pass on the verb they are given.
PASS_ON = {
    "coalition/models/timed.py",
    "municipalities/models/invitation.py",
    "municipalities/models/local_service.py",
    "municipalities/models/member.py",
    "coalition/workflow.py",
    "commitments/models/action_plan.py",
    "reports/models/cycle.py",
    "municipalities/models/membership.py",
    "reports/models/assignment.py",
    "practices/models/practice.py",
}


# Abstract: asked of each of its own by the test of every workflow above.
ABSTRACT = {"municipalities.offer"}


def recorded(source, app):
    """(what, verb) of every line of the trail that a module writes; the verb is None where it is passed on."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.owner = node.name.lower() if isinstance(node, ast.ClassDef) else getattr(node, "owner", "")
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        if called == "Event.record":
            thing, verb = ast.unparse(node.args[0]), node.args[1]
        elif called == "Event":
            thing, verb = ast.unparse(named["target"]), named["action"]
        elif called.endswith(("._move", ".note")):
            thing, verb = called.rpartition(".")[0], node.args[0]
        else:
            continue
        label = f"{app}.{node.owner}" if thing == "self" else NAMES.get(thing, thing)
        yield label, getattr(verb, "value", None)


def test_recording_is_recognized():
    source = """
class Plan:
    def publish(self, by):
        self._move("publish", by)
        Event.record(cycle, "add", by)
        former.note(action, by)
        Event(target=report, action="start")
"""
    assert set(recorded(source, "commitments")) == {
        ("commitments.plan", "publish"),
        ("reports.reportingcycle", "add"),
        ("commitments.actionplan", None),
        ("reports.progressreport", "start"),
    }


def test_every_line_that_is_recorded_has_words():
    found, missing = 0, set()
    for module in MODULES:
        path = str(module.relative_to(HOUSE))
        for label, verb in recorded(module.read_text(), path.partition("/")[0]):
            found += 1
            if verb is None:
                assert path in PASS_ON, f"{path}: which verb?"
            elif label not in ABSTRACT and (label, verb) not in TRAIL_WORDS:
                missing.add((path, label, verb))
    assert found > 20
    assert not missing


def test_words_stand_for_models_that_exist():
    for label, _verb in TRAIL_WORDS:
        apps.get_model(label)


def test_several_things_newest_first(lakeside, lea, sam):
    application = make.application(lakeside, by=lea)
    Event.record(application, "open", lea)
    Event.record(application, "withdraw", sam, note="why", is_on_behalf=True)
    Event.record(lakeside.membership, "hold", sam, note="late")
    trail = trail_of(lakeside.membership, application)
    assert [str(entry.title) for entry in trail] == [
        "Membership put on hold",
        "Application withdrawn",
        "Application opened",
    ]
    assert (trail[1].actor, trail[1].note, trail[1].is_on_behalf) == ("Sam Lavoie", "why", True)
    assert trail_of() == []


def test_somebody_who_left_keeps_no_name(lakeside, nora):
    town = make.municipality("Newtown", slug="newtown-on")
    application = Application.open(town, by=nora)
    assert trail_of(application)[0].actor == "Nora Diaz"
    nora.delete()
    assert "Nora" not in trail_of(Application.objects.get(pk=application.pk))[0].actor


def test_the_towns_page_says_on_whose_behalf(db, sam, nora, sign_in):
    town = make.municipality("Newtown", slug="newtown-on")
    application = Application.open(town, by=sam)
    make.member(town, nora, Role.VIEWER)
    said = sign_in(nora).get(application.get_absolute_url()).content.decode()
    assert "Application opened" in said
    assert "on behalf of the town" in said
