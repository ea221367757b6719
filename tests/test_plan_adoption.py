"""The period of a plan, and its adoption by the council."""

from datetime import date

import pytest

from . import make
from .papers import upload
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


def details(answer):
    return answer.context["form"].errors


def test_a_resolution_of_the_register_is_named_and_public_where_it_is(
    lakeside, draft, eli, lea, client, sign_in
):
    make.action(draft, 1)
    paper = make.evidence(lakeside, title="Resolution 2025-118", access="town")
    where = at("plan_details", lakeside)
    assert (
        sign_in(eli).post(where, {"adopted_on": "2025-12-08", "resolution": str(paper.pk)}).status_code == 302
    )
    assert "Resolution 2025-118" in text(sign_in(eli).get(at("plan", lakeside)))
    draft.publish(lea)
    for address in (at("public_plan", lakeside), lakeside.get_absolute_url()):
        page = text(client.get(address))
        assert "December 8, 2025" in page and "Resolution 2025-118" not in page
    paper.revise(lea, access="public")
    for address in (at("public_plan", lakeside), lakeside.get_absolute_url()):
        assert "Resolution 2025-118" in text(client.get(address))


def test_a_resolution_is_handed_in_in_place_and_goes_into_the_register(lakeside, draft, eli, sign_in):
    where, client = at("plan_details", lakeside), sign_in(eli)
    for _click in range(2):
        sent = {
            "adopted_on": "2025-12-08",
            "resolution_access": "public",
            "resolution_file": upload("R-118.pdf"),
        }
        assert client.post(where, sent).status_code == 302
    paper = lakeside.documents.get()
    draft.refresh_from_db()
    assert draft.resolution == paper
    assert (paper.name, paper.access, paper.added_by) == ("R-118.pdf", "public", eli)
    assert not paper.is_of_application


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"resolution_file": upload("R.pdf")}, "resolution_access", "Say who may read the resolution."),
        (
            {"resolution_file": upload("R.pdf", b"MZ not a pdf"), "resolution_access": "public"},
            "resolution_file",
            "neither a PDF",
        ),
        (
            {"resolution_file": upload("R.pdf"), "resolution_access": "public", "ends_on": "soon"},
            "resolution_file",
            "Choose the file again",
        ),
        ({"resolution": "999999999999999999999"}, "resolution", "999999999999999999999"),
        ({"resolution": "\x00"}, "adopted_on", ""),
    ],
)
def test_a_wrong_adoption_is_named(lakeside, draft, eli, sign_in, sent, field, said):
    for file in sent.values():
        if hasattr(file, "seek"):
            file.seek(0)
    answer = sign_in(eli).post(at("plan_details", lakeside), {"adopted_on": "2025-12-08"} | sent)
    if not said:  # nothing that anybody sees was typed
        assert answer.status_code == 302
        return
    assert said in " ".join(details(answer)[field])
    draft.refresh_from_db()
    assert draft.adopted_on is None and not lakeside.documents.exists()


def test_a_document_of_another_town_is_no_resolution(lakeside, rivermouth, draft, eli, sign_in):
    foreign = make.evidence(rivermouth, access="public")
    answer = sign_in(eli).post(at("plan_details", lakeside), {"resolution": str(foreign.pk)})
    assert "resolution" in details(answer)


def test_a_full_register_says_so(lakeside, draft, eli, sign_in, monkeypatch):
    monkeypatch.setattr("municipalities.models.document_room.MOST_DOCUMENTS", 0)
    sent = {"resolution_access": "public", "resolution_file": upload("R.pdf")}
    answer = sign_in(eli).post(at("plan_details", lakeside), sent)
    assert answer.status_code == 200 and "The register is full" in text(answer)
    draft.refresh_from_db()
    assert draft.resolution is None
