"""The history of an application, a plan, a report and a membership, as the town and the secretariat read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coalition.models import Event
from municipalities.models import Application, Note

from . import make


@pytest.fixture
def things(filed, lakeside, lea):
    """What Lakeside has a history of, by the pages that show it."""
    application = Application.objects.create(municipality=lakeside, opened_by=lea, status="submitted")
    return {
        "application": (application, reverse("application", args=[lakeside.slug])),
        "plan": (lakeside.plans.get(), reverse("plan", args=[lakeside.slug])),
        "report": (filed, reverse("report", args=[lakeside.slug, 2026])),
        "membership": (lakeside.membership, reverse("workspace", args=[lakeside.slug])),
    }


# The verb written into each history, and what the page says of it.
WORDS = {
    "application": ("withdraw", "Application withdrawn"),
    "plan": ("revise", "Period of the action plan changed"),
    "report": ("return", "Progress report returned for changes"),
    "membership": ("hold", "Membership put on hold"),
}


def pages_of_the_secretariat(kind, thing, lakeside):
    return {
        "application": reverse("review_application", args=[thing.pk]),
        "plan": reverse("plan", args=[lakeside.slug]),  # the secretariat reads the town's own page
        "report": reverse("review_report", args=[lakeside.slug, 2026]),
        "membership": reverse("secretariat_member", args=[lakeside.slug]),
    }[kind]


@pytest.mark.parametrize("kind", WORDS)
def test_who_did_what_when_on_whose_behalf(things, lakeside, lea, sam, sign_in, kind):
    thing, page = things[kind]
    verb, words = WORDS[kind]
    Event.record(thing, verb, lea, note="The council asked for it.")
    Event.record(thing, verb, sam, is_on_behalf=True)
    Event.record(thing, verb, sam)
    asked = {lea: page, sam: pages_of_the_secretariat(kind, thing, lakeside)}
    for person, address in asked.items():
        said = " ".join(sign_in(person).get(address).content.decode().split())
        assert said.count(words) >= 3, (kind, person)
        assert "The council asked for it." in said
        assert "Lea Tran" in said
        assert "Sam Lavoie · on behalf of the town" in said
        assert "Sam Lavoie · Secretariat" in said
        assert "Lea Tran · Secretariat" not in said


@pytest.mark.parametrize("kind", WORDS)
def test_no_other_towns_lines(things, rivermouth, lea, odile, sign_in, kind):
    """The same verb on the neighbour's thing: neither its note nor its person shows."""
    thing, page = things[kind]
    Event.record(rivermouth.membership, "hold", odile, note="Their council is busy.")
    Event.record(make.application(rivermouth, by=odile), "open", odile, note="Their council is busy.")
    said = sign_in(lea).get(page).content.decode()
    assert "Their council" not in said and "Odile" not in said


def test_notes_of_the_secretariat_stay_with_it(things, lakeside, lea, sam, sign_in):
    Note.write(lakeside, sam, "Call the mayor first.")
    for _thing, page in things.values():
        assert "Call the mayor" not in sign_in(lea).get(page).content.decode()
    page = reverse("secretariat_member", args=[lakeside.slug])
    assert "Call the mayor first." in sign_in(sam).get(page).content.decode()


@pytest.mark.parametrize("kind", WORDS)
def test_a_long_history_folds_and_asks_no_more_questions(things, lea, sam, sign_in, kind):
    thing, page = things[kind]
    client, verb = sign_in(lea), WORDS[kind][0]
    queries = []
    for more in (6, 12):
        for number in range(more):
            Event.record(thing, verb, make.user(f"Person {number}") if more == 12 else sam)
        with CaptureQueriesContext(connection) as asked:
            said = client.get(page).content.decode()
        queries.append(len(asked))
    assert "Show everything that happened before" in said
    assert said.count("timeline-title") >= 18
    assert queries[0] == queries[1]
