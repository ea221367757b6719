"""The first inventory: what a town already does, and what becomes of it when the town is a member."""

import pytest

from coalition.workflow import WrongState
from commitments.joining import INVENTORY, keep_inventory
from commitments.models import Action
from municipalities.models import Application, Role

from . import make
from .applying import address, page
from .tab import Tab


@pytest.fixture
def town(reference):
    return make.municipality("Newtown", name_fr="Neuville", slug="newtown-on")


@pytest.fixture
def application(town, nora):
    make.member(town, nora, Role.COORDINATOR)
    return make.application(town, by=nora, complete=True)


@pytest.fixture
def client(nora, sign_in):
    return sign_in(nora)


def entries(application):
    return {entry.commitment_id: (entry.text, entry.language) for entry in application.inventory.all()}


def test_it_is_kept_in_the_readers_language(town, application, client):
    assert not INVENTORY.is_complete(application) and not application.missing_steps()
    tab = Tab(client, address("application_inventory", town, "fr"))
    assert tab.save(text_2="Un guichet\r\n- Une enquête", text_10="   ").status_code == 302
    assert entries(application) == {2: ("Un guichet\n- Une enquête", "fr")}
    assert INVENTORY.is_complete(application)
    check = page(client, "application_check", town)
    assert '<span lang="fr">– Un guichet<br>– Une enquête</span>' in check


def test_a_text_that_stands_keeps_its_language(town, application, client):
    keep_inventory(application, {2: "Un guichet"}, "fr")
    tab = Tab(client, address("application_inventory", town))
    assert 'lang="fr"' in tab.page.html
    tab.save(text_2="Un guichet\nUne enquête", text_3="A survey")
    assert entries(application) == {2: ("Un guichet\nUne enquête", "fr"), 3: ("A survey", "en")}
    Tab(client, address("application_inventory", town)).save(text_2="")
    assert entries(application) == {3: ("A survey", "en")}


@pytest.mark.parametrize(
    ("typed", "said"),
    [("x" * 251, "Shorten this line"), ("\n".join(f"Thing {n}" for n in range(31)), "30 lines")],
)
def test_a_line_is_short_enough_for_an_action(town, application, client, typed, said):
    tab = Tab(client, address("application_inventory", town))
    answer = tab.save(text_1=typed)
    assert answer.status_code == 200 and said in tab.page.text()
    assert tab.shown.typed()["text_1"] == [typed]
    assert not application.inventory.exists()


def test_its_lines_become_existing_actions_of_the_plan(town, application, nora, sam):
    keep_inventory(application, {1: "A complaints desk\n– A yearly survey", 7: "A yearly survey"}, "en")
    keep_inventory(application, {8: "Un fonds de loyers"}, "fr")
    application.submit(nora)
    application.approve(sam)
    plan = town.plans.being_written().get()
    found = {
        (action.title_en or "", action.title_fr or ""): {c.number for c in action.commitments.all()}
        for action in plan.actions.all()
    }
    assert found == {
        ("A complaints desk", ""): {1},
        ("A yearly survey", ""): {1, 7},
        ("", "Un fonds de loyers"): {8},
    }
    assert all(
        action.is_existing and action.status == Action.Status.UNDER_WAY for action in plan.actions.all()
    )


def test_a_town_that_comes_back_has_each_action_once(town, application, nora, sam):
    make.membership(town)
    make.published_plan(town, by=nora, actions=1)
    town.membership.end(sam, "Left.")
    keep_inventory(application, {1: "Action 1\nA new desk"}, "en")
    application.submit(nora)
    application.approve(sam)
    titles = town.plans.being_written().get().actions.values_list("title_en", flat=True)
    assert sorted(titles) == ["A new desk", "Action 1"]


def test_it_is_closed_with_the_application(town, application, client, vic, sign_in):
    make.member(town, vic, Role.VIEWER)
    assert sign_in(vic).post(address("application_inventory", town), {"text_1": "x"}).status_code == 403
    Application.objects.update(status="submitted")
    assert 'name="text_1"' not in page(client, "application_inventory", town)
    assert client.post(address("application_inventory", town), {"text_1": "x"}).status_code == 409
    with pytest.raises(WrongState):
        keep_inventory(application, {1: "x"}, "en")
