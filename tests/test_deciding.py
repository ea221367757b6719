"""Who may decide, and on what: nobody on their own town, and only on what they have read."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from municipalities.models import Application, Role

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def newtown(db):
    return make.municipality("Newtown", slug="newtown-on")


def test_a_town_refuses_its_people_and_who_wrote_what_is_decided(lakeside, lea, vic, sam, nora):
    lakeside.refuse_decider(sam)
    lakeside.refuse_decider(sam, nora, None)
    for person, others in [(lea, ()), (vic, ()), (sam, (None, sam))]:
        with pytest.raises(PermissionDenied, match="Nobody decides"):
            lakeside.refuse_decider(person, *others)


def test_a_lock_lets_others_point_at_the_row(newtown, nora):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        application = Application.open(newtown, by=nora)
        application.revise("contact", contact_name="Nora")
    locks = [query["sql"] for query in queries if " FOR " in query["sql"] and "UPDATE" in query["sql"]]
    assert len(locks) >= 2 and all("FOR NO KEY UPDATE" in lock for lock in locks)


DECISIONS = {
    "approve": {},
    "return": {"letter": "Please sign it."},
    "decline": {"reason": "No."},
}


@pytest.mark.parametrize("verb", DECISIONS)
def test_nobody_decides_on_what_was_not_read(newtown, nora, sam, sign_in, verb):
    application = make.application(newtown, by=nora, status="submitted", submitted_at=timezone.now())
    client, there = sign_in(sam), reverse(f"{verb}_application", args=[application.pk])
    page = client.get(reverse("review_application", args=[application.pk]) if verb == "approve" else there)
    shown = f'name="submitted_at" value="{application.stamp}"'
    assert shown in page.content.decode()
    read = application.stamp
    Application.objects.filter(pk=application.pk).update(submitted_at=timezone.now())
    for stamp in (read, "", "x"):
        answer = client.post(there, DECISIONS[verb] | {"submitted_at": stamp})
        assert answer.status_code == 409
        assert "submitted again since you opened it" in answer.content.decode()
    application.refresh_from_db()
    assert application.status == "submitted"
    assert client.post(there, DECISIONS[verb] | {"submitted_at": application.stamp}).status_code == 302


def decisions_on(application, by):
    application = Application.objects.get(pk=application.pk)
    yield lambda: application.approve(by)
    yield lambda: application.send_back(by, {"letter": "Please sign it."})
    yield lambda: application.decline(by, "No.")


@pytest.mark.parametrize("part", ["people", "opened", "submitted"])
def test_nobody_decides_on_an_application_of_their_own(reference, newtown, nora, sam, sign_in, part):
    application = make.application(newtown, by=sam if part == "opened" else nora, complete=True)
    application.submit(sam if part == "submitted" else nora)
    if part == "people":
        make.member(newtown, sam, Role.VIEWER)
    for decide in decisions_on(application, sam):
        with pytest.raises(PermissionDenied):
            decide()
    client = sign_in(sam)
    said = client.get(reverse("review_application", args=[application.pk])).content.decode()
    assert (
        "somebody else decides" in said and reverse("approve_application", args=[application.pk]) not in said
    )
    for verb, typed in DECISIONS.items():
        there = reverse(f"{verb}_application", args=[application.pk])
        assert client.post(there, typed | {"submitted_at": application.stamp}).status_code == 403
    application.approve(make.user("Camille", is_secretariat=True))


def test_nobody_holds_or_ends_their_own_membership(lakeside, lea, sam):
    make.member(lakeside, sam, Role.VIEWER)
    for person in (lea, sam):
        for verb in (lakeside.membership.hold, lakeside.membership.end):
            with pytest.raises(PermissionDenied):
                verb(person, "Because.")
