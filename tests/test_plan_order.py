"""The order of a plan's actions: changed without dragging, by keyboard, by two people at once."""

import pytest

from commitments.models import ActionPlan

from . import make
from .planning import at, text

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def draft(lakeside, lea):
    return make.plan(lakeside, by=lea)


@pytest.fixture
def four(draft):
    """Four actions, A to D; as after removals and copies, their positions have gaps and twins."""
    return [
        make.action(draft, 1, title=title, position=position)
        for title, position in zip("ABCD", (2, 2, 7, 9), strict=True)
    ]


def order(draft):
    return "".join(action.title_en for action in draft.actions.order_by("position", "pk"))


@pytest.mark.parametrize(
    ("who", "seen", "to", "after"),
    [
        ("C", 3, 2, "ACBD"),
        ("A", 1, 2, "BACD"),
        ("D", 4, 1, "DABC"),
        ("A", 1, 99, "BCDA"),
        ("B", 2, 0, "BACD"),
    ],
)
def test_an_action_moves_up_down_or_to_a_place(lakeside, draft, four, eli, sign_in, who, seen, to, after):
    moved = four["ABCD".index(who)]
    client = sign_in(eli)
    answer = client.post(at("move_action", lakeside, moved.pk), {"seen": seen, "to": to})
    assert answer.status_code == 302 and f"moved={moved.pk}" in answer.url
    assert order(draft) == after
    page = text(client.get(answer.url))
    assert f"“{who}” is now at place {after.index(who) + 1}." in page
    # The focus returns to it: without a script, the browser goes to the one button that asks for it.
    assert page.count(" autofocus") == 1
    assert " autofocus" in page.partition(f'id="action-{moved.pk}"')[2].partition("</li>")[0]


def test_the_new_order_is_read_everywhere(lakeside, draft, four, eli, lea, client, sign_in):
    sign_in(eli).post(at("move_action", lakeside, four[3].pk), {"seen": 4, "to": 1})
    chapters = sign_in(eli).get(at("plan", lakeside)).context["chapters"]
    assert [action.title_en for action in chapters[0].actions] == ["D", "A", "B", "C"]
    draft.publish(lea)
    chapters = client.get(at("public_plan", lakeside)).context["chapters"]
    assert [action.title_en for action in chapters[0].actions] == ["D", "A", "B", "C"]
    assert order(ActionPlan.start(lakeside, eli)) == "DABC"


def test_a_second_click_moves_once(lakeside, draft, four, eli, sign_in):
    for _click in range(2):
        sign_in(eli).post(at("move_action", lakeside, four[2].pk), {"seen": 3, "to": 2})
    assert order(draft) == "ACBD"


def test_what_a_colleague_moved_meanwhile_is_said_and_kept(lakeside, draft, four, eli, lea, sign_in):
    sign_in(lea).post(at("move_action", lakeside, four[3].pk), {"seen": 4, "to": 1})
    late = sign_in(eli)
    answer = late.post(at("move_action", lakeside, four[1].pk), {"seen": 2, "to": 1})
    assert "A colleague changed the order meanwhile" in text(late.get(answer.url))
    assert order(draft) == "DABC"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"seen": "1"},
        {"seen": "1", "to": "x"},
        {"seen": "\x00", "to": "9" * 40},
        {"seen": "-1", "to": "-2"},
    ],
)
def test_no_place_moves_nothing(lakeside, draft, four, eli, sign_in, sent):
    client = sign_in(eli)
    answer = client.post(at("move_action", lakeside, four[1].pk), sent)
    assert answer.status_code == 302
    assert "a number" in text(client.get(answer.url)) and order(draft) == "ABCD"
    assert client.get(at("plan_order", lakeside) + "?moved=x&by=y").status_code == 200
    assert client.get(at("plan_order", lakeside) + "?moved=" + "9" * 50).status_code == 200


def test_an_action_of_another_edition_or_town_is_not_moved(lakeside, rivermouth, draft, four, lea, sign_in):
    foreign = make.action(make.plan(rivermouth), 1)
    draft.publish(lea)
    ActionPlan.start(lakeside, lea)
    sent = {"seen": 2, "to": 1}
    assert sign_in(lea).post(at("move_action", lakeside, foreign.pk), sent).status_code == 404
    assert sign_in(lea).post(at("move_action", lakeside, four[1].pk), sent).status_code == 409
    assert order(draft) == "ABCD"
