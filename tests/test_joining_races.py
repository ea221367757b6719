"""Of two clicks at once, one wins and both see the same."""

import threading
import time

import pytest
from django.db import close_old_connections, connection, transaction

from coalition.forgetting import forget
from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.models import Application, Member, Membership, Municipality

from . import make


def at_once(*deeds):
    """Do all of them at the same moment; how each ended: None, or the WrongState."""
    ready, endings = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(number, deed):
        try:
            ready.wait(timeout=10)
            deed()
        except WrongState as problem:
            endings[number] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    close_old_connections()
    return endings


@pytest.mark.django_db(transaction=True)
def test_two_people_open_an_application_for_the_same_town():
    town = make.municipality("Newtown", slug="newtown-on")
    people = [make.user("Ann"), make.user("Ben")]
    endings = at_once(*[lambda person=person: Application.open(town, by=person) for person in people])
    assert len([ending for ending in endings if ending is None]) == 1
    assert Application.objects.count() == Member.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_of_the_secretariat_decide_at_once():
    town = make.municipality("Newtown", slug="newtown-on")
    ann, ben = make.user("Ann", is_secretariat=True), make.user("Ben", is_secretariat=True)
    application = make.application(town, by=make.user("Nora"), status="submitted")
    # Each has a page, and so a copy, of their own.
    copies = [Application.objects.get(pk=application.pk) for _person in (ann, ben)]
    endings = at_once(lambda: copies[0].approve(ann), lambda: copies[1].decline(ben, "No."))
    assert len([ending for ending in endings if ending is None]) == 1
    application.refresh_from_db()
    assert Membership.objects.count() == (application.status == "approved")
    assert Event.objects.about(application).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_towns_of_one_name_are_entered_at_once():
    sam = make.user("Sam", is_secretariat=True)
    proposals = [make.proposal(make.user(name), "Bellerive") for name in ("Ann", "Ben", "Cleo")]
    copies = [type(proposal).objects.get(pk=proposal.pk) for proposal in proposals]
    endings = at_once(
        *[lambda copy=copy: copy.add(sam, "Bellerive", "Bellerive", copy.province) for copy in copies]
    )
    assert endings == [None] * 3
    slugs = set(Municipality.objects.values_list("slug", flat=True))
    assert len(slugs) == 3 and "bellerive-on" in slugs


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first_leaves", ["the portal", "the town"])
def test_the_last_two_coordinators_go_at_once(first_leaves):
    """The second goes as the last one, of which the secretariat hears."""
    town, sam = make.municipality("Lakeside", slug="lakeside-on"), make.user("Sam", is_secretariat=True)
    make.membership(town)
    ann, ben = make.user("Ann"), make.user("Ben")
    role = make.member(town, ann)
    make.member(town, ben)
    is_gone = threading.Event()

    def first():
        with transaction.atomic():
            forget(ann) if first_leaves == "the portal" else role.leave()
            is_gone.set()
            time.sleep(0.5)  # the second looks before this is committed

    def second():
        is_gone.wait(timeout=10)
        forget(ben)

    assert at_once(first, second) == [None, None]
    assert not Member.objects.exists()
    assert OutgoingMessage.objects.filter(recipient=sam, key__contains="nobody-left").count() == 1
