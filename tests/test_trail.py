"""The trail in words."""

from django.apps import apps

from coalition.models import Event
from coalition.trail import TRAIL_WORDS, trail_of
from coalition.workflow import Workflow
from municipalities.models import Application, Role

from . import make


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
