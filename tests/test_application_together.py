"""Several people of a town fill in one application: nobody undoes unseen what a colleague saved."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from commitments.models import InventoryEntry
from municipalities.models import Application, Document, Role

from . import make
from .applying import CONTACT, address
from .papers import upload
from .tab import Tab

RESOLUTION = {"resolution_number": "2026-118", "resolution_on": "2026-02-03"}


@pytest.fixture
def town(reference, eli):
    town = make.municipality("Newtown", slug="newtown-on")
    make.member(town, eli, Role.CONTRIBUTOR)
    return town


@pytest.fixture
def draft(town, nora):
    make.member(town, nora, Role.COORDINATOR)
    return make.application(town, by=nora, **CONTACT)


@pytest.fixture
def tabs(draft, town, nora, eli, sign_in):
    """Nora's and Eli's, opened on the same step before either saves."""

    def opened(step):
        url = address(f"application_{step}", town)
        return Tab(sign_in(nora), url), Tab(sign_in(eli), url)

    return opened


def stored(draft):
    return Application.objects.get(pk=draft.pk)


def test_different_answers_are_both_kept(draft, tabs):
    nora, eli = tabs("contact")
    assert nora.save(contact_phone="613-555-0199").status_code == 302
    assert eli.save(contact_title="Clerk").status_code == 302
    assert (stored(draft).contact_phone, stored(draft).contact_title) == ("613-555-0199", "Clerk")


@pytest.mark.parametrize(
    ("step", "field", "theirs", "mine"),
    [
        ("contact", "contact_name", "Zoë H. Roy", "Z. Hébert"),
        ("champion", "champion_name", "Ana Cruz", "Ben Ito"),
        ("inventory", "text_2", "A complaints desk\nA yearly survey", "A helpline"),
    ],
)
def test_of_two_answers_the_second_comes_back_beside_the_first(draft, tabs, step, field, theirs, mine):
    more = {"champion_title": "Councillor"} if step == "champion" else {}
    nora, eli = tabs(step)
    assert nora.save(**{field: theirs}, **more).status_code == 302
    answer = eli.save(**{field: mine}, **more)
    assert answer.status_code == 409
    said = eli.page.text()
    assert "A colleague changed this" in said and "what is saved now" in said and "what you typed" in said
    assert theirs.split("\n")[0] in said and mine in said
    assert eli.shown.typed()[field] == [mine]
    assert facts(draft, step, field) == theirs
    # Having seen both, saving again decides.
    assert eli.save().status_code == 302
    assert facts(draft, step, field) == mine


def facts(draft, step, field):
    if step == "inventory":
        return InventoryEntry.objects.get(application=draft, commitment=2).text
    return getattr(stored(draft), field)


def test_priorities_chosen_meanwhile_stay(town, tabs):
    make.priorities(town, 1, 4)
    nora, eli = tabs("priorities")
    nora.save(chosen_4=[], chosen_7="on", reason_1="Rents rose.")
    assert eli.save(chosen_9="on").status_code == 302
    assert dict(town.priorities.values_list("commitment", "reason")) == {1: "Rents rose.", 7: "", 9: ""}
    nora, eli = tabs("priorities")
    nora.save(reason_9="Clerks asked.")
    answer = eli.save(chosen_9=[])
    assert (
        answer.status_code == 409 and "Clerks asked." in eli.page.text() and "Not chosen" in eli.page.text()
    )


def test_a_signature_recorded_meanwhile_is_shown_before_it_is_replaced(town, tabs):
    nora, eli = tabs("declaration")
    signed = {"signatory_title": "Mayor", "signed_on": "2026-02-01", "is_authorized": "on"}
    assert nora.save(signatory_name="Marie Roy", **signed).status_code == 302
    assert eli.save(signatory_name="Ana Cruz", **signed).status_code == 409
    assert "Marie Roy" in eli.page.text()
    assert town.signatures.get().signatory_name == "Marie Roy"
    assert eli.save().status_code == 302
    assert town.signatures.get().signatory_name == "Ana Cruz"


def test_a_file_handed_in_meanwhile_is_not_replaced_unseen(draft, tabs):
    nora, eli = tabs("resolution")
    assert nora.save(file=upload("certified.pdf"), **RESOLUTION).status_code == 302
    answer = eli.save(file=upload("mine.pdf"), **RESOLUTION)
    assert answer.status_code == 409 and "certified.pdf" in eli.page.text()
    assert [document.name for document in Document.objects.all()] == ["certified.pdf"]
    assert eli.save(file=upload("mine.pdf")).status_code == 302
    assert stored(draft).resolution.name == "mine.pdf"


def test_a_file_kept_while_a_date_is_wrong_is_ones_own(draft, tabs):
    nora, _eli = tabs("resolution")
    assert nora.save(file=upload("first.pdf"), **RESOLUTION | {"resolution_on": "soon"}).status_code == 200
    assert nora.save(file=upload("second.pdf"), resolution_on="2026-02-03").status_code == 302
    assert stored(draft).resolution.name == "second.pdf"


def test_a_form_that_says_nothing_of_what_it_showed_replaces_nothing(draft, town, eli, sign_in):
    typed = CONTACT | {"contact_name": "Forged"}
    assert sign_in(eli).post(address("application_contact", town), typed).status_code == 409
    assert stored(draft).contact_name == CONTACT["contact_name"]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_shown_the_other(sign_in):
    town = make.municipality("Newtown", slug="newtown-on")
    people = [make.user("Ann"), make.user("Ben")]
    for person in people:
        make.member(town, person, Role.CONTRIBUTOR)
    make.application(town, by=people[0], **CONTACT)
    tabs = [Tab(sign_in(person), address("application_contact", town)) for person in people]
    ready, codes = threading.Barrier(2), []

    def save(tab, name):
        ready.wait(timeout=10)
        codes.append(tab.save(contact_name=name).status_code)
        connection.close()

    threads = [
        threading.Thread(target=save, args=pair) for pair in zip(tabs, ["Zoë Roy", "Zoë Cruz"], strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(codes) == [302, 409]


def test_what_is_submitted_meanwhile_is_not_changed(draft, tabs):
    _nora, eli = tabs("contact")
    Application.objects.update(status="submitted", submitted_at=timezone.now())
    answer = eli.client.post(eli.url, {**eli.shown.typed(), "contact_name": "Too late"})
    assert answer.status_code == 409 and "cannot be changed now" in answer.text
    assert stored(draft).contact_name == CONTACT["contact_name"]
