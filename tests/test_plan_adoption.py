"""The period of a plan, and its adoption by the council."""

from datetime import date

import pytest

from . import make
from .planning import at, text

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def draft(lakeside, lea):
    return make.plan(lakeside, by=lea)


def test_the_period_is_kept(lakeside, draft, eli, sign_in):
    answers = {"starts_on": "2026-01-01", "ends_on": "2029-12-31", "adopted_on": "2025-12-08"}
    assert sign_in(eli).post(at("plan_details", lakeside), answers).status_code == 302
    draft.refresh_from_db()
    assert (draft.starts_on, draft.ends_on, draft.adopted_on) == (
        date(2026, 1, 1),
        date(2029, 12, 31),
        date(2025, 12, 8),
    )
    assert "December 8, 2025" in text(sign_in(eli).get(at("plan", lakeside)))


@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        ({"ends_on": "2025-01-01"}, "ends_on", "The plan must end after it starts."),
        (
            {"adopted_on": "2999-01-01"},
            "adopted_on",
            "The day the council adopted the plan cannot be in the future.",
        ),
        ({"starts_on": "soon"}, "starts_on", "Enter a real date, such as 2026-11-22: year, month, day."),
    ],
)
def test_a_wrong_period_is_named(lakeside, draft, eli, sign_in, answers, field, said):
    sent = {"starts_on": "2026-01-01", "ends_on": "2029-12-31"} | answers
    response = sign_in(eli).post(at("plan_details", lakeside), sent)
    assert response.context["form"].errors == {field: [said]}
    draft.refresh_from_db()
    assert draft.ends_on is None
